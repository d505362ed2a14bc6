/** Words that both forms of the lens use. They need nothing but types of the library, so that they weigh little. */

import type { OS, Socket } from '../../lib/index.ts';

/** "1 socket", "12,345 sockets" */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** "nginx (812)" */
export function owner({ pid, name, user }: Socket['processes'][number]): string {
  const who = name === undefined ? (pid === undefined ? `user ${user}` : `PID ${pid}`) : name;
  return name !== undefined && pid !== undefined ? `${who} (${pid})` : who;
}

/** The mark of a state, as tuple.css names it; what is neither waiting, opening nor open is on its way out. */
export function statePhase(state: string): string {
  return PHASES[state] ?? 'closing';
}

const PHASES: Partial<Record<string, string>> = {
  LISTEN: 'waiting',
  'SYN-SENT': 'opening',
  'SYN-RECEIVED': 'opening',
  ESTABLISHED: 'open',
};

export const SYSTEMS: Record<OS, string> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  solaris: 'Solaris',
  aix: 'AIX',
};
