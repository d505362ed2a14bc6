/** Sockets that this test opens must stand in the parsed output of the netstat of this machine, and nothing else of it. */

import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket as StreamSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formatEndpoint } from '../../../src/lib/endpoint.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import type { Socket } from '../../../src/lib/socket.ts';

const REASON = 'not applicable: this machine has no netstat of Linux net-tools';
const hasNetstat = process.platform === 'linux' && spawnSync('netstat', ['--version']).status === 0;
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

test('netstat -anp shows precisely the sockets that are open here', async ({ annotate }) => {
  if (!hasNetstat) {
    await annotate(REASON);
    console.log(REASON);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'sockets-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'listener.sock');

  const four = await listen({ host: '127.0.0.1', port: 0 });
  const six = await listen({ host: '::1', port: 0 });
  const both = await listen({ host: '::', port: 0 });
  await listen({ path });
  const open = await client(port(four), '127.0.0.1');
  const halfClosed = await client(port(six), '::1');
  halfClosed.end();
  const datagrams = await datagramSocket('udp4', '127.0.0.1');
  const connected = await datagramSocket('udp6', '::1');
  connected.connect(9, '::1');
  await once(connected, 'connect');

  const expected = [
    `tcp 127.0.0.1:${port(four)} 0.0.0.0:* LISTEN`,
    `tcp [::1]:${port(six)} [::]:* LISTEN`,
    `tcp [::]:${port(both)} [::]:* LISTEN`,
    `tcp 127.0.0.1:${open.localPort} 127.0.0.1:${port(four)} ESTABLISHED`,
    `tcp 127.0.0.1:${port(four)} 127.0.0.1:${open.localPort} ESTABLISHED`,
    `tcp [::1]:${halfClosed.localPort} [::1]:${port(six)} FIN-WAIT-2`,
    `tcp [::1]:${port(six)} [::1]:${halfClosed.localPort} CLOSE-WAIT`,
    `udp 127.0.0.1:${datagrams.address().port} 0.0.0.0:* -`,
    `udp [::1]:${connected.address().port} [::1]:9 -`,
    `unix ${path}`,
  ].sort();

  // The end of the half-closed connection travels while this waits.
  await expect.poll(() => ours(path), { timeout: 5000 }).toEqual(expected);
});

/** The sockets of this process in the live listing, one line each. */
function ours(path: string): string[] {
  const text = execFileSync('netstat', ['-anp'], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const listing = parseListing(text);
  expect(listing.lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
  expect(listing).toMatchObject({ format: 'netstat-linux', os: 'linux' });
  return listing.sockets
    .filter(({ processes }) => processes[0]?.pid === process.pid)
    .filter(
      ({ protocol, path: name, stateText }) => protocol !== 'unix' || (name === path && stateText === 'LISTENING'),
    )
    .map(describe)
    .sort();
}

function describe({ protocol, local, remote, state, path }: Socket): string {
  if (local === null || remote === null) return `${protocol} ${path}`;
  return `${protocol} ${formatEndpoint(local)} ${formatEndpoint(remote)} ${state ?? '-'}`;
}

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function listen(where: { host: string; port: number } | { path: string }): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.resume();
    closing.push(() => socket.destroy());
  }).listen(where);
  closing.push(() => server.close());
  await once(server, 'listening');
  return server;
}

async function client(port: number, host: string): Promise<StreamSocket> {
  const socket = connect({ port, host, allowHalfOpen: true });
  closing.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function datagramSocket(type: 'udp4' | 'udp6', address: string): Promise<DatagramSocket> {
  const socket = createSocket(type);
  closing.push(() => socket.close());
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}
