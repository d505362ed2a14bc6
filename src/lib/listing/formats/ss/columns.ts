/** The columns of `ss`: what Netid and State say, which lines are rows, headers, or neither. */

import { parseEndpoint } from '../../../endpoint.ts';
import type { Protocol, TcpState } from '../../../socket.ts';
import { type Fields, readState, type StateText } from '../../format.ts';

/** What a row of each Netid is (iproute2, misc/ss.c: proto_name, unix_netid_name and the *_show functions). */
export interface SsRow {
  protocol: Protocol;
  shape: 'internet' | 'numbered' | 'unix' | 'packet' | 'none';
  /** why such a row is no socket of ours */
  reason?: string;
}
const NO_PORT = 'no IP address and port';
export const NETIDS: Readonly<Record<string, SsRow>> = {
  tcp: { protocol: 'tcp', shape: 'internet' },
  udp: { protocol: 'udp', shape: 'internet' },
  dccp: { protocol: 'dccp', shape: 'internet' },
  sctp: { protocol: 'sctp', shape: 'internet' },
  // The TCP connections below it have rows of their own.
  mptcp: { protocol: 'other', shape: 'internet' },
  // What stands in the place of the port is the number or name of the IP protocol (raw(7)).
  raw: { protocol: 'raw', shape: 'numbered' },
  icmp: { protocol: 'icmp', shape: 'numbered' },
  icmp6: { protocol: 'icmp', shape: 'numbered' },
  '???': { protocol: 'raw', shape: 'numbered' },
  u_str: { protocol: 'unix', shape: 'unix' },
  u_dgr: { protocol: 'unix', shape: 'unix' },
  u_seq: { protocol: 'unix', shape: 'unix' },
  p_raw: { protocol: 'other', shape: 'packet' },
  p_dgr: { protocol: 'other', shape: 'packet' },
  nl: { protocol: 'other', shape: 'none', reason: `a netlink socket, between a program and the kernel: ${NO_PORT}` },
  v_str: { protocol: 'other', shape: 'none', reason: `a vsock socket, between virtual machines: ${NO_PORT}` },
  v_dgr: { protocol: 'other', shape: 'none', reason: `a vsock socket, between virtual machines: ${NO_PORT}` },
  v_seq: { protocol: 'other', shape: 'none', reason: `a vsock socket, between virtual machines: ${NO_PORT}` },
  ti_st: { protocol: 'other', shape: 'none', reason: `a TIPC socket: ${NO_PORT}` },
  ti_sq: { protocol: 'other', shape: 'none', reason: `a TIPC socket: ${NO_PORT}` },
  ti_dg: { protocol: 'other', shape: 'none', reason: `a TIPC socket: ${NO_PORT}` },
  ti_rd: { protocol: 'other', shape: 'none', reason: `a TIPC socket: ${NO_PORT}` },
  xdp: { protocol: 'other', shape: 'none', reason: `an XDP socket, on a queue of an interface: ${NO_PORT}` },
};
export const NETLINK = NETIDS.nl!;

/** The words of the State column, and the TCP state where `tcpState` does not know it (misc/ss.c: sstate_name, sctp_sstate_name). */
const STATES: Readonly<Record<string, TcpState | null>> = {
  UNKNOWN: null,
  ESTAB: null,
  'SYN-SENT': null,
  'SYN-RECV': null,
  'FIN-WAIT-1': null,
  'FIN-WAIT-2': null,
  'TIME-WAIT': null,
  UNCONN: 'CLOSED',
  'CLOSE-WAIT': null,
  'LAST-ACK': null,
  LISTEN: null,
  CLOSING: null,
  'NEW-SYN-RECV': 'SYN-RECEIVED',
  'BOUND-INACTIVE': 'CLOSED',
  CLOSED: null,
  COOKIE_WAIT: null,
  COOKIE_ECHOED: null,
  SHUTDOWN_PENDING: null,
  SHUTDOWN_SENT: null,
  SHUTDOWN_RECEIVED: null,
  ACK_SENT: null,
};
/** States that a socket of another protocol has too. */
export const NOT_ONLY_TCP = ['ESTAB', 'UNCONN', 'UNKNOWN', ''];

/** What stands around the rows. */
const SUMMARY = 'a count of sockets (ss -s): no socket of its own';
const MESSAGE = 'a message of ss';
const ASIDES: readonly (readonly [look: RegExp, reason: string])[] = [
  [/^Total: +\d+(?: \(kernel \d+\))?\s*$/, SUMMARY],
  [/^TCP: +\d+ \(estab \d+, /, SUMMARY],
  [/^Transport +Total +IP +IPv6\s*$/, SUMMARY],
  [/^(?:\*|RAW|UDP|TCP|INET|FRAG) +\d+ +[\d-]+ +[\d-]+\s*$/, SUMMARY],
  [/^(?:ss: |RTNETLINK answers: |Failed to find cgroup2 mount|Cannot open netlink socket|TCPDIAG answers)/, MESSAGE],
];

export function isNetid(fields: Fields, index: number): boolean {
  const length = fields.length(index);
  return length >= 2 && length <= 5 && Object.hasOwn(NETIDS, fields.at(index));
}

export function isState(fields: Fields, index: number): boolean {
  return index >= 0 && fields.length(index) >= 5 && Object.hasOwn(STATES, fields.at(index));
}

/** The field of Recv-Q, where the line has the look of a row; else -1. */
export function queueAt(fields: Fields): number {
  let index = isNetid(fields, 0) ? 1 : 0;
  // SCTP shows an association under its socket: "`- ESTAB".
  if (fields.at(index) === '`-') index++;
  if (isState(fields, index)) index++;
  return fields.number(index) >= 0 && fields.number(index + 1) >= 0 ? index : -1;
}

/** Claims that both address fields can be read, so that numbers and words of other tools are no row. */
export function hasEndpoints(fields: Fields, queue: number): boolean {
  return fields.count > queue + 3 && parseEndpoint(fields.at(queue + 2)).ok && parseEndpoint(fields.at(queue + 3)).ok;
}

/** Claims that the field behind the addresses is a state or a "PID/Program", as net-tools prints them there. */
export function isForeign(fields: Fields, index: number): boolean {
  return index < fields.count && /^(?:[A-Z][A-Z_\d]+|\d+\/.*|-|off|keepalive)$/.test(fields.at(index));
}

export function isHeader(text: string): boolean {
  if (/^(?:Netid|State|Recv-Q)[ R].{0,200}Send-Q/.test(text) || /^Recv-Q *Send-Q/.test(text)) return true;
  // What a terminal broke off.
  return /^ *(?:Peer )?Address:Port *(?:Process)? *$/.test(text);
}

export function aside(text: string): string | null {
  return ASIDES.find(([look]) => look.test(text))?.[1] ?? null;
}

/** Finds the inode behind the name of a Unix socket, and the peer and its inode behind that; names may hold blanks. */
export function peerAfter(fields: Fields, name: number, plain: boolean): number | null {
  for (let index = name + 1; index + 2 < fields.count; index++) {
    if (fields.number(index) < 0 || fields.number(index + 2) < 0) continue;
    if (!plain || /^[*@/]/.test(fields.at(index + 1))) return index;
  }
  return null;
}

export function readSsState(text: string): StateText {
  const read = readState(text);
  return read.state === null ? { state: STATES[text] ?? null, stateText: text } : read;
}
