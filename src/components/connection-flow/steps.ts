/** What happens when the laptop connects to the web server twice: the steps, and the sockets on both sides. */

export type Machine = 'laptop' | 'web';

export interface Step {
  title: string;
  sentence: string;
}

/** One socket for as long as its row in a listing stays the same. Steps are counted from 1, both ends included. */
export interface SocketPhase {
  on: Machine;
  /** place in the picture: 1 the listening socket, 2 the first connection, 3 the second */
  row: 1 | 2 | 3;
  from: number;
  until: number;
  /** null: not bound */
  localPort: number | null;
  /** null: no remote side */
  remotePort: number | null;
  state: string;
  /** the class that marks the state, as in styles/tuple.css */
  mark: 'waiting' | 'opening' | 'open' | 'closing';
}

/** A segment on its way, drawn beside the sockets of its connection. */
export interface Segment {
  step: number;
  row: 2 | 3;
  from: Machine;
  label: string;
}

export const ADDRESSES: Readonly<Record<Machine, string>> = { laptop: '192.0.2.10', web: '203.0.113.80' };

export const STEPS: readonly Step[] = [
  {
    title: 'web: socket, bind, listen',
    sentence: 'The server creates a socket, binds it to port 443 and listens. The socket has no remote side.',
  },
  {
    title: 'laptop: socket',
    sentence: 'The client creates a socket. It has no port yet, neither a local nor a remote one.',
  },
  {
    title: 'laptop: connect',
    sentence: 'connect() names the remote side; the kernel picks ephemeral port 51734 and sends a SYN.',
  },
  {
    title: 'web: SYN-ACK',
    sentence: "The server's kernel notes a half-open connection and answers. The server program knows nothing of it.",
  },
  {
    title: 'laptop: ACK',
    sentence: 'The ACK ends the handshake: connect() returns. On web the connection waits in the accept queue.',
  },
  {
    title: 'web: accept',
    sentence: 'accept() gives the server a new socket for this client. Its local port is still 443.',
  },
  {
    title: 'data, both ways',
    sentence: 'Each segment is delivered to the socket whose five-tuple it matches. The listening socket gets none.',
  },
  {
    title: 'a second connection',
    sentence: 'Another ephemeral port, the same server port: one value of the five differs, and that is enough.',
  },
  {
    title: 'laptop: close',
    sentence:
      'Both sides close the first connection, the laptop first: it keeps the tuple in TIME-WAIT. The rest stays.',
  },
];

/** The step that the still picture shows, without a script and on paper: every kind of socket at once. */
export const STILL = 8;

const LAST = STEPS.length;
const FIRST = { localPort: 51734, remotePort: 443 };
const SECOND = { localPort: 51736, remotePort: 443 };
const SERVED = { localPort: 443, remotePort: 51734 };

export const SOCKETS: readonly SocketPhase[] = [
  { on: 'web', row: 1, from: 1, until: LAST, localPort: 443, remotePort: null, state: 'LISTEN', mark: 'waiting' },
  { on: 'laptop', row: 2, from: 2, until: 2, localPort: null, remotePort: null, state: 'CLOSED', mark: 'closing' },
  { on: 'laptop', row: 2, from: 3, until: 4, ...FIRST, state: 'SYN-SENT', mark: 'opening' },
  { on: 'web', row: 2, from: 4, until: 4, ...SERVED, state: 'SYN-RECEIVED', mark: 'opening' },
  { on: 'laptop', row: 2, from: 5, until: 8, ...FIRST, state: 'ESTABLISHED', mark: 'open' },
  { on: 'web', row: 2, from: 5, until: 5, ...SERVED, state: 'ESTABLISHED, not accepted', mark: 'open' },
  { on: 'web', row: 2, from: 6, until: 8, ...SERVED, state: 'ESTABLISHED', mark: 'open' },
  { on: 'laptop', row: 3, from: 8, until: LAST, ...SECOND, state: 'ESTABLISHED', mark: 'open' },
  { on: 'web', row: 3, from: 8, until: LAST, localPort: 443, remotePort: 51736, state: 'ESTABLISHED', mark: 'open' },
  { on: 'laptop', row: 2, from: 9, until: LAST, ...FIRST, state: 'TIME-WAIT', mark: 'closing' },
];

export const SEGMENTS: readonly Segment[] = [
  { step: 3, row: 2, from: 'laptop', label: 'SYN' },
  { step: 4, row: 2, from: 'web', label: 'SYN-ACK' },
  { step: 5, row: 2, from: 'laptop', label: 'ACK' },
  { step: 7, row: 2, from: 'laptop', label: 'request' },
  { step: 7, row: 2, from: 'web', label: 'response' },
  { step: 8, row: 3, from: 'laptop', label: 'SYN' },
  { step: 9, row: 2, from: 'laptop', label: 'FIN' },
  { step: 9, row: 2, from: 'web', label: 'FIN' },
];

/** Claims that what lasts from one step until another is there at this one. */
export function isShown({ from, until }: { from: number; until: number }, step: number): boolean {
  return from <= step && step <= until;
}
