/** Says why the site's own server could not bind, in the terms that the site teaches: socket, holder, commands. */

import { spawnSync } from 'node:child_process';
import { HIGHEST_PORT, isWildcard, parseListing, type Socket } from '../src/lib/index.ts';

/** What `bind` was asked for. */
interface Attempt {
  host: string;
  port: number;
}

/** The machine that is asked for the holder of a port. */
export interface Machine {
  platform: NodeJS.Platform;
  /** what a command prints; null where it is missing or fails */
  run(command: string, options: string[]): string | null;
}

/**
 * Explains the error of a failed `listen`, with what the reader can type next; null for an error that is not bind()'s.
 */
export function explainBindError(
  error: NodeJS.ErrnoException,
  attempt: Attempt,
  machine: Machine = THIS_MACHINE,
): string | null {
  return EXPLANATIONS[error.code ?? '']?.(attempt, machine) ?? null;
}

const THIS_MACHINE: Machine = {
  platform: process.platform,
  run(command, options) {
    const { status, stdout } = spawnSync(command, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return status === 0 ? stdout : null;
  },
};

const EXPLANATIONS: Record<string, (attempt: Attempt, machine: Machine) => string> = {
  EADDRINUSE: ({ host, port }, machine) =>
    [
      `bind() failed with EADDRINUSE: another socket already has TCP port ${port} on ${host}.`,
      ...holdersOf(port, machine).map((holder) => `It is held by ${holder}.`),
      `To see who holds it:      ${(SEE_HOLDER[machine.platform] ?? SEE_HOLDER.linux)!(port)}`,
      `To serve on another port: PORT=${port < HIGHEST_PORT ? port + 1 : port - 1} npm start`,
    ].join('\n'),
  EACCES: ({ port }) =>
    [
      `bind() failed with EACCES: this user may not bind TCP port ${port}.`,
      'On Linux, ports below net.ipv4.ip_unprivileged_port_start (1024 by default) need CAP_NET_BIND_SERVICE (ip(7)).',
      'To serve on another port: PORT=4321 npm start',
    ].join('\n'),
  EADDRNOTAVAIL: ({ host }) =>
    [
      `bind() failed with EADDRNOTAVAIL: no interface of this machine has the address ${host}.`,
      'To serve to this machine only: HOST=127.0.0.1 npm start',
      'To serve on every address:     HOST=0.0.0.0 npm start',
    ].join('\n'),
  ENOTFOUND: ({ host }) =>
    `The host name "${host}" has no address. Give HOST an address of this machine, such as 127.0.0.1.`,
};

const SEE_HOLDER: Partial<Record<NodeJS.Platform, (port: number) => string>> = {
  linux: (port) => `sudo ss -ltnp 'sport = :${port}'`,
  darwin: (port) => `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`,
  win32: (port) => `netstat -ano | findstr :${port}`,
};

/** Reads the machine's own listing, as a reader would paste it, and names who listens on the port. */
function holdersOf(port: number, { platform, run }: Machine): string[] {
  for (const [command, ...options] of LISTENERS[platform] ?? []) {
    const printed = run(command, options);
    if (printed === null) continue;
    const holders = parseListing(printed)
      .sockets.filter(({ state, local }) => state === 'LISTEN' && local?.port === port)
      .flatMap((socket) => socket.processes.map((process) => describeHolder(process, socket)));
    if (holders.length > 0) return [...new Set(holders)];
  }
  return [];
}

/** The commands that list listening TCP sockets with their processes, the best first. */
const LISTENERS: Partial<Record<NodeJS.Platform, [command: string, ...options: string[]][]>> = {
  linux: [
    ['ss', '-ltnp'],
    ['netstat', '-ltnp'],
  ],
  darwin: [['lsof', '-nP', '-iTCP', '-sTCP:LISTEN']],
  win32: [['netstat', '-ano', '-p', 'TCP']],
};

function describeHolder({ name, pid }: Socket['processes'][number], { local }: Socket): string {
  const where = local && !isWildcard(local.address) ? `on ${local.address}` : 'on every address';
  return `${name ?? 'a process'} (pid ${pid ?? 'unknown'}), listening ${where}`;
}
