/** How sentences about sockets are put together: owners, places, ports and counts in plain words. */

import { addressFamily, isWildcard } from '../address.ts';
import { serviceOfPort } from '../service-names.ts';
import type { Endpoint, OS, Process, Protocol, Socket } from '../socket.ts';

/** The protocols as sentences name them. */
export const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  udplite: 'UDP-Lite',
  sctp: 'SCTP',
  dccp: 'DCCP',
  raw: 'raw IP',
  icmp: 'ICMP',
  unix: 'Unix domain',
  other: 'IP',
};

/**
 * A number with its noun.
 *
 * @example counted(1, 'connection') // '1 connection'
 * @example counted(28232, 'port') // '28,232 ports'
 */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${withCommas(count)} ${count === 1 ? noun : plural}`;
}

/** A number in English digits, thousands apart. @example withCommas(28232) // '28,232' */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Words in a row: commas, and "and" before the last. @example inRow(['a', 'b', 'c']) // 'a, b and c' */
export function inRow(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/**
 * Names who holds a socket, or null where the listing does not tell.
 *
 * @example ownerOf([{ pid: 812, name: 'nginx' }, { pid: 813, name: 'nginx' }]) // 'nginx (pids 812 and 813)'
 * @example ownerOf([{ pid: 6208 }]) // 'the process with pid 6208'
 */
export function ownerOf(processes: readonly Process[]): string | null {
  const byName = new Map<string, Set<number>>();
  const unnamed = new Set<number>();
  for (const { name, pid } of processes) {
    if (name !== undefined) {
      const pids = byName.get(name) ?? new Set();
      byName.set(name, pids);
      if (pid !== undefined) pids.add(pid);
    } else if (pid !== undefined) unnamed.add(pid);
  }
  const owners = [...byName].map(([name, pids]) => (pids.size === 0 ? name : `${name} (${pidList([...pids])})`));
  if (unnamed.size > 0) owners.push(`the process${unnamed.size > 1 ? 'es' : ''} with ${pidList([...unnamed])}`);
  if (owners.length > MOST_OWNERS) {
    return `${owners.slice(0, MOST_OWNERS).join(', ')} and ${counted(owners.length - MOST_OWNERS, 'other program')}`;
  }
  if (owners.length > 0) return inRow(owners);
  const user = processes.find((process) => process.user !== undefined)?.user;
  return user === undefined ? null : `a program of user ${user}`;
}

/** Claims that more than one process holds the socket. */
export function isShared(processes: readonly Process[]): boolean {
  return new Set(processes.map(({ pid, name }) => pid ?? name)).size > 1;
}

const MOST_OWNERS = 3;
const MOST_PIDS = 4;

function pidList(pids: readonly number[]): string {
  if (pids.length === 1) return `pid ${pids[0]}`;
  if (pids.length <= MOST_PIDS) return `pids ${inRow(pids.map(String))}`;
  return `pids ${pids.slice(0, MOST_PIDS).join(', ')} and ${pids.length - MOST_PIDS} more`;
}

/**
 * "443 (https)", or the number alone.
 *
 * @example portWithService(443) // '443 (https)'
 * @example portWithService(514, 'udp') // '514 (syslog)'
 */
export function portWithService(port: number, protocol: Protocol = 'tcp'): string {
  const service = (protocol === 'udp' ? UDP_SERVICES[port] : undefined) ?? serviceOfPort(port);
  return service === null ? String(port) : `${port} (${service})`;
}

/** Where the number means another service over UDP (IANA's registry; services(5)). */
const UDP_SERVICES: Readonly<Record<number, string>> = { 512: 'biff', 513: 'who', 514: 'syslog', 520: 'router' };

/** Begins a sentence. @example sentence('the peer waits') // 'The peer waits' */
export function sentence(text: string): string {
  return text.replace(/^(?:the|a|an|no|this|both|port) /, (word) => word[0]!.toUpperCase() + word.slice(1));
}

/** Whether an IPv6 socket on the wildcard address takes IPv4 connections too. */
export type DualStack = 'yes' | 'no' | 'unless IPV6_V6ONLY';

/**
 * Tells whether a socket on a wildcard address serves both families, as far as the tool shows it.
 *
 * @see ipv6(7), IPV6_V6ONLY; ss(8) prints `*` for both and `[::]` for IPv6 alone; netstat(1) of FreeBSD prints tcp46
 */
export function dualStack({ family, local, raw }: Socket, os: OS | null | undefined): DualStack {
  if (local === null || !isWildcard(local.address) || family === 'ipv4' || local.address === '0.0.0.0') return 'no';
  if (local.address === '*' && family === null) return 'yes';
  // Windows lists a dual-stack socket once for each family; OpenBSD has none.
  if (os === 'windows' || os === 'openbsd') return 'no';
  // BSD's netstat says tcp46 for both, ss a star; what they write otherwise is IPv6 alone.
  if (/\b(?:tcp|udp)6\b/.test(raw) && local.address === '*') return 'no';
  return raw.includes('[::]') ? 'no' : 'unless IPV6_V6ONLY';
}

/** Where a bound socket can be reached: "every IPv4 address of this machine", or one address. */
export function placeOf(socket: Socket, os: OS | null | undefined): string {
  const { local, family } = socket;
  if (local === null) return 'an address that the listing does not show';
  const on = local.zone === undefined ? '' : ` on interface ${local.zone}`;
  if (!isWildcard(local.address)) return `${addressText({ ...local, zone: undefined })}${on}`;
  const dual = dualStack(socket, os);
  const both = `every IPv4 and IPv6 address of this machine${on}`;
  if (dual === 'yes') return both;
  if (dual === 'unless IPV6_V6ONLY') return `${both}, unless it asked for IPv6 alone (IPV6_V6ONLY)`;
  return `every ${local.address === '::' || family === 'ipv6' ? 'IPv6' : 'IPv4'} address of this machine${on}`;
}

/** An address in a sentence; a cut one says so. */
export function addressText({ address, truncated, zone }: Endpoint): string {
  if (truncated && !isWholeAddress(address)) return `an address that begins with ${address} (the tool cut it)`;
  return zone === undefined || address === '*' ? address : `${address}%${zone}`;
}

/** "port 443 (https) of 203.0.113.80"; what the tool cut is said once. */
export function endText(end: Endpoint, protocol: Protocol): string {
  if (end.port === null && end.truncated && end.service === undefined) {
    return `${addressText(end)}${isWholeAddress(end.address) ? ' (the tool cut its port)' : ''}`;
  }
  return `${portText(end, protocol)} of ${addressText(end)}`;
}

/** "port 443 (https)", a service name alone, or what is missing. */
export function portText({ port, service, truncated }: Endpoint, protocol: Protocol | null): string {
  if (port !== null) return `port ${protocol === null ? port : portWithService(port, protocol)}`;
  if (service !== undefined) return `port "${service}"`;
  return truncated ? 'a port that the tool cut' : 'any port';
}

/** Claims that a field marked as cut lost digits of its port, not of this address. */
function isWholeAddress(address: string): boolean {
  return addressFamily(address) === 'ipv4';
}
