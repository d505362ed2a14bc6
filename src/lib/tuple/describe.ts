/** What a tuple says: each part by its meaning, who began, and the whole in one sentence. */

import { addressScope, isWildcard, SCOPE_MEANINGS, type Scope } from '../address.ts';
import { isUnspecified } from '../endpoint.ts';
import { EPHEMERAL_RANGES, isEphemeral, type PortRange, portRange } from '../port.ts';
import { serviceOfPort } from '../service-names.ts';
import { type Endpoint, type OS, OS_NAMES, type Protocol, type SocketTuple } from '../socket.ts';
import { isPortless } from './reading.ts';

/** The five parts by the class names that give them their colours. */
export type TupleRole = 'protocol' | 'local-address' | 'local-port' | 'remote-address' | 'remote-port';

export interface TuplePart {
  role: TupleRole;
  /** as it is written in one form */
  text: string;
  /** what it is, one sentence without the point */
  meaning: string;
  /** of an address; null for a host name */
  scope?: Scope | null;
  /** of a port */
  range?: PortRange;
  /** of a port: its common service; undefined where there is none */
  service?: string;
  /** of a port: the systems that take it for outgoing connections by default */
  ephemeralOn?: OS[];
}

export interface TupleDescription {
  /** protocol, local address, local port, remote address, remote port */
  parts: TuplePart[];
  /** the side that probably began, null where the ports do not tell */
  client: 'local' | 'remote' | null;
  /** the reason, as a sentence */
  why: string;
  /** the whole, in plain words, with the reason */
  sentence: string;
}

/**
 * Explains a tuple to a reader.
 *
 * @see RFC 6335 section 6 for the port ranges; RFC 6056 for ephemeral ports
 * @example describeTuple({ protocol: 'tcp', local: { address: '192.168.1.5', port: 51734 }, remote: { address: '93.184.216.34', port: 80 }, notes: [] }).client // 'local'
 */
export function describeTuple(tuple: SocketTuple): TupleDescription {
  const { protocol, local, remote } = tuple;
  const { client, why } = clientOf(tuple);
  return {
    parts: [
      { role: 'protocol', text: PROTOCOLS[protocol][0], meaning: PROTOCOLS[protocol][1] },
      addressPart('local-address', local),
      portPart('local-port', local, protocol),
      addressPart('remote-address', remote),
      portPart('remote-port', remote, protocol),
    ],
    client,
    why,
    sentence: `${summary(tuple)} ${why}`,
  };
}

/** Name, meaning, and what two endpoints have under it. */
const PROTOCOLS: Record<Protocol, readonly [name: string, meaning: string, between: string]> = {
  tcp: ['TCP', 'a reliable stream of bytes in a connection (RFC 9293)', 'A TCP connection'],
  udp: ['UDP', 'single datagrams without a connection (RFC 768)', 'UDP datagrams'],
  udplite: ['UDP-Lite', 'datagrams that may arrive partly damaged (RFC 3828)', 'UDP-Lite datagrams'],
  sctp: ['SCTP', 'messages in several streams of one association (RFC 9260)', 'An SCTP association'],
  dccp: ['DCCP', 'datagrams with congestion control (RFC 4340)', 'A DCCP connection'],
  raw: ['raw', 'packets of IP itself, without ports', 'IP packets'],
  icmp: ['ICMP', 'messages about the network, without ports (RFC 792, RFC 4443)', 'ICMP messages'],
  unix: ['Unix', 'sockets within one machine, with paths for addresses', 'A Unix domain connection'],
  other: ['other', 'a protocol of IP that has no ports', 'IP packets'],
};

function addressPart(role: TupleRole, { address, zone }: Endpoint): TuplePart {
  const scope = addressScope(address);
  const text = zone === undefined ? address : `${address}%${zone}`;
  if (role === 'remote-address' && isWildcard(address))
    return { role, text, scope, meaning: 'no peer: nothing is connected' };
  const where = zone === undefined ? '' : `, on interface ${zone}`;
  return {
    role,
    text,
    scope,
    meaning: `${scope ? `${scope}: ${SCOPE_MEANINGS[scope]}` : 'a host name, not yet an address'}${where}`,
  };
}

function portPart(role: TupleRole, { port, service: printed, address }: Endpoint, protocol: Protocol): TuplePart {
  if (port === null) {
    const meaning = printed
      ? 'a service name whose number is not known here'
      : isPortless(protocol)
        ? `${PROTOCOLS[protocol][0]} has no ports`
        : isWildcard(address) && role === 'remote-port'
          ? 'no peer, so no port'
          : 'any port';
    return { role, text: printed ?? (isPortless(protocol) ? '–' : '*'), meaning };
  }
  const range = portRange(port);
  const service = serviceOfPort(port) ?? undefined;
  const ephemeralOn = (Object.keys(EPHEMERAL_RANGES) as OS[]).filter((os) => isEphemeral(port, os));
  const systems = ephemeralOn.map((os) => OS_NAMES[os]).join(', ');
  const meaning =
    port === 0
      ? 'reserved'
      : [service, `${range} range`, !service && systems && `ephemeral on ${systems}`].filter(Boolean).join('; ');
  return { role, text: String(port), range, service, ephemeralOn, meaning };
}

/** The first that holds says what a port is; the side with the higher rank is likelier the client. */
const RANKS: readonly { rank: number; says: string; holds: (port: number) => boolean }[] = [
  { rank: 0, says: 'is in the system range', holds: (port) => port < 1024 },
  { rank: 0, says: 'belongs to a common service', holds: (port) => serviceOfPort(port) !== null },
  { rank: 2, says: 'is ephemeral', holds: (port) => MAIN.some((os) => isEphemeral(port, os)) },
  { rank: 1, says: 'is in the user range', holds: () => true },
];

/** FreeBSD and OpenBSD take nearly every port for outgoing connections; their ranges decide nothing. */
const MAIN: readonly OS[] = ['linux', 'macos', 'windows'];

function clientOf({ protocol, local, remote, state }: SocketTuple): Pick<TupleDescription, 'client' | 'why'> {
  if (isUnspecified(remote)) {
    if (state === 'LISTEN')
      return {
        client: null,
        why: 'It is a server; each accepted connection gets a socket, and a five-tuple, of its own.',
      };
    return { client: null, why: 'It has no remote side, so it is not yet a five-tuple.' };
  }
  if (isPortless(protocol)) return { client: null, why: 'Without ports nothing tells who began.' };
  if (local.port === null || remote.port === null)
    return { client: null, why: 'Without both ports nothing tells who began.' };
  const [near, far] = [local, remote].map(({ port }) => ({ port, ...RANKS.find(({ holds }) => holds(port!))! }));
  if (near!.rank === far!.rank) return { client: null, why: SAME_KIND[near!.rank]! };
  const [client, server] = near!.rank > far!.rank ? [near!, far!] : [far!, near!];
  const name =
    local.address === remote.address ? `The side with port ${client.port}` : (client === near ? local : remote).address;
  return {
    client: client === near ? 'local' : 'remote',
    why: `${name} is probably the client, because port ${client.port} ${client.says} and port ${withService(server.port!)} ${server.says}.`,
  };
}

const SAME_KIND = [
  'The ports do not tell who is the client: servers use both.',
  'The ports do not tell who is the client: both are in the user range.',
  'The ports do not tell who is the client: both are ephemeral.',
];

function summary({ protocol, local, remote, state }: SocketTuple): string {
  const [name, , between] = PROTOCOLS[protocol];
  if (isUnspecified(remote)) {
    const verb = state === 'LISTEN' ? 'listens' : 'waits';
    const where = isWildcard(local.address) ? SCOPE_MEANINGS.wildcard : withScope(local);
    return `${/^[aeiou]/i.test(name) && name !== 'UDP' && name !== 'UDP-Lite' ? 'An' : 'A'} ${name} socket that ${verb} on ${local.port === null ? '' : `port ${withService(local.port)} of `}${where}.`;
  }
  const side = (endpoint: Endpoint) => `${portOf(endpoint)}${withScope(endpoint)}`;
  const plural = between.endsWith('s');
  const verb = plural
    ? `${between} between`
    : `${between}${state && state !== 'ESTABLISHED' ? ` in state ${state}` : ''}:`;
  return plural ? `${verb} ${side(local)} and ${side(remote)}.` : `${verb} ${side(local)} talks to ${side(remote)}.`;
}

function portOf({ port, service }: Endpoint): string {
  if (port === null) return service ? `port ${service} of ` : '';
  return `port ${withService(port)} of `;
}

function withService(port: number): string {
  const service = serviceOfPort(port);
  return service ? `${port} (${service})` : String(port);
}

function withScope({ address }: Endpoint): string {
  const scope = addressScope(address);
  return scope ? `${address} (${scope})` : address;
}
