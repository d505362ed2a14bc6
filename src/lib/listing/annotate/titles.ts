/** The lines above the rows: which words are titles of columns, and what they stand for. */

import { type Columns, columnMeaning } from '../column-meanings.ts';
import type { AnnotationPart, Piece } from './annotation.ts';

/** Titles of every tool: a part, whose meaning the tool's table has, or what the title itself means. */
const TITLES: Readonly<Record<string, AnnotationPart | string>> = {
  Proto: 'protocol',
  PROTO: 'protocol',
  Netid: 'protocol',
  'Recv-Q': 'receive-queue',
  'Send-Q': 'send-queue',
  'Local Address:Port': 'local-address',
  'Local Address': 'local-address',
  'LOCAL ADDRESS': 'local-address',
  LocalAddress: 'local-address',
  local_address: 'local-address',
  LocalPort: 'local-port',
  'Foreign Address': 'remote-address',
  'FOREIGN ADDRESS': 'remote-address',
  'Peer Address:Port': 'remote-address',
  'Peer Address:PortProcess': 'remote-address',
  RemoteAddress: 'remote-address',
  rem_address: 'remote-address',
  remote_address: 'remote-address',
  RemotePort: 'remote-port',
  State: 'state',
  STATE: 'state',
  '(state)': 'state',
  'TCP-State': 'state',
  st: 'state',
  User: 'user',
  USER: 'user',
  uid: 'user',
  Inode: 'inode',
  'I-Node': 'inode',
  inode: 'inode',
  'PID/Program name': 'process',
  PID: 'process',
  pid: 'process',
  'process:pid': 'process',
  Process: 'process',
  OwningProcess: 'process',
  COMMAND: 'process',
  Timer: 'timer',
  Path: 'path',
  RefCnt: 'RefCnt: how many references the kernel holds to the socket.',
  Flags: 'Flags: ACC for a socket that accepts connections.',
  Type: 'The type: a byte stream, single messages, or messages in order.',
  FD: 'FD: the file descriptor in the process.',
  TYPE: 'TYPE: the kind of file.',
  DEVICE: 'DEVICE: on Linux the inode of the socket, elsewhere an address in the kernel.',
  'SIZE/OFF': 'SIZE/OFF: size or offset of a file; sockets have none.',
  NODE: 'protocol',
  NAME: 'NAME: both ends of the socket.',
  sl: 'sl: the number of the row.',
  tx_queue: 'send-queue',
  rx_queue: 'receive-queue',
  tr: 'tr: which timer runs.',
  'tm->when': 'tm->when: when the timer ends.',
  retrnsmt: 'retrnsmt: timeouts without recovery.',
  timeout: 'timeout: zero-window probes that are not answered.',
  AppliedSetting: 'AppliedSetting: the TCP settings that the connection uses.',
  'Offload State': 'Offload State: whether the network card handles the connection.',
  PORT: 'PORT: the port and protocol that were tried.',
  SERVICE: 'SERVICE: what is registered for the port, or what was found there.',
  VERSION: 'VERSION: what the service said of itself.',
  'CONTAINER ID': "CONTAINER ID: the beginning of the container's identity.",
  IMAGE: 'IMAGE: what the container was made from.',
  CREATED: 'CREATED: how old it is.',
  STATUS: 'STATUS: whether it runs, and since when.',
  PORTS: 'PORTS: published address and port, an arrow, the port in the container.',
  NAMES: 'NAMES: what the container is called.',
  Socket: 'Socket: the address of the control block in the kernel.',
  Tcpcb: 'Tcpcb: the address of the control block in the kernel.',
  PCB: 'PCB: the address of the control block in the kernel.',
  Flowhash: 'Flowhash: identifies the flow in the kernel.',
  Listen: 'Listen: connections waiting for accept(), handshakes under way, and the limit.',
  Address: 'Address: where the control block stands in the kernel.',
  Conn: 'Conn: the control block that it is connected to.',
  Refs: 'Refs: the first of the sockets connected to it.',
  Nextref: 'Nextref: the next one in that list.',
  Addr: 'Addr: the path.',
  rhiwat: 'rhiwat: how many bytes the receive buffer may hold.',
  shiwat: 'shiwat: how many bytes the send buffer may hold.',
  epid: 'epid: the process on whose behalf the socket works.',
};

/** The titles of the columns above a row, by their places: they tell what a value without a table is. */
export class Titles {
  readonly #titles: { start: number; end: number; meaning: string }[] = [];

  constructor(text = '', pieces: readonly Piece[] = []) {
    let start = 0;
    for (const { end, part, meaning } of pieces) {
      if (part === 'heading' && this.#titles.length < MOST_TITLES) {
        const unknown = meaning === UNKNOWN_TITLE || meaning === undefined;
        const title = text.slice(start, end);
        this.#titles.push({ start, end, meaning: unknown ? `The column ${title}.` : meaning });
      }
      start = end;
    }
  }

  /** What the title over a field says; undefined where none stands over it. */
  meaningAt(start: number, end: number): string | undefined {
    return this.#titles.find((title) => title.start < end && title.end > start)?.meaning;
  }
}

/** Cuts a header into its titles; null where it has no two of them, so that it is a sentence. */
export function titlePieces(text: string, from: number, format: string | null, columns: Columns): Piece[] | null {
  const pieces: Piece[] = [];
  let found = 0;
  let at = from;
  while (at < text.length) {
    if (text.charCodeAt(at) === BLANK) {
      while (text.charCodeAt(at) === BLANK) at++;
      pieces.push({ end: at, part: 'separator' });
      continue;
    }
    const title = titleAt(text, at, columns.titles ?? NO_TITLES);
    const next = text.indexOf(' ', at);
    const wordEnd = next < 0 ? text.length : next;
    if (title === null) {
      pieces.push({ end: wordEnd, part: 'heading', meaning: UNKNOWN_TITLE });
    } else {
      found++;
      pieces.push({ end: at + title.length, part: 'heading', meaning: meaningOf(title, format, columns) });
    }
    at = pieces.at(-1)!.end;
  }
  return found < 2 ? null : pieces;
}

function meaningOf(title: string, format: string | null, columns: Columns): string {
  const own = columns.titles;
  const known = own !== undefined && Object.hasOwn(own, title) ? own[title]! : TITLES[title]!;
  return columnMeaning(format, known as AnnotationPart, 'both') ?? known;
}

/** The longest title that begins at a place and ends at a blank. */
function titleAt(text: string, at: number, own: Readonly<Record<string, string>>): string | null {
  const first = text.indexOf(' ', at);
  let end = first < 0 ? text.length : first;
  let best: string | null = null;
  for (let words = 0; words < MOST_WORDS; words++) {
    const title = text.slice(at, end);
    if (Object.hasOwn(TITLES, title) || Object.hasOwn(own, title)) best = title;
    if (end >= text.length) break;
    const next = text.indexOf(' ', end + 1);
    end = next < 0 ? text.length : next;
  }
  return best;
}

const BLANK = 32;
/** "PID/Program name" has two words, "Peer Address:Port" too. */
const MOST_WORDS = 2;

const NO_TITLES = {};

const UNKNOWN_TITLE = 'The title of a column.';
/** More than any tool prints. */
const MOST_TITLES = 32;
