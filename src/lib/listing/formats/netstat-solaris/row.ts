/** The columns of a row of Solaris's netstat, found by what they hold, as -u puts others between them. */

import { parseEndpoint } from '../../../endpoint.ts';
import { failure, type Result } from '../../../result.ts';
import type { Endpoint, Process } from '../../../socket.ts';
import { type Fields, NOBODY } from '../../format.ts';

/** The character between address and port. */
export const DOT = 46;

/** The peer of a socket without one. */
export const ANY_PEER: Endpoint = { address: '*', port: null };

const UDP_STATE = /^(?:Idle|Unbound|Connected|Unknown)$/;

/** What -u may put before the numbers: two addresses, user, process, and a command of some words. */
const MOST_BEFORE_NUMBERS = 10;

/** Finds the field of the first of TCP's four numbers, with a state behind them; 0 where there are none. */
export function tcpNumbers(fields: Fields): number {
  for (let index = 1; index < Math.min(fields.count - 4, MOST_BEFORE_NUMBERS); index++) {
    let numbers = 0;
    while (numbers < 4 && fields.number(index + numbers) >= 0) numbers++;
    if (numbers === 4 && /^[A-Z][A-Z_0-9]+$/.test(fields.at(index + 4))) return index;
  }
  return 0;
}

/** Finds the field of UDP's state; 0 where there is none, or where other things than addresses and a process stand before it. */
export function udpState(fields: Fields): number {
  const from = isDotted(fields.at(1)) ? 2 : 1;
  for (let index = from; index < Math.min(fields.count, MOST_BEFORE_NUMBERS); index++) {
    if (UDP_STATE.test(fields.at(index))) return index === from || fields.number(from + 1) >= 0 ? index : 0;
  }
  return 0;
}

/** Claims that a field is an address with a port: "127.0.0.1.53", "*.*", "::1.25", "web.ssh": a dot, and a port or a star behind it. */
export function isDotted(field: string): boolean {
  const dot = field.lastIndexOf('.');
  return dot > 0 && dot < field.length - 1 && dot > field.lastIndexOf(':');
}

export function isSame(one: Endpoint | null, other: Endpoint): boolean {
  return one !== null && one.address === other.address && one.port === other.port;
}

/** The column "If" has the interface of a link-local address. */
export function withZone(endpoint: Endpoint, name: string): Endpoint {
  return endpoint.address.startsWith('fe80:') && /^[a-z]\w*$/.test(name) ? { ...endpoint, zone: name } : endpoint;
}

export function readEndpoint(field: string): Result<Endpoint> {
  const dot = field.lastIndexOf('.');
  if (dot < 1) return failure({ found: `"${field}"`, expected: 'an address, a dot and a port' });
  const address = field.slice(0, dot);
  return parseEndpoint(
    address.includes(':') ? `[${address}]:${field.slice(dot + 1)}` : `${address}:${field.slice(dot + 1)}`,
  );
}

/** Reads "root 531 sshd" between the addresses and the numbers; nothing stands there for TIME_WAIT, which no process holds. */
export function processesOf(fields: Fields, from: number, end: number): Process[] {
  const pid = fields.number(from + 1);
  if (end - from < 2 || pid < 0) return NOBODY;
  const process: Process = { pid };
  if (end - from > 2) process.name = fields.text.slice(fields.starts[from + 2]!, fields.ends[end - 1]!);
  process.user = fields.at(from);
  return [process];
}
