/** Sockets that this test opens, in every state that a program can bring about alone, must be what each tool shows of them. */

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket as StreamSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatEndpoint } from '../../../src/lib/endpoint.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { type Protocol, type Socket, TCP_STATES, type TcpState } from '../../../src/lib/socket.ts';

/** A socket that was made. */
interface Made {
  protocol: Protocol;
  /** `address:port`, or the path of a Unix socket */
  local: string;
  remote?: string;
  state?: TcpState;
  /** whose it is; null once the program has closed it, or before it has accepted it */
  pid: number | null;
}

/** One way to list sockets, and what it shows otherwise than the others. */
interface Tool {
  commands: readonly (readonly [program: string, ...options: string[]])[];
  format: string;
  /** which sockets it shows at all */
  shows(made: Made): boolean;
  /** how it tells of them, where that differs from how they were made */
  tells?(made: Made): Partial<Made>;
  /** it names the processes */
  hasProcesses: boolean;
}

const isUnix = ({ protocol }: Made) => protocol === 'unix';

const TOOLS: readonly Tool[] = [
  {
    commands: [['netstat', '-anpW']],
    format: 'netstat-linux',
    shows: () => true,
    hasProcesses: true,
  },
  {
    commands: [
      ['ss', '-tanp'],
      ['ss', '-uanp'],
      ['ss', '-xanp'],
    ],
    format: 'ss',
    shows: () => true,
    tells: withStar,
    hasProcesses: true,
  },
  {
    commands: [['ss', '-tuxanpH']],
    format: 'ss',
    shows: () => true,
    tells: withStar,
    hasProcesses: true,
  },
  {
    commands: [
      ['lsof', '-nPi'],
      ['lsof', '-nPU'],
    ],
    format: 'lsof',
    // What no process holds is in no table of descriptors: TIME-WAIT, closed with data left, not yet accepted.
    shows: ({ pid }) => pid !== null,
    tells: ({ remote, local }) => ({
      // It shows no remote side where there is none, and a star for the wildcard address.
      ...(remote?.endsWith(':*') && { remote: '-' }),
      ...(local.startsWith('[::]:') && { local: local.replace('[::]', '*') }),
    }),
    hasProcesses: true,
  },
  {
    commands: ['tcp', 'tcp6', 'udp', 'udp6', 'unix'].map((table) => ['cat', `/proc/net/${table}`] as const),
    format: 'proc-net',
    shows: () => true,
    hasProcesses: false,
  },
];

/** ss has a star for the address of a dual-stack socket. */
function withStar({ local }: Made): Partial<Made> {
  return local.startsWith('[::]:') ? { local: local.replace('[::]', '*'), remote: '*:*' } : {};
}

const MANY = Buffer.alloc(16 * 1024 * 1024);
const closing: (() => void)[] = [];
let made: Made[] = [];

beforeAll(async () => {
  if (process.platform === 'linux') made = await makeSockets();
});

afterAll(() => {
  for (const close of closing.reverse()) close();
});

describe.each(TOOLS.map((tool) => ({ name: tool.commands.map((command) => command.join(' ')).join('; '), ...tool })))(
  '$name',
  (tool) => {
    const programs = [...new Set(tool.commands.map(([program]) => program))];
    const missing = process.platform !== 'linux' || programs.some((name) => spawnSync(name, ['--version']).error);

    test('shows precisely the sockets that are open here', async ({ annotate }) => {
      if (missing) {
        const reason = `not applicable: this machine has no ${programs.join(', ')} of Linux`;
        await annotate(reason);
        console.log(reason);
        return;
      }
      const expected = made
        .filter((socket) => tool.shows(socket))
        .map((socket) => {
          const told = { ...socket, ...tool.tells?.(socket) };
          return written(tool.hasProcesses ? told : { ...told, pid: null });
        })
        .sort();
      // The last segments travel while this waits.
      await expect.poll(() => listed(tool), { timeout: 3000 }).toEqual(expected);
    });
  },
);

test('every state is among them that a program can bring about alone', () => {
  if (process.platform !== 'linux') return;
  const states = new Set(made.map(({ state }) => state));
  // SYN-RECEIVED lasts only while the peer's acknowledgement is under way, CLOSED not at all.
  expect(TCP_STATES.filter((state) => !states.has(state))).toEqual(['SYN-RECEIVED', 'CLOSED']);
});

/** What the tool shows of the sockets made here, read by the parser. */
function listed(tool: Tool): string[] {
  const text = tool.commands
    .map(([program, ...options]) => `$ ${program} ${options.join(' ')}\n${run(program, options)}`)
    .join('');
  const listing = parseListing(text);
  expect(listing.lines.filter(({ kind }) => kind === 'skipped')).toEqual([]);
  expect(listing).toMatchObject({ format: tool.format, os: 'linux' });
  const ports = new Set(made.flatMap(({ local }) => (local.includes(':') ? [local.split(':').at(-1)] : [])));
  const paths = new Set(made.filter(isUnix).map(({ local }) => local));
  const pids = new Set(made.map(({ pid }) => pid));
  const isOurs = ({ local, path, processes }: Socket) => {
    if (path !== undefined || local === null) return path !== undefined && paths.has(path);
    if (!ports.has(String(local.port))) return false;
    return processes.every(({ pid }) => pid === undefined) || processes.some(({ pid }) => pids.has(pid ?? null));
  };
  return listing.sockets.filter(isOurs).map(asMade).map(written).sort();
}

function run(program: string, options: string[]): string {
  return execFileSync(program, options, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function asMade({ protocol, local, remote, state, path, processes }: Socket): Made {
  const pid = processes[0]?.pid ?? null;
  if (protocol === 'unix') return { protocol, local: path ?? '', pid };
  return {
    protocol,
    local: local === null ? '-' : formatEndpoint(local),
    remote: remote === null ? '-' : formatEndpoint(remote),
    ...(state !== null && { state }),
    pid,
  };
}

function written({ protocol, local, remote, state, pid }: Made): string {
  return [protocol, local, remote ?? '-', protocol === 'tcp' ? state : '-', pid ?? 'nobody'].join(' ');
}

/** Opens sockets in every state, and leaves them so. */
async function makeSockets(): Promise<Made[]> {
  const { pid } = process;
  const four = await listen({ host: '127.0.0.1', port: 0 });
  const six = await listen({ host: '::1', port: 0 });
  const both = await listen({ host: '::', port: 0 });
  const sockets: Made[] = [
    { protocol: 'tcp', local: `127.0.0.1:${port(four.server)}`, remote: '0.0.0.0:*', state: 'LISTEN', pid },
    { protocol: 'tcp', local: `[::1]:${port(six.server)}`, remote: '[::]:*', state: 'LISTEN', pid },
    { protocol: 'tcp', local: `[::]:${port(both.server)}`, remote: '[::]:*', state: 'LISTEN', pid },
  ];
  const pair = (client: StreamSocket, states: [TcpState, TcpState | null], pids: [number | null, number | null]) => {
    const [near, far] = ends(client);
    sockets.push({ protocol: 'tcp', local: near, remote: far, state: states[0], pid: pids[0] });
    if (states[1] !== null) sockets.push({ protocol: 'tcp', local: far, remote: near, state: states[1], pid: pids[1] });
  };

  const [open] = await four.client();
  pair(open, ['ESTABLISHED', 'ESTABLISHED'], [pid, pid]);

  const [halfClosed] = await six.client();
  pair(halfClosed, ['FIN-WAIT-2', 'CLOSE-WAIT'], [pid, pid]);
  halfClosed.end();

  const [first, second] = await four.client();
  pair(first, ['TIME-WAIT', null], [null, null]);
  first.resume().end();
  second.resume().end();

  // Closed with data that the other side does not read: the segment that says so waits behind the data.
  const [full] = await four.client();
  pair(full, ['FIN-WAIT-1', 'ESTABLISHED'], [null, pid]);
  await fill(full);
  full.destroy();

  const [closed, filling] = await four.client();
  pair(closed, ['FIN-WAIT-2', 'LAST-ACK'], [pid, null]);
  closed.end();
  await fill(filling);
  filling.destroy();

  const [one, other] = await six.client();
  pair(one, ['CLOSING', 'FIN-WAIT-2'], [null, pid]);
  await fill(one);
  one.destroy();
  other.end();

  await connectToBusyServer(sockets);
  await openDatagrams(sockets);
  await openUnix(sockets);
  return sockets;
}

/** A server that accepts nobody: two connections wait in its queue of one, and a third is not answered. */
async function connectToBusyServer(sockets: Made[]): Promise<void> {
  const program = `
    const server = require('node:net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const busy: ChildProcess = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  closing.push(() => busy.kill('SIGKILL'));
  const [printed] = (await once(busy.stdout!, 'data')) as [Buffer];
  const server = { host: '127.0.0.1', port: Number(printed) };
  const local = `127.0.0.1:${server.port}`;
  sockets.push({ protocol: 'tcp', local, remote: '0.0.0.0:*', state: 'LISTEN', pid: busy.pid! });
  for (let waiting = 0; waiting < 2; waiting++) {
    const [near] = ends(await connected(connect(server)));
    sockets.push({ protocol: 'tcp', local: near, remote: local, state: 'ESTABLISHED', pid: process.pid });
    sockets.push({ protocol: 'tcp', local, remote: near, state: 'ESTABLISHED', pid: null });
  }
  const localPort = await freePort();
  const unanswered = connect({ ...server, localAddress: '127.0.0.1', localPort });
  closing.push(() => unanswered.destroy());
  unanswered.on('error', () => undefined);
  sockets.push({
    protocol: 'tcp',
    local: `127.0.0.1:${localPort}`,
    remote: local,
    state: 'SYN-SENT',
    pid: process.pid,
  });
}

async function openDatagrams(sockets: Made[]): Promise<void> {
  const { pid } = process;
  const four = await datagramSocket('udp4', '127.0.0.1');
  const six = await datagramSocket('udp6', '::1');
  const peer = await datagramSocket('udp4', '127.0.0.1');
  peer.connect(9, '127.0.0.1');
  await once(peer, 'connect');
  sockets.push(
    { protocol: 'udp', local: `127.0.0.1:${four.address().port}`, remote: '0.0.0.0:*', pid },
    { protocol: 'udp', local: `[::1]:${six.address().port}`, remote: '[::]:*', pid },
    { protocol: 'udp', local: `127.0.0.1:${peer.address().port}`, remote: '127.0.0.1:9', pid },
  );
}

/** A listener has its name, and so has each connection that it accepted. */
async function openUnix(sockets: Made[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'listener.sock');
  const name = `sockets-${process.pid}`;
  const onDisk = await listen({ path });
  await onDisk.client();
  const abstract = await listen({ path: `\0${name}` });
  await abstract.client();
  for (const local of [path, path, `@${name}`, `@${name}`]) sockets.push({ protocol: 'unix', local, pid: process.pid });
}

/** A listening server, and what makes a connection to it: both of its ends. */
interface Listener {
  server: Server;
  client(): Promise<[near: StreamSocket, far: StreamSocket]>;
}

async function listen(where: { host: string; port: number } | { path: string }): Promise<Listener> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(where);
  closing.push(() => server.close());
  await once(server, 'listening');
  return {
    server,
    async client() {
      const accepted = once(server, 'connection');
      const to = 'path' in where ? where : { host: where.host === '::' ? '::1' : where.host, port: port(server) };
      const near = await connected(connect({ ...to, allowHalfOpen: true }));
      const [far] = (await accepted) as [StreamSocket];
      closing.push(() => far.destroy());
      far.on('error', () => undefined);
      return [near, far];
    },
  };
}

async function connected(socket: StreamSocket): Promise<StreamSocket> {
  closing.push(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket.pause();
}

/** Writes until nothing more fits: into the kernel's buffers of both sides, then into the stream's own. */
async function fill(socket: StreamSocket): Promise<void> {
  socket.write(MANY);
  for (let before = -1; socket.bytesWritten !== before || socket.writableLength === 0; ) {
    before = socket.bytesWritten;
    await setTimeout(100);
  }
}

function ends(socket: StreamSocket): [near: string, far: string] {
  const near = { address: socket.localAddress!, port: socket.localPort! };
  return [formatEndpoint(near), formatEndpoint({ address: socket.remoteAddress!, port: socket.remotePort! })];
}

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const free = port(server);
  server.close();
  await once(server, 'close');
  return free;
}

async function datagramSocket(type: 'udp4' | 'udp6', address: string): Promise<DatagramSocket> {
  const socket = createSocket(type);
  closing.push(() => socket.close());
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}
