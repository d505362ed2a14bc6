/**
 * What the first article says about Linux, shown by a running Linux.
 *
 * Each test is named by the sentence that it proves, and fails too when the article no longer says it.
 */

import { spawn } from 'node:child_process';
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type ListenOptions, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { EPHEMERAL_RANGES } from '../../src/lib/index.ts';
import { articleText } from '../content/article.ts';

const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

claim('Without special options, a second listening socket on the same address and port fails.', async () => {
  const port = portOf(await listen({ host: '127.0.0.1' }));
  await expect(listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE', syscall: 'listen' });
});

claim('After 0.0.0.0, binding 127.0.0.1 on the same port fails.', async () => {
  const port = portOf(await listen({ host: '0.0.0.0' }));
  await expect(listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

claim('A socket on :: usually takes IPv4 as well, so 0.0.0.0 fails after it', async () => {
  if (!hasIPv6()) return console.log('not applicable: this machine has no IPv6');
  const port = portOf(await listen({ host: '::' }));
  await expect(listen({ host: '0.0.0.0', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  // "Usually": the option IPV6_V6ONLY keeps the two apart.
  const other = portOf(await listen({ host: '::', ipv6Only: true }));
  await expect(listen({ host: '0.0.0.0', port: other })).resolves.toBeDefined();
});

claim('TCP and UDP may use the same number at the same time', async () => {
  const port = portOf(await listen({ host: '127.0.0.1' }));
  expect((await bindDatagram(port)).address().port).toBe(port);
});

claim('two particular addresses may use the same port.', async () => {
  const port = portOf(await listen({ host: '127.0.0.1' }));
  expect(portOf(await listen({ host: '127.0.0.2', port }))).toBe(port);
});

claim('On Linux, sockets that all set SO_REUSEPORT share a port if the same user owns them', async () => {
  const port = portOf(await listen({ host: '127.0.0.1', reusePort: true }));
  expect(portOf(await listen({ host: '127.0.0.1', port, reusePort: true }))).toBe(port);
  // "All": one that does not set it still fails.
  await expect(listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

claim('Processes can also share one socket, by fork() or by passing its descriptor.', async () => {
  const server = await listen({ host: '127.0.0.1' });
  const child = spawn(
    process.execPath,
    [
      '-e',
      `process.once('message', (_, server) => server.on('connection', (socket) => socket.end(String(process.pid))));
       process.send('ready');`,
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  opened.push(() => stop(child));
  await once(child, 'message');
  const port = portOf(server);
  // Once sent, our own copy is closed: only the child can answer.
  await new Promise<void>((resolve, reject) => {
    child.send('here', server, (error) => (error ? reject(error) : resolve()));
  });
  await new Promise((resolve) => server.close(resolve));
  const client = await connectTo(port);
  const [answer] = await once(client, 'data');
  expect(String(answer)).toBe(String(child.pid));
});

claim('A program that binds to port 0 gets a free port of the kernel’s choice', async () => {
  const { first, last } = localPortRange();
  const chosen = portOf(await listen({ host: '127.0.0.1', port: 0 }));
  expect(chosen).toBeGreaterThanOrEqual(first);
  expect(chosen).toBeLessThanOrEqual(last);
});

claim('which takes an ephemeral port when the program calls connect().', async () => {
  const { first, last } = localPortRange();
  const client = await connectTo(portOf(await listen({ host: '127.0.0.1' })));
  expect(client.localPort).toBeGreaterThanOrEqual(first);
  expect(client.localPort).toBeLessThanOrEqual(last);
});

claim('on Linux 32768 to 60999, which is 28,232 ports', () => {
  const { first, last } = EPHEMERAL_RANGES.linux;
  expect({ first, last }).toEqual({ first: 32768, last: 60999 });
  expect((last - first + 1).toLocaleString('en')).toBe('28,232');
  const here = localPortRange();
  if (here.first !== first || here.last !== last) {
    console.log(`this machine was configured otherwise: ${here.first} to ${here.last}`);
  }
});

claim('With 28,232 ports and 60 seconds of TIME-WAIT, that takes about 470 new connections a second', () => {
  expect(Math.round(28232 / 60 / 10) * 10).toBe(470);
});

claim(
  'Linux guards the ports below ip_unprivileged_port_start, 1024 by default; binding one takes the capability CAP_NET_BIND_SERVICE',
  async () => {
    const start = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
    if (start === 0) return console.log('this machine guards no port: ip_unprivileged_port_start is 0');
    const attempt = listen({ host: '127.0.0.1', port: start - 1 });
    if (mayBindLowPorts()) {
      // Unless something else holds it.
      const outcome = await attempt.then(
        () => 'bound',
        (error: NodeJS.ErrnoException) => error.code,
      );
      expect(['bound', 'EADDRINUSE']).toContain(outcome);
    } else await expect(attempt).rejects.toMatchObject({ code: 'EACCES' });
  },
);

claim('A listening socket has a local endpoint and no remote side.', async () => {
  const port = portOf(await listen({ host: '127.0.0.1' }));
  expect(tcpTable().filter(({ local }) => local === `127.0.0.1:${port}`)).toMatchObject([
    { remote: '0.0.0.0:0', state: 'LISTEN' },
  ]);
});

claim(
  'An unconnected UDP socket has no remote side either: one socket exchanges datagrams with any number of peers.',
  async () => {
    const server = await bindDatagram(0);
    const senders: number[] = [];
    const received = new Promise<void>((resolve) => {
      server.on('message', (_message, { port }) => {
        senders.push(port);
        if (senders.length === 2) resolve();
      });
    });
    const clients = [await bindDatagram(0), await bindDatagram(0)];
    for (const client of clients) client.send('hello', server.address().port, '127.0.0.1');
    await received;
    expect(senders.toSorted()).toEqual(clients.map((client) => client.address().port).toSorted());
    expect(() => server.remoteAddress()).toThrow(expect.objectContaining({ code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' }));
  },
);

claim('The accepted socket keeps the server’s port.', async () => {
  const server = await listen({ host: '127.0.0.1' });
  const accepted: Socket[] = [];
  server.on('connection', (socket) => accepted.push(socket));
  const clients = [await connectTo(portOf(server)), await connectTo(portOf(server))];
  await expect.poll(() => accepted.length).toBe(2);
  expect(accepted.map(({ localPort }) => localPort)).toEqual([portOf(server), portOf(server)]);
  // Told apart by the remote side alone.
  expect(accepted.map(({ remotePort }) => remotePort).toSorted()).toEqual(
    clients.map(({ localPort }) => localPort).toSorted(),
  );
  expect(new Set(clients.map(({ localPort }) => localPort)).size).toBe(2);
});

claim('A web server with 1,000 clients has 1,001 sockets, and all of them use local port 443.', async () => {
  // The same with 20 clients and a port that nobody else uses.
  const server = await listen({ host: '127.0.0.1' });
  const local = `127.0.0.1:${portOf(server)}`;
  await Promise.all(Array.from({ length: 20 }, () => connectTo(portOf(server))));
  const sockets = () => tcpTable().filter((socket) => socket.local === local);
  await expect.poll(() => sockets().length).toBe(21);
  expect(new Set(sockets().map(({ remote }) => remote)).size).toBe(21);
});

claim('The kernel completes the handshake before the program calls accept().', async () => {
  // A child that listens, tells its port and stops itself: it can accept nothing any more.
  const child = spawn(
    process.execPath,
    [
      '-e',
      `const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
         require('node:fs').writeSync(1, server.address().port + '\\n');
         process.kill(process.pid, 'SIGSTOP');
       });`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  opened.push(() => stop(child));
  const [line] = await once(child.stdout, 'data');
  const port = Number(line);
  await expect.poll(() => /^State:\s+T/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8'))).toBe(true);
  const client = await connectTo(port);
  const waiting = tcpTable().filter(({ remote }) => remote === `127.0.0.1:${client.localPort}`);
  // Established, and without an inode: no program has a descriptor for it.
  expect(waiting).toMatchObject([{ local: `127.0.0.1:${port}`, state: 'ESTABLISHED', inode: 0 }]);
});

claim(
  'Where neither exists, the kernel answers a TCP segment with a reset, and the client reads “connection refused”',
  async () => {
    const server = await listen({ host: '127.0.0.1' });
    const port = portOf(server);
    await new Promise((resolve) => server.close(resolve));
    await expect(connectTo(port)).rejects.toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
  },
);

claim('The side that closes first keeps the tuple for a while', async () => {
  const server = await listen({ host: '127.0.0.1' });
  server.on('connection', (socket) => socket.on('end', () => socket.end()).resume());
  const client = await connectTo(portOf(server));
  const tuple = { local: `127.0.0.1:${client.localPort}`, remote: `127.0.0.1:${portOf(server)}` };
  client.end();
  await once(client, 'close');
  const left = () => tcpTable().filter(({ local, remote }) => local === tuple.local || remote === tuple.local);
  await expect.poll(left).toMatchObject([{ ...tuple, state: 'TIME-WAIT' }]);
});

/** Declares a test named by a sentence of the article; quotation marks and apostrophes count as one kind. */
function claim(sentence: string, proof: () => unknown) {
  test(sentence, async () => {
    expect(plainQuotes(articleText)).toContain(plainQuotes(sentence));
    if (process.platform !== 'linux') return console.log(`not applicable on ${process.platform}`);
    await proof();
  });
}

function plainQuotes(text: string): string {
  return text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}

async function listen(options: ListenOptions): Promise<Server> {
  const accepted = new Set<Socket>();
  const server = createServer((socket) => {
    accepted.add(socket);
    // A peer that goes away at the end of a test is no fault.
    socket.on('error', () => socket.destroy());
  });
  server.listen({ port: 0, ...options });
  await once(server, 'listening');
  opened.push(() => {
    for (const socket of accepted) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return server;
}

async function connectTo(port: number): Promise<Socket> {
  const client = connect({ host: '127.0.0.1', port });
  opened.push(() => client.destroy());
  await once(client, 'connect');
  return client;
}

async function bindDatagram(port: number): Promise<DatagramSocket> {
  const socket = createSocket('udp4');
  opened.push(() => socket.close());
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function stop(child: ReturnType<typeof spawn>) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server is not bound to a port');
  return address.port;
}

function hasIPv6(): boolean {
  try {
    return readFileSync('/proc/net/if_inet6', 'utf8') !== '';
  } catch {
    return false;
  }
}

/** Claims that this process has CAP_NET_BIND_SERVICE, capability 10 (capabilities(7), proc_pid_status(5)). */
function mayBindLowPorts(): boolean {
  const effective = /^CapEff:\s+(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]!;
  return ((BigInt(`0x${effective}`) >> 10n) & 1n) === 1n;
}

function localPortRange(): { first: number; last: number } {
  const [first, last] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);
  return { first: first!, last: last! };
}

/** The states of /proc/net/tcp that these tests meet (Linux, include/net/tcp_states.h). */
const KERNEL_STATES: Record<string, string> = { '01': 'ESTABLISHED', '06': 'TIME-WAIT', '0A': 'LISTEN' };

/** The kernel's own table of IPv4 TCP sockets (proc_net_tcp in the kernel's documentation). */
function tcpTable(): { local: string; remote: string; state: string; inode: number }[] {
  return readFileSync('/proc/net/tcp', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const fields = line.trim().split(/\s+/);
      return {
        local: kernelEndpoint(fields[1]!),
        remote: kernelEndpoint(fields[2]!),
        state: KERNEL_STATES[fields[3]!] ?? fields[3]!,
        inode: Number(fields[9]),
      };
    });
}

/** Reads `0100007F:0BB8`: the address as the machine's own 32-bit word (little-endian here), the port in plain order. */
function kernelEndpoint(text: string): string {
  const [address, port] = text.split(':');
  const bytes = address!.match(/../g)!.map((byte) => Number.parseInt(byte, 16));
  return `${bytes.reverse().join('.')}:${Number.parseInt(port!, 16)}`;
}
