/** The words that all rooms share: what a socket, an endpoint, a process and a TCP state are. */

import type { Problem } from './result.ts';

export type OS = 'linux' | 'macos' | 'windows' | 'freebsd' | 'openbsd' | 'solaris' | 'aix';

/** The systems' names as readers write them. */
export const OS_NAMES: Readonly<Record<OS, string>> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  solaris: 'Solaris',
  aix: 'AIX',
};

export type Protocol = 'tcp' | 'udp' | 'udplite' | 'sctp' | 'dccp' | 'raw' | 'icmp' | 'unix' | 'other';

export type Family = 'ipv4' | 'ipv6' | 'unix';

/** The eleven states of RFC 9293, section 3.3.2, in the order of a connection's life. */
export const TCP_STATES = [
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
  'CLOSED',
] as const;

export type TcpState = (typeof TCP_STATES)[number];

/** One side of a socket. */
export interface Endpoint {
  /** in RFC 5952 form; `0.0.0.0` and `::` are the wildcards, `*` where the tool printed only a star */
  address: string;
  /** what stands after `%`: an interface */
  zone?: string;
  /** null: any port (`*`), or unknown where `truncated` or `service` says so */
  port: number | null;
  /** the service name where the tool printed one; `port` is its number where that is known */
  service?: string;
  /** the address is a host name that the tool printed instead of the number */
  named?: true;
  /** the tool cut the field: `address` is only its beginning, or `port` may lack digits and is then null */
  truncated?: true;
}

export interface Process {
  pid?: number;
  name?: string;
  /** file descriptor in that process */
  fd?: number;
  user?: string;
}

/** One socket as one tool printed it. */
export interface Socket {
  protocol: Protocol;
  /** the listing does not name the protocol, and what it shows would fit another one too: `protocol` is the likeliest */
  protocolAssumed?: true;
  family: Family | null;
  local: Endpoint | null;
  remote: Endpoint | null;
  /** null for protocols without states, and where `stateText` is no TCP state */
  state: TcpState | null;
  /** the state as printed, where it differs from `state` */
  stateText?: string;
  /** bytes that wait to be read; for a listening socket in `ss`, connections that wait for accept() */
  receiveQueue?: number;
  /** bytes that the peer has not acknowledged; for a listening socket in `ss`, the backlog */
  sendQueue?: number;
  processes: Process[];
  /** of a Unix domain socket */
  path?: string;
  inode?: number;
  /** the inode of the Unix socket at the other end, where the tool tells it */
  peerInode?: number;
  timer?: string;
  container?: string;
  /** 1-based line of the pasted text where the socket begins */
  line: number;
  /** how many lines it takes */
  lines: number;
  /** those lines as pasted */
  raw: string;
}

/** A five-tuple as it was read; `notes` tell what was odd but readable. */
export interface SocketTuple {
  protocol: Protocol;
  local: Endpoint;
  remote: Endpoint;
  state?: TcpState;
  notes: Problem[];
}

/**
 * Reads a TCP state in any tool's spelling, or null for what is none.
 *
 * @example tcpState('FIN_WAIT2') // 'FIN-WAIT-2'
 * @example tcpState('ESTAB') // 'ESTABLISHED'
 * @see netstat(8) and ss(8) on Linux; netstat(1) on macOS and FreeBSD; Microsoft's netstat reference
 */
export function tcpState(text: string): TcpState | null {
  return STATE_SPELLINGS.get(text.toUpperCase().replaceAll('_', '-')) ?? null;
}

/** Spellings with `_` read as `-`; whoever prints each is named beside it. */
const STATE_SPELLINGS = /* @__PURE__ */ new Map<string, TcpState>([
  ...TCP_STATES.map((state) => [state, state] as const),
  ['LISTENING', 'LISTEN'], // Windows
  ['BOUND', 'CLOSED'], // PowerShell, Solaris: bound, neither listening nor connected
  ['IDLE', 'CLOSED'], // Solaris
  ['CLOSE', 'CLOSED'], // net-tools, conntrack
  ['SYNSENT', 'SYN-SENT'], // PowerShell
  ['SYN-RECV', 'SYN-RECEIVED'], // net-tools, ss
  ['SYN-RCVD', 'SYN-RECEIVED'], // BSD, Solaris
  ['SYNRECEIVED', 'SYN-RECEIVED'], // PowerShell
  ['ESTAB', 'ESTABLISHED'], // ss
  ['FIN-WAIT1', 'FIN-WAIT-1'], // net-tools
  ['FINWAIT1', 'FIN-WAIT-1'], // PowerShell
  ['FIN-WAIT2', 'FIN-WAIT-2'], // net-tools
  ['FINWAIT2', 'FIN-WAIT-2'], // PowerShell
  ['CLOSEWAIT', 'CLOSE-WAIT'], // PowerShell
  ['LASTACK', 'LAST-ACK'], // PowerShell
  ['TIMEWAIT', 'TIME-WAIT'], // PowerShell
]);
