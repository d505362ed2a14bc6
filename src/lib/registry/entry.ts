/** What the registry says of one port: the entry that a lookup returns, and how a row of the registry becomes one. */

import { HIGHEST_PORT, type PortRange, portRange } from '../port.ts';
import type { Protocol } from '../socket.ts';

/** The transports that the registry knows (RFC 6335, section 1). */
export const PORT_PROTOCOLS = ['tcp', 'udp', 'sctp', 'dccp'] as const satisfies readonly Protocol[];

export type PortProtocol = (typeof PORT_PROTOCOLS)[number];

/** RFC 6335, section 6; `dynamic` numbers can never be assigned. */
export type PortStatus = 'assigned' | 'reserved' | 'unassigned' | 'dynamic';

export interface PortEntry {
  /** of a block, its first number, or the number that was asked for */
  port: number;
  /** for which transports this holds; empty where the registry names a service without a transport */
  protocols: PortProtocol[];
  /** the service name, or null where there is none */
  name: string | null;
  /** in the registry's words; empty where it has none */
  description: string;
  range: PortRange;
  status: PortStatus;
  /** further names of the same service, as aliases and historic spellings */
  otherNames?: string[];
  /** where the registry speaks of several numbers at once */
  block?: { first: number; last: number };
}

/**
 * One row of a registry file: transports (`'tcp udp'`), service name or `''`, description, then further names.
 * Files are short to send, so the rest (range, status) is worked out on reading.
 */
export type Row = readonly [protocols: string, name: string, description: string, ...otherNames: string[]];

/** A registry file: rows by number (`'443'`) or by block of numbers (`'6000-6063'`). */
export type Shard = Readonly<Record<string, readonly Row[]>>;

/** Makes the entry of one row. `ports` is its key in the file; `asked` the number in question, else the first. */
export function entryOf(ports: string, row: Row, asked?: number): PortEntry {
  const [protocols, name, description, ...otherNames] = row;
  const { first, last } = numbersOf(ports);
  const status = rowStatus(name, description);
  const port = asked ?? first;
  return {
    port,
    protocols: protocols ? protocols.split(' ').filter(isPortProtocol) : name ? [] : [...PORT_PROTOCOLS],
    name: name || null,
    description,
    range: portRange(port),
    status,
    ...(otherNames.length > 0 && { otherNames }),
    ...(last > first && { block: { first, last } }),
  };
}

/** Makes the entry of numbers that no row speaks of: unassigned, or dynamic. They lie in one range of RFC 6335. */
export function entryWithoutRow(
  first: number,
  last = first,
  protocols: readonly PortProtocol[] = PORT_PROTOCOLS,
): PortEntry {
  const range = portRange(first);
  const isDynamic = range === 'dynamic';
  return {
    port: first,
    protocols: [...protocols],
    name: null,
    description: isDynamic ? 'Never assigned' : 'Unassigned',
    range,
    status: isDynamic ? 'dynamic' : 'unassigned',
    ...(last > first && { block: { first, last } }),
  };
}

/**
 * Reads a key of a registry file.
 *
 * @example numbersOf('6000-6063') // { first: 6000, last: 6063 }
 * @example numbersOf('443') // { first: 443, last: 443 }
 */
export function numbersOf(ports: string): { first: number; last: number } {
  const dash = ports.indexOf('-');
  if (dash < 0) return { first: Number(ports), last: Number(ports) };
  return { first: Number(ports.slice(0, dash)), last: Number(ports.slice(dash + 1)) };
}

/** Claims that a word names a transport of the registry. */
export function isPortProtocol(word: string): word is PortProtocol {
  return (PORT_PROTOCOLS as readonly string[]).includes(word);
}

/** Claims that a number can be a port. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT;
}

/** Rows without a name are for private use ("any private mail system"), reserved, or say that nothing is assigned. */
function rowStatus(name: string, description: string): PortStatus {
  if (name) return 'assigned';
  if (/reserved/i.test(description)) return 'reserved';
  return /^any private/i.test(description) ? 'assigned' : 'unassigned';
}
