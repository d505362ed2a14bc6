/** A socket in one plain sentence: who holds it, what it does or waits for, and whom it can reach. */

import { addressScope, isWildcard, type Scope } from '../address.ts';
import { isUnspecified } from '../endpoint.ts';
import type { Endpoint, OS, Socket } from '../socket.ts';
import { describeTuple } from '../tuple/describe.ts';
import { explainUnix } from './explain-unix.ts';
import {
  addressText,
  counted,
  endText,
  isShared,
  ownerOf,
  PROTOCOL_NAMES,
  placeOf,
  portText,
  sentence,
} from './words.ts';

/**
 * Explains one socket in one sentence.
 *
 * @param os the system of the listing, where it is known: some marks mean different things on different systems
 * @see RFC 9293 section 3.3.2 for the states; ss(8), netstat(8) for what the queues count
 * @example explainSocket({ protocol: 'tcp', family: null, local: { address: '*', port: 443 }, remote: { address: '*', port: null }, state: 'LISTEN', processes: [{ pid: 812, name: 'nginx' }], line: 1, lines: 1, raw: '' })
 * // 'nginx (pid 812) waits for TCP connections on port 443 on every IPv4 and IPv6 address of this machine.'
 */
export function explainSocket(socket: Socket, os?: OS | null): string {
  const { protocol } = socket;
  const said = protocol === 'unix' ? explainUnix(socket) : say(socket, os);
  return `${sentence(said)}.`;
}

/** Names who has the socket; a container where the tool tells that alone. */
function holderOf({ processes, container }: Socket): string {
  return ownerOf(processes) ?? (container === undefined ? UNKNOWN_OWNER : `the container ${container}`);
}

const UNKNOWN_OWNER = 'a program that this listing does not name';

function say(socket: Socket, os: OS | null | undefined): string {
  const { protocol, local, remote, state, stateText = '' } = socket;
  if (local === null) return `${holderOf(socket)} has a socket that is bound to no address`;
  if (protocol === 'raw' || protocol === 'icmp' || protocol === 'other') return portless(socket, os);
  if (state === 'LISTEN' || (protocol === 'sctp' && stateText.startsWith('LISTEN')))
    return listening(socket, local, os);
  // nmap's words for a port from which no clear answer came.
  if (state === null && stateText.includes('filtered')) {
    return `a scan found ${PROTOCOL_NAMES[protocol]} ${portText(local, protocol)} of ${addressText(local)} ${stateText}: whether a program listens there could not be told`;
  }
  if (remote === null || isUnspecified(remote)) return unconnected(socket, local, os);
  if (protocol === 'tcp' && state !== null) return TCP_SENTENCES[state](route(socket, local, remote));
  return connected(route(socket, local, remote));
}

function listening(socket: Socket, local: Endpoint, os: OS | null | undefined): string {
  const { processes, protocol, receiveQueue = 0, sendQueue = 0 } = socket;
  const isNamed = ownerOf(processes) !== null;
  const owner = holderOf(socket);
  const verb = isShared(processes) ? 'share one socket that waits' : 'waits';
  const what = protocol === 'tcp' ? 'TCP connections' : `${PROTOCOL_NAMES[protocol]} associations`;
  const limit = sendQueue > 0 ? `, of at most ${counted(sendQueue, 'place')}` : '';
  const queue =
    receiveQueue > 0 ? `; ${counted(receiveQueue, 'connection')} in its queue must still be accepted${limit}` : '';
  const port = portText(local, isNamed ? null : protocol);
  return `${owner} ${verb} for ${what} on ${port} ${on(socket, local, os)}${loopbackOnly(local)}${queue}`;
}

/** "on every IPv4 address of this machine", "of 10.0.0.5 (private)". */
function on(socket: Socket, local: Endpoint, os: OS | null | undefined): string {
  if (isWildcard(local.address)) return `on ${placeOf(socket, os)}`;
  return `of ${placeOf(socket, os)}${loopbackOnly(local) === '' ? scopeText(local) : ''}`;
}

function loopbackOnly({ address }: Endpoint): string {
  return addressScope(address) === 'loopback' || /^(?:localhost|ip6-localhost)(?:\.|$)/.test(address)
    ? ', only for programs on this machine'
    : '';
}

/** Bound, without a peer: UDP receives, TCP neither listens nor is connected. */
function unconnected(socket: Socket, local: Endpoint, os: OS | null | undefined): string {
  const { protocol, processes, receiveQueue = 0 } = socket;
  const isNamed = ownerOf(processes) !== null;
  const owner = holderOf(socket);
  const port = portText(local, isNamed ? null : protocol);
  const name = PROTOCOL_NAMES[protocol];
  if (protocol === 'tcp' || protocol === 'dccp' || protocol === 'sctp') {
    if (local.port === 0 || (local.port === null && !local.service)) {
      return `${owner} has a ${name} socket that is neither bound, listening nor connected`;
    }
    return `${owner} holds ${name} ${port} ${on(socket, local, os)}, but neither listens there nor is connected`;
  }
  const share = isShared(processes) ? 'share one socket that receives' : 'receives';
  if (addressScope(local.address) === 'multicast') {
    return `${owner} ${share} ${name} datagrams sent to the multicast group ${local.address} on ${port}`;
  }
  if (local.port === null && !local.service && !local.truncated) {
    return `${owner} has a ${name} socket without a port: it can receive nothing until it has one`;
  }
  const queue = receiveQueue > 0 ? `; datagrams that it has not read yet take ${counted(receiveQueue, 'byte')}` : '';
  return `${owner} ${share} ${name} datagrams on ${port} ${on(socket, local, os)}${loopbackOnly(local)}${queue}`;
}

/** Raw and ICMP sockets have addresses, but no ports. */
function portless(socket: Socket, os: OS | null | undefined): string {
  const { protocol, family, remote, stateText } = socket;
  const owner = holderOf(socket);
  const isAnywhere = socket.local !== null && isWildcard(socket.local.address);
  const place = isAnywhere
    ? `every ${family === 'ipv6' ? 'IPv6' : 'IPv4'} address of this machine`
    : placeOf(socket, os);
  const from = remote === null || isWildcard(remote.address) ? '' : ` from ${addressText(remote)}`;
  if (protocol === 'icmp') return `${owner} receives ICMP messages${from} at ${place}`;
  const state = stateText === undefined || /^(?:7|UNCONN)$/.test(stateText) ? '' : ` (state ${stateText})`;
  return `${owner} has a raw socket${state}: it receives whole IP packets${from} at ${place}, without ports`;
}

/** Both ends in words, as the sentences of the states need them. */
interface Route {
  socket: Socket;
  owner: string | null;
  /** "between port 51734 of 192.0.2.10 and port 443 (https) of 203.0.113.80 (public)" */
  between: string;
  local: string;
  remote: string;
  /** ", probably as the client"; empty where nothing tells */
  part: string;
}

function route(socket: Socket, local: Endpoint, remote: Endpoint): Route {
  const near = endText(local, socket.protocol);
  const far = `${endText(remote, socket.protocol)}${scopeText(remote)}`;
  const client =
    socket.state === 'SYN-SENT'
      ? 'local'
      : socket.state === 'SYN-RECEIVED'
        ? 'remote'
        : clientOf(socket, local, remote);
  return {
    socket,
    owner: ownerOf(socket.processes),
    between: `between ${near} and ${far}`,
    local: near,
    remote: far,
    part: client === null ? '' : `, probably as the ${client === 'local' ? 'client' : 'server'}`,
  };
}

function clientOf({ protocol }: Socket, local: Endpoint, remote: Endpoint): 'local' | 'remote' | null {
  return describeTuple({ protocol, local, remote, notes: [] }).client;
}

/** What each state means for the program on this side (RFC 9293, sections 3.3.2 and 3.6). */
const TCP_SENTENCES: Readonly<Record<NonNullable<Socket['state']>, (route: Route) => string>> = {
  LISTEN: ({ owner, local }) => `${owner ?? UNKNOWN_OWNER} waits for TCP connections on ${local}`,
  'SYN-SENT': ({ owner, local, remote }) =>
    `${owner ?? UNKNOWN_OWNER} tries to open a TCP connection from ${local} to ${remote}, and no answer has come yet`,
  'SYN-RECEIVED': ({ local, remote }) =>
    `the system has answered a request from ${remote} for a TCP connection to ${local} and waits for the confirmation; the program does not see the connection yet`,
  ESTABLISHED: connected,
  'FIN-WAIT-1': ({ owner, between }) =>
    `${owner ?? 'this side'} has closed the TCP connection ${between}, and the peer has not confirmed that yet`,
  'FIN-WAIT-2': ({ owner, between }) =>
    `${owner ?? 'this side'} has closed the TCP connection ${between}; the peer has confirmed that, but has not closed its own side yet`,
  'CLOSE-WAIT': ({ socket, owner, between }) =>
    `the peer has closed the TCP connection ${between}, and ${owner ?? UNKNOWN_OWNER} has not: it stays open until the program closes its socket${unread(socket, 1)}`,
  CLOSING: ({ between }) =>
    `both sides have closed the TCP connection ${between} at the same time, and the peer has not confirmed our end yet`,
  'LAST-ACK': ({ owner, between }) =>
    `the peer has closed the TCP connection ${between}, then so has ${owner ?? 'this side'}; only the last confirmation is missing`,
  'TIME-WAIT': ({ between }) =>
    `no process holds the TCP connection ${between} any more: this side closed it first, and the system keeps its endpoints a while, so that late segments reach no new connection`,
  CLOSED: ({ owner, between }) =>
    `${owner ?? UNKNOWN_OWNER} still holds the socket of a closed TCP connection ${between}`,
};

function connected({ socket, owner, local, remote, part }: Route): string {
  const { protocol, sendQueue = 0, processes } = socket;
  const unsent =
    sendQueue > 0 && protocol === 'tcp' ? `; the peer has not confirmed ${counted(sendQueue, 'byte')} yet` : '';
  const who = owner ?? UNKNOWN_OWNER;
  if (protocol === 'tcp' || protocol === 'sctp' || protocol === 'dccp') {
    const noun = protocol === 'sctp' ? 'association' : 'connection';
    const verb = isShared(processes) ? 'share' : 'has';
    const article = protocol === 'sctp' ? 'an open SCTP' : `an open ${PROTOCOL_NAMES[protocol]}`;
    return `${who} ${verb} ${article} ${noun} from ${local} to ${remote}${part}${unread(socket, 0)}${unsent}`;
  }
  return `${who} exchanges ${PROTOCOL_NAMES[protocol]} datagrams from ${local} with ${remote} alone${part}${unread(socket, 0)}`;
}

/** Bytes that the program has not read; the end of a connection counts as one on Linux. */
function unread({ receiveQueue = 0 }: Socket, least: number): string {
  return receiveQueue > least ? `; ${counted(receiveQueue, 'byte')} that came in must still be read` : '';
}

/** What a reader should know about where an address lies. */
const SCOPE_TEXTS: Readonly<Record<Scope, string>> = {
  wildcard: '',
  loopback: ' (this same machine)',
  'link-local': ' (on the attached network)',
  private: ' (a private network)',
  shared: ' (a provider’s shared network)',
  documentation: ' (reserved for examples)',
  benchmarking: ' (reserved for tests)',
  multicast: ' (a multicast group)',
  broadcast: ' (broadcast)',
  reserved: ' (a reserved address)',
  public: ' (public)',
};

function scopeText({ address, truncated }: Endpoint): string {
  const scope = truncated && address.includes(':') ? null : addressScope(address);
  return scope === null ? '' : SCOPE_TEXTS[scope];
}
