/** `netstat` of net-tools and busybox on Linux: Internet and Unix sockets, with the columns of -e, -p, -o and -W. */

import { parseEndpoint } from '../../endpoint.ts';
import type { Result } from '../../result.ts';
import type { Endpoint, OS, Process, Protocol, Socket, TcpState } from '../../socket.ts';
import {
  couldContinue,
  Endpoints,
  Fields,
  type Format,
  HEADER,
  Memory,
  NOBODY,
  type Reader,
  type Remark,
  readState,
  type StateText,
  unreadable,
} from '../format.ts';
import { localState, wordedLine } from './netstat-linux-words.ts';

export const netstatLinux: Format = {
  id: 'netstat-linux',
  name: 'netstat (Linux net-tools)',
  // Rows begin with a protocol; headings are translated.
  begins: 'tursAPCDLS(nwbpdi',
  recognise(text) {
    const row = protocolRow(text);
    if (row !== undefined) return rowScore(text, row);
    return headerOf(text) === null ? 0 : 1;
  },
  reader: () => new LinuxReader(),
};

/** The protocol column (net-tools 2.10, netstat.c) and what each word means. */
const PROTOCOLS: Record<string, { protocol: Protocol; six: boolean }> = {
  tcp: { protocol: 'tcp', six: false },
  tcp6: { protocol: 'tcp', six: true },
  udp: { protocol: 'udp', six: false },
  udp6: { protocol: 'udp', six: true },
  udpl: { protocol: 'udplite', six: false },
  udpl6: { protocol: 'udplite', six: true },
  sctp: { protocol: 'sctp', six: false },
  sctp6: { protocol: 'sctp', six: true },
  raw: { protocol: 'raw', six: false },
  raw6: { protocol: 'raw', six: true },
  unix: { protocol: 'unix', six: false },
};
type Row = (typeof PROTOCOLS)[string];

/**
 * Without -W the address is cut until it and the port with their colon fill this width (netstat.c, addr_do_one).
 * Red Hat's net-tools 1.60 had columns of 27; busybox with -W has 51, which no address fills.
 */
const CUT_WIDTH = 23;
const WIDE_WIDTH = 51;

/** The width of the PID/Program column; its text has one character less (netstat.c, PROGNAME_WIDTH). */
const PROGRAM_WIDTH = 20;

const TIMERS = /^(?:off|on\d?|keepalive|timewait|probe|unkn-\d+)$/;

const NOTE = 'a note by netstat: without root it names only your own processes';

/** What stands around the rows. */
const HEADERS: readonly (readonly [start: string, within: string, reason?: string])[] = [
  ['Active Internet connections (', 'servers'],
  ['Active UNIX domain sockets (', 'servers'],
  ['Active Bluetooth connections (', 'servers'],
  ['Proto Recv-Q Send-Q', ' State'],
  ['Proto Recv-Q Send-Q', '(State)'], // net-tools of the nineties
  ['Proto RefCnt Flags', 'Type'],
  ['Proto  Destination', 'PSM'],
  ['Proto  Destination', 'Channel'],
  ['(Not all processes could be identified', '', NOTE],
  ['(No info could be read for', '', NOTE],
  [' will not be shown, you would have to be root', '', 'a note by netstat'],
  ['will not be shown, you would have to be root', '', 'a note by netstat'],
  ['netstat: no support for', '', 'a message of netstat'],
  ["netstat: can't scan /proc", '', NOTE], // busybox
  ['netstat: showing only processes with your user ID', '', 'a note by netstat'], // busybox
];

class LinuxReader implements Reader {
  readonly os: OS | null = 'linux';
  readonly #fields = new Fields();
  readonly #rows = new Memory((word) => PROTOCOL_ROWS().get(word), 64);
  readonly #ordinary = new Endpoints(COLON, (field) => readEndpoint(field, CUT_WIDTH));
  #endpoints = this.#ordinary;
  readonly #states = new Memory(readLinuxState, 64);
  readonly #programs = new Memory(readProgram);
  /** some field is wider than a cut one can be, so none is cut (-W) */
  #wide = false;
  /** sockets with an endpoint that looks cut, and their fields, until the end of the listing tells */
  #cut: { socket: Socket; local: string; remote: string }[] = [];
  #width = CUT_WIDTH;
  #hasContext = false;
  /** the column behind the state is the user, without an inode (net-tools of the nineties) */
  #hasUserOnly = false;
  #hasInodes = true;
  /** 80 columns end before the program, which then has a line of its own, as its heading has shown */
  #hasProgramsBelow = false;
  /** the socket whose program may follow */
  #last: Socket | null = null;

  begin(command: string): void {
    this.#cut = [];
    this.#setWidth(CUT_WIDTH);
    this.#hasContext = false;
    this.#hasUserOnly = false;
    this.#hasInodes = true;
    this.#hasProgramsBelow = false;
    this.#last = null;
    this.#wide = /\s(?:-[a-zA-Z]*[WT]|--wide)/.test(command);
  }

  read(text: string): Socket | Remark | null {
    return this.readWithin(text, 0, text.length);
  }

  readWithin(text: string, start: number, end: number): Socket | Remark | null {
    if (!mayBeRow(text.charCodeAt(start))) return this.#header(text.slice(start, end));
    const fields = this.#fields;
    fields.scan(text, start, end);
    const width = fields.length(0);
    const row = width < 3 || width > 5 ? undefined : this.#rows.of(text, start, start + width);
    if (row === undefined) return this.#header(text.slice(start, end));
    if (row.protocol === 'unix') return this.#unix(text.slice(start, end));
    const receiveQueue = fields.number(1);
    const sendQueue = fields.number(2);
    if (receiveQueue < 0 || sendQueue < 0) return null;
    if (fields.count < 5) return unreadable('the line ends before the foreign address');
    if (!hasColon(text, fields.starts[3]!, fields.ends[3]!)) return null;
    const local = this.#endpoints.of(text, fields.starts[3]!, fields.ends[3]!);
    if (local === null) return unreadable(`local address: ${this.#endpoints.problem}`);
    const remote = this.#endpoints.of(text, fields.starts[4]!, fields.ends[4]!);
    if (remote === null) return unreadable(`foreign address: ${this.#endpoints.problem}`);
    return this.#internet(row, local, remote, end);
  }

  close(): void {
    if (!this.#wide) return;
    for (const { socket, local, remote } of this.#cut) {
      socket.local = whole(local) ?? socket.local;
      socket.remote = whole(remote) ?? socket.remote;
    }
  }

  #header(text: string): Remark | null {
    if (PROGRAM_BELOW.test(text)) return this.#programBelow(text.trim());
    this.#last = null;
    const reason = headerOf(text);
    if (reason === null) return BLUETOOTH.test(text) ? unreadable('a Bluetooth socket: no address and port') : null;
    if (text.startsWith('Proto Recv-Q')) {
      this.#hasContext = text.includes('Security Context');
      this.#hasUserOnly = text.trimEnd().endsWith(' User');
      const width = text.indexOf('Foreign Address') - text.indexOf('Local Address') - 1;
      if (width >= WIDE_WIDTH) this.#wide = true;
      else if (width > CUT_WIDTH) this.#setWidth(width);
    } else if (text.startsWith('Proto RefCnt')) this.#hasInodes = text.includes('ode');
    return reason === '' ? HEADER : { kind: 'header', reason };
  }

  /** What stands in the column of the program where a window of 80 columns has broken the lines before it. */
  #programBelow(text: string): Remark | null {
    if (text === PROGRAM_HEADING) {
      this.#hasProgramsBelow = true;
      return HEADER;
    }
    const socket = this.#last;
    if (socket === null || !this.#hasProgramsBelow || socket.processes.length > 0) return null;
    this.#last = null;
    socket.processes = this.#programs.of(text, 0, text.length);
    return { kind: 'detail', reason: `the program of line ${socket.line}` };
  }

  #setWidth(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    this.#endpoints =
      width === CUT_WIDTH ? this.#ordinary : new Endpoints(COLON, (field) => readEndpoint(field, width));
  }

  #internet(row: Row, local: Endpoint, remote: Endpoint, end: number): Socket {
    const fields = this.#fields;
    const isRaw = row.protocol === 'raw';
    let index = 5;
    let state: TcpState | null = null;
    let stateText: string | undefined;
    if (this.#hasState(index, row.protocol)) {
      // A connected UDP socket is printed as ESTABLISHED, a raw one has the kernel's number: neither is a TCP state.
      if (row.protocol === 'tcp') {
        const read = this.#states.of(fields.text, fields.starts[index]!, fields.ends[index]!);
        state = read.state;
        stateText = read.stateText;
      } else stateText = fields.at(index);
      index++;
    }
    const socket: Socket = {
      protocol: row.protocol,
      family: row.six || local.address.includes(':') || remote.address.includes(':') ? 'ipv6' : 'ipv4',
      local: isRaw ? withoutPort(local) : local,
      remote: isRaw ? withoutPort(remote) : remote,
      state,
      stateText,
      receiveQueue: fields.number(1),
      sendQueue: fields.number(2),
      processes: NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    if (index < fields.count) this.#rest(index, end, socket);
    if (local.truncated || remote.truncated) this.#cut.push({ socket, local: fields.at(3), remote: fields.at(4) });
    this.#last = socket;
    if (fields.length(3) > this.#width || fields.length(4) > this.#width) this.#wide = true;
    return socket;
  }

  /** Claims that the field is the state: TCP always has one, UDP when connected, a raw socket has a number. */
  #hasState(index: number, protocol: Protocol): boolean {
    const fields = this.#fields;
    if (index >= fields.count) return false;
    if (protocol === 'raw') return fields.number(index) >= 0;
    const first = fields.text.charCodeAt(fields.starts[index]!);
    if (first < UPPER_A || (first > UPPER_A + 25 && first < HIGHEST_ASCII)) return false;
    if (protocol === 'tcp' || protocol === 'sctp') return !fields.has(index, SLASH);
    const text = fields.at(index);
    return text === 'ESTABLISHED' || text === 'UNKNOWN' || localState(text) === 'ESTABLISHED';
  }

  /** Reads the columns of -e (user and inode), -p (PID and program), -Z (context) and -o (timer). */
  #rest(from: number, lineEnd: number, socket: Socket): void {
    const fields = this.#fields;
    const { text } = fields;
    let index = from;
    let user: string | undefined;
    const inode = fields.number(index + 1);
    if (inode >= 0 && isUser(fields, index)) {
      // TIME-WAIT and not yet accepted connections have no inode, and user 0 is then only a filler (tcp_ipv4.c).
      if (inode > 0) {
        socket.inode = inode;
        user = fields.at(index);
      }
      index += 2;
    }
    if (this.#hasUserOnly && index + 1 === fields.count && isUser(fields, index)) {
      socket.processes = [{ user: fields.at(index) }];
      return;
    }
    let start = index < fields.count ? fields.starts[index]! : lineEnd;
    let end = withoutBlanks(text, start, lineEnd);
    if (text.charCodeAt(end - 1) === CLOSING_PARENTHESIS) end = this.#timer(from, end, socket);
    if (start > end) start = end;
    end = withoutBlanks(text, start, end);
    if (this.#hasContext && end > start) end = beforeContext(text, start, end);
    const processes = start < end ? this.#programs.of(text, start, end) : NOBODY;
    socket.processes = user === undefined ? processes : [{ ...processes[0], user }];
  }

  /** Reads "keepalive (7123.42/0/0)" at the end of the line; returns where it begins, or the end where there is none. */
  #timer(from: number, end: number, socket: Socket): number {
    const { text, starts } = this.#fields;
    const line = text.slice(starts[from]!, end);
    const bracket = line.lastIndexOf(' (');
    const start = line.lastIndexOf(' ', bracket - 1) + 1;
    if (bracket < 0 || !TIMERS.test(line.slice(start, bracket))) return end;
    socket.timer = line.slice(start);
    return starts[from]! + start;
  }

  #unix(text: string): Socket | Remark | null {
    const fields = this.#fields;
    fields.scan(text);
    if (fields.number(1) < 0 || fields.at(2) !== '[') return null;
    const close = text.indexOf(']', fields.starts[2]);
    if (close < 0) return unreadable('the flags of this Unix socket have no end: expected "[ … ]"');
    fields.scan(text, close + 1);
    // The type always stands there, the state only where there is one, then the inode.
    let index = 1;
    let stateText: string | undefined;
    const isInode = () => fields.number(index) >= 0 || fields.at(index) === '-';
    if (!isInode() && /^[^/@]/.test(fields.at(index))) stateText = fields.at(index++);
    if (!isInode() && this.#hasInodes) return unreadable('this Unix socket has no inode');
    const inode = this.#hasInodes ? fields.number(index++) : -1;
    const { program, path } = splitProgram(fields.from(index));
    const socket: Socket = {
      protocol: 'unix',
      family: 'unix',
      local: null,
      remote: null,
      state: null,
      stateText,
      processes: program === '' ? NOBODY : this.#programs.of(program, 0, program.length),
      line: 0,
      lines: 1,
      raw: '',
    };
    if (path !== '') socket.path = path;
    if (inode > 0) socket.inode = inode;
    return socket;
  }
}

const PROGRAM_HEADING = 'PID/Program name';
const PROGRAM_BELOW = /^ *(?:PID\/Program name|\d{1,10}\/\S.{0,60}|-) *$/;
const BLUETOOTH = /^(?:l2cap|rfcomm)\s/;
const BLANK = 32;
const COLON = 58;
const UPPER_A = 65;
const HIGHEST_ASCII = 127;
const CLOSING_PARENTHESIS = 41;
const SLASH = 47;

/** Claims that the first letter is one of a row: t, u, r or s. */
function mayBeRow(first: number): boolean {
  return first === 116 || first === 117 || first === 114 || first === 115;
}

/** The row's protocol; undefined where the line does not begin with one. */
function protocolRow(text: string): Row | undefined {
  if (!mayBeRow(text.charCodeAt(0))) return undefined;
  const end = text.indexOf(' ');
  return end < 3 || end > 5 ? undefined : PROTOCOL_ROWS().get(text.slice(0, end));
}

let rows: Map<string, Row> | undefined;

/** Built at first use, so that importing this file costs nothing. */
function PROTOCOL_ROWS(): Map<string, Row> {
  rows ??= new Map(Object.entries(PROTOCOLS));
  return rows;
}

function rowScore(text: string, row: Row): number {
  const fields = new Fields();
  fields.scan(text);
  if (row.protocol === 'unix') return fields.number(1) >= 0 && fields.at(2) === '[' ? 0.9 : 0;
  if (fields.number(1) < 0 || fields.number(2) < 0 || fields.count < 4) return 0;
  return hasColon(text, fields.starts[3]!, fields.ends[3]!) ? 0.9 : 0;
}

/** Claims that a colon stands between address and port; where a dot comes later it is BSD's. */
function hasColon(text: string, start: number, end: number): boolean {
  for (let at = end - 1; at >= start; at--) {
    const code = text.charCodeAt(at);
    if (code === 58) return true;
    if (code === 46) return false;
  }
  return false;
}

/** Where a piece of text ends without the blanks behind it. */
function withoutBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) === BLANK) at--;
  return at;
}

/** Where the program ends before the security context of -Z, the last word, which has two colons or more. */
function beforeContext(text: string, start: number, end: number): number {
  const piece = text.slice(start, end);
  const context = piece.lastIndexOf(' ');
  if (context < 1 || piece.slice(context).split(':').length <= 2) return end;
  return withoutBlanks(text, start, start + context);
}

/** Tells why a line is a header: a reason, or '' for an ordinary one; null where it is none. */
function headerOf(text: string): string | null {
  const first = text.charCodeAt(0);
  // A, P, (, n, w, blank
  if (first === 65 || first === 80 || first === 40 || first === 110 || first === 119 || first === BLANK) {
    const found = HEADERS.find(([start, within]) => text.startsWith(start) && text.includes(within));
    if (found !== undefined) return found[2] ?? '';
  }
  const worded = wordedLine(text);
  return worded === undefined ? null : worded === 'heading' ? '' : NOTE;
}

function readLinuxState(text: string): StateText {
  const read = readState(text);
  return read.state === null ? { state: localState(text) ?? null, stateText: text } : read;
}

/** Reads an address field, which may be cut to the width of its column: the port stays whole, the address loses its end. */
function readEndpoint(field: string, width: number): Result<Endpoint> {
  const read = parseEndpoint(field);
  if (field.length !== width) return read;
  const colon = field.lastIndexOf(':');
  const address = field.slice(0, colon);
  if (!couldContinue(address)) return read;
  const port = parseEndpoint(`*:${field.slice(colon + 1)}`);
  if (!port.ok) return read;
  const value: Endpoint = { ...port.value, address, truncated: true };
  if (!address.includes(':')) value.named = true;
  return { ok: true, value };
}

/** Reads an address field of a listing that cuts none. */
function whole(field: string): Endpoint | null {
  const read = parseEndpoint(field);
  return read.ok ? read.value : null;
}

/** What net-tools prints as the port of a raw socket is the number of its IP protocol (raw(7)). */
function withoutPort({ address, named, truncated }: Endpoint): Endpoint {
  const endpoint: Endpoint = { address, port: null };
  if (named) endpoint.named = true;
  if (truncated) endpoint.truncated = true;
  return endpoint;
}

/** Claims that the field is a user, not a program ("812/nginx") nor a missing one ("-"). */
function isUser(fields: Fields, index: number): boolean {
  const text = fields.at(index);
  return text !== '-' && !/^\d+\//.test(text);
}

/** Reads the PID/Program column: "812/nginx: worker p", or "-" where it is not known. */
function readProgram(text: string): Process[] {
  const slash = text.indexOf('/');
  if (slash < 1 || !/^\d+$/.test(text.slice(0, slash))) return NOBODY;
  return [{ pid: Number(text.slice(0, slash)), name: text.slice(slash + 1) }];
}

/** Cuts the end of a Unix row into the PID/Program column (with -p) and the path: both may be absent or hold blanks. */
function splitProgram(rest: string): { program: string; path: string } {
  if (rest === '-' || rest.startsWith('- ')) return { program: '', path: rest.slice(1).trimStart() };
  if (!/^\d+\//.test(rest)) return { program: '', path: rest };
  const gap = rest.indexOf('  ');
  if (gap > 0 && gap < PROGRAM_WIDTH) return { program: rest.slice(0, gap), path: rest.slice(gap).trimStart() };
  if (rest.length < PROGRAM_WIDTH) {
    // No columns left: blanks were squeezed, or nothing follows the program.
    const path = rest.search(/ [/@]/);
    return path < 0 ? { program: rest, path: '' } : { program: rest.slice(0, path), path: rest.slice(path + 1) };
  }
  const cut = rest.charAt(PROGRAM_WIDTH - 1) === ' ' ? PROGRAM_WIDTH - 1 : rest.indexOf(' ');
  return cut < 0 ? { program: rest, path: '' } : { program: rest.slice(0, cut), path: rest.slice(cut).trimStart() };
}
