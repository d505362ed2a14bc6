/**
 * Sets a scene of real sockets and prints how a tool of this machine lists it. Started in a network namespace of its own:
 *
 *     unshare --net --map-root-user node scene.ts <scene> <tool> [options …]
 */

import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type ListenOptions, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SCENES: Record<string, () => Promise<unknown>> = {
  async healthy() {
    for (const port of [22, 80, 443]) {
      await listen({ host: '0.0.0.0', port });
      await listen({ host: '::', port, ipv6Only: true });
    }
    await listen({ host: '127.0.0.53', port: 53 });
    await listen({ host: '127.0.0.1', port: 5432 });
    for (const [address, port] of [
      ['127.0.0.53', 53],
      ['0.0.0.0', 5353],
      ['0.0.0.0', 68],
    ] as const) {
      const socket = createSocket({ type: 'udp4', reuseAddr: true }).bind(port, address);
      await once(socket, 'listening');
    }
  },
  /** The clients have closed; the server has not, and never will. */
  async closeWait() {
    await listen({ host: '0.0.0.0', port: 80 });
    for (let count = 0; count < 12; count++) (await client(80)).end();
    await sleep(300);
  },
  database: () => listen({ host: '0.0.0.0', port: 6379 }),
  sixAlone: () => listen({ host: '::1', port: 5173 }),
  /** A server with a backlog of 2 that accepts nothing any more. */
  async acceptQueue() {
    const stuck = spawn(process.execPath, [fileURLToPath(import.meta.url), 'stuck'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(() => stuck.kill('SIGKILL'));
    await once(stuck.stdout, 'data');
    while (!/^State:\s+T/m.test(readFileSync(`/proc/${stuck.pid}/status`, 'utf8'))) await sleep(20);
    for (let count = 0; count < 6; count++) connect({ host: '127.0.0.1', port: 80 }).on('error', () => {});
    await sleep(300);
  },
};

const children: (() => void)[] = [];

async function listen(options: ListenOptions): Promise<void> {
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.resume()).listen(options);
  await once(server, 'listening');
}

async function client(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

const [scene = '', tool = '', ...options] = process.argv.slice(2);
if (scene === 'stuck') {
  createServer().listen({ host: '0.0.0.0', port: 80, backlog: 2 }, () => {
    process.stdout.write('listening\n', () => process.kill(process.pid, 'SIGSTOP'));
  });
} else {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  await SCENES[scene]?.();
  console.log(
    execFileSync(tool, options, {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  for (const end of children) end();
  process.exit();
}
