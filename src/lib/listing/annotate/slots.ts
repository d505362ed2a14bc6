/** Finds a socket's values in its line: one matcher a column, each telling the pieces it found at a place. */

import { parseAddress } from '../../address.ts';
import { type Endpoint, type Socket, tcpState } from '../../socket.ts';
import type { Slot } from '../column-meanings.ts';
import type { Piece } from './annotation.ts';
import { endpointPieces } from './endpoint-pieces.ts';

/** A field: a word of the line, and the line around it. */
export interface Field {
  text: string;
  start: number;
  end: number;
}

type Named = Exclude<Slot, object>;
type Matcher = (field: Field, socket: Socket) => Piece[] | null;

/** Tries a column at a field; null where the field is not in that column. */
export function matchSlot(slot: Slot, field: Field, socket: Socket): Piece[] | null {
  if (typeof slot === 'string') return MATCHERS[slot](field, socket);
  slot.pattern.lastIndex = field.start;
  const found = slot.pattern.exec(field.text);
  if (found === null || found[0] === '') return null;
  return [{ end: field.start + found[0].length, part: slot.part ?? 'other', meaning: slot.meaning }];
}

const MATCHERS: Readonly<Record<Named, Matcher>> = {
  protocol: (field) => whole(field, PROTOCOL.test(wordOf(field)), 'protocol'),
  'receive-queue': (field, { receiveQueue }) => whole(field, isNumber(field, receiveQueue), 'receive-queue'),
  'send-queue': (field, { sendQueue }) => whole(field, isNumber(field, sendQueue), 'send-queue'),
  'listen-queues': listenQueues,
  'hex-queues': hexQueues,
  local: (field, { local }) => side(field, local, 'local'),
  remote: (field, { remote }) => side(field, remote, 'remote'),
  'local-address': (field, { local }) => whole(field, isBare(field, local), 'local-address'),
  'local-port': (field, { local }) => whole(field, local !== null && isNumber(field, local.port ?? 0), 'local-port'),
  'remote-address': (field, { remote }) => whole(field, isBare(field, remote), 'remote-address'),
  'remote-port': (field, { remote }) =>
    whole(field, remote !== null && isNumber(field, remote.port ?? 0), 'remote-port'),
  state,
  user: (field, { processes, inode }) => {
    const word = wordOf(field);
    // net-tools fills the columns of a socket without an inode with zeros.
    const filler =
      word === '0' && inode === undefined && /^ +0(?: |$)/.test(field.text.slice(field.end, field.end + 40));
    return whole(field, filler || processes.some(({ user }) => user === word), 'user');
  },
  owner: (field, { processes }) =>
    whole(
      field,
      processes.some(({ user }) => user === wordOf(field)),
      'user',
    ),
  inode: (field, { inode }) => whole(field, isNumber(field, inode ?? 0), 'inode'),
  process,
  timer: (field, { timer }) => run(field, timer, 'timer'),
  path: (field, { path }) => run(field, path, 'path'),
  'port-and-protocol': portAndProtocol,
  'published-ports': publishedPorts,
};

/** Protocol words of every tool, and the types of Unix sockets in ss. */
const PROTOCOL =
  /^(?:tcp|toe|udp|udpl|udplite|udl|sctp|sct|dccp|mptcp|raw|icmp|icm|icmpv6|ip|igm|div|pim|unix|u_str|u_dgr|u_seq|p_raw|p_dgr|nl|v_str|v_dgr|xdp|tipc)(?:4|6|46)?$/i;

/** Tools print programs of several words, and paths with blanks: the value says how far it goes. */
function run(
  { text, start, end: wordEnd }: Field,
  value: string | undefined,
  part: 'timer' | 'path' | 'process',
): Piece[] | null {
  if (value === undefined || value === '' || !text.startsWith(value, start)) return null;
  const end = start + value.length;
  return end === wordEnd || end === text.length || text[end] === ' ' ? [{ end, part }] : null;
}

function side(field: Field, endpoint: Socket['local'], which: 'local' | 'remote'): Piece[] | null {
  const { text, start, end } = field;
  if (which === 'remote' && text.startsWith('->', start)) {
    const pieces = endpointPieces(text, start + 2, end, endpoint, which);
    return pieces && [{ end: start + 2, part: 'separator', meaning: 'An arrow: the socket is connected.' }, ...pieces];
  }
  const separate = separatePort(field, endpoint, which);
  if (separate !== null) return separate;
  // lsof joins both ends by an arrow.
  const arrow = wordOf(field).indexOf('->');
  return endpointPieces(text, start, arrow > 0 ? start + arrow : end, endpoint, which);
}

/** PowerShell has a column for the port: address, blanks, number. */
function separatePort(
  { text, start, end }: Field,
  endpoint: Socket['local'],
  which: 'local' | 'remote',
): Piece[] | null {
  if (endpoint === null || text.slice(start, end) !== endpoint.address) return null;
  let next = end;
  while (text[next] === ' ') next++;
  const blank = text.indexOf(' ', next);
  const last = blank < 0 ? text.length : blank;
  if (next === last || Number(text.slice(next, last)) !== (endpoint.port ?? 0)) return null;
  return [
    { end, part: `${which}-address` },
    { end: next, part: 'separator' },
    { end: last, part: `${which}-port` },
  ];
}

function state(field: Field, { state, stateText }: Socket): Piece[] | null {
  if (stateText !== undefined) {
    const { text, start } = field;
    const bracket = text[start] === '(' ? 1 : 0;
    if (text.startsWith(stateText, start + bracket))
      return [{ end: start + bracket + stateText.length + bracket, part: 'state' }];
  }
  const word = wordOf(field).replace(/^\(|\)$/g, '');
  return whole(field, state !== null && (tcpState(word) === state || HEXADECIMAL_STATE.test(word)), 'state');
}

function process(field: Field, { processes }: Socket): Piece[] | null {
  const word = wordOf(field);
  if (word === '-') return whole(field, true, 'process');
  for (const { pid, name } of processes) {
    if (pid !== undefined && name !== undefined) {
      const found = run(field, `${pid}/${name}`, 'process') ?? run(field, `${name}:${pid}`, 'process');
      if (found !== null) return found;
    }
    if (name !== undefined) {
      const found = run(field, name, 'process') ?? run(field, `[${name}]`, 'process');
      if (found !== null) return found;
    }
    if (isNumber(field, pid)) return whole(field, true, 'process');
  }
  return null;
}

/** "0/0/128" of BSD's -L: waiting for accept, in the handshake, and the limit. */
function listenQueues(field: Field): Piece[] | null {
  const found = /^(\d+)\/(\d+)\/(\d+)$/.exec(wordOf(field));
  if (found === null) return null;
  const [, complete, under] = found;
  const first = field.start + complete!.length;
  const second = first + 1 + under!.length;
  return [
    { end: first, part: 'receive-queue', meaning: 'qlen: connections that are complete and wait for accept().' },
    { end: first + 1, part: 'separator' },
    { end: second, part: 'other', meaning: 'incqlen: connections whose handshake is under way.' },
    { end: second + 1, part: 'separator' },
    { end: field.end, part: 'send-queue', meaning: 'maxqlen: the limit, which the program gave to listen().' },
  ];
}

/** "00000000:00000000" of /proc/net: tx_queue, then rx_queue. */
function hexQueues(field: Field): Piece[] | null {
  if (!/^[0-9A-F]{8}:[0-9A-F]{8}$/.test(wordOf(field))) return null;
  return [
    { end: field.start + 8, part: 'send-queue' },
    { end: field.start + 9, part: 'separator' },
    { end: field.end, part: 'receive-queue' },
  ];
}

/** "22/tcp" of nmap. */
function portAndProtocol(field: Field): Piece[] | null {
  const found = /^(\d+)\/[a-z]+$/.exec(wordOf(field));
  if (found === null) return null;
  const slash = field.start + found[1]!.length;
  return [
    { end: slash, part: 'local-port' },
    { end: slash + 1, part: 'separator' },
    { end: field.end, part: 'protocol' },
  ];
}

/** "0.0.0.0:8080->80/tcp,:::8080->80/tcp" of docker, or "80/tcp" for a port that is not published. */
function publishedPorts(field: Field): Piece[] | null {
  const pieces: Piece[] = [];
  let at = field.start;
  for (const word of wordOf(field).split(',')) {
    if (at > field.start) {
      at++;
      pieces.push({ end: at, part: 'separator' });
    }
    if (word === '') continue;
    const found = publishedPort(word, at);
    if (found === null) return null;
    pieces.push(...found);
    at += word.length;
  }
  return pieces;
}

function publishedPort(word: string, start: number): Piece[] | null {
  const found = /^(?:(\S+):)?(?:(\d[\d-]*)->)?(\d[\d-]*)\/([a-z]+)$/.exec(word);
  if (found === null) return null;
  const [, address, published, inside, protocol] = found;
  const bare = address?.replace(/^\[|\]$/g, '') ?? '*';
  const range = published?.includes('-') ?? false;
  // Of several published ports each has its own meaning.
  const endpoint: Endpoint = { address: parseAddress(bare) ?? bare, port: range ? null : Number(published ?? 0) };
  const pieces: Piece[] = [];
  let at = start;
  const add = (length: number, part: Piece['part'], meaning?: string) => {
    at += length;
    pieces.push({ end: at, part, meaning, endpoint });
  };
  if (address !== undefined) {
    add(address.length, 'local-address');
    add(1, 'separator');
  }
  if (published !== undefined) {
    add(published.length, 'local-port', range ? PUBLISHED_RANGE : undefined);
    add(2, 'separator');
  }
  // No end of a connection: the container's port is in a network of its own.
  add(inside!.length, 'other', published === undefined ? EXPOSED : INSIDE);
  add(1, 'separator');
  add(protocol!.length, 'protocol');
  return pieces;
}

const PUBLISHED_RANGE = 'The published ports of this machine, the first and the last of them.';
const INSIDE = 'Behind the arrow: the port inside the container.';
const EXPOSED = 'The port inside the container; without an arrow it is not published on this machine.';

/** The kernel's number of a state. */
const HEXADECIMAL_STATE = /^0[0-9A-C]$/;

function wordOf({ text, start, end }: Field): string {
  return text.slice(start, end);
}

/** Claims that a field is an address alone, its port in a column of its own. */
function isBare(field: Field, endpoint: Socket['local']): boolean {
  return endpoint !== null && wordOf(field).replace(/%.*$/s, '') === endpoint.address;
}

function isNumber(field: Field, value: number | undefined): boolean {
  return value !== undefined && wordOf(field) === String(value);
}

function whole(field: Field, fits: boolean, part: Piece['part']): Piece[] | null {
  return fits ? [{ end: field.end, part }] : null;
}
