/** `netstat` of macOS and FreeBSD: dotted ports, tcp4/tcp6/tcp46, the columns of -A, -v, -W, -L and the Unix section. */

import { addressFamily } from '../../address.ts';
import { parseEndpoint } from '../../endpoint.ts';
import { HIGHEST_PORT } from '../../port.ts';
import { failure, type Result } from '../../result.ts';
import type { Endpoint, Family, OS, Process, Protocol, Socket, TcpState } from '../../socket.ts';
import {
  couldContinue,
  Fields,
  type Format,
  HEADER,
  Memory,
  NOBODY,
  plainEndpoint,
  type Reader,
  type Remark,
  readState,
  unreadable,
} from '../format.ts';

export const netstatBsd: Format = {
  id: 'netstat-bsd',
  name: 'netstat (macOS, FreeBSD)',
  // Rows begin with a protocol or with an address of the kernel, in hexadecimal digits.
  begins: 'tusidp' + '0123456789abcdef' + 'ACRNPSTLk',
  recognise(text) {
    if (sectionOf(text) !== undefined) return 1;
    if (text.startsWith('Socket ') && text.includes('Flowhash Proto')) return 1;
    if (isColumns(text)) return 0.8;
    const fields = new Fields();
    fields.scan(text);
    if (isUnixRow(fields)) return 0.9;
    const row = rowOf(fields);
    return row !== null && hasDot(fields.at(row.local)) ? 0.9 : 0;
  },
  reader: () => new BsdReader(),
};

type Section = 'internet' | 'queues' | 'unix' | 'kernel' | 'other';

/** The line above each section; the later ones have rows without addresses and ports (Apple's netstat, systm.c, mptcp.c). */
const SECTIONS: readonly (readonly [title: string, section: Section, os: OS | null])[] = [
  ['Active Internet connections (including servers)', 'internet', null],
  ['Active Internet connections', 'internet', null],
  ['Current listen queue sizes (qlen/incqlen/maxqlen)', 'queues', null],
  ['Active LOCAL (UNIX) domain sockets', 'unix', 'macos'],
  ['Active UNIX domain sockets', 'unix', 'freebsd'],
  ['Registered kernel control modules', 'kernel', 'macos'],
  ['Active kernel event sockets', 'kernel', 'macos'],
  ['Active kernel control sockets', 'kernel', 'macos'],
  ['Active Multipath Internet connections', 'other', 'macos'],
  ['Active SCTP associations', 'other', 'freebsd'],
  ['Active SCTP associations (including servers)', 'other', 'freebsd'],
  ['Netgraph sockets', 'other', 'freebsd'],
];

/** The first three letters of the protocol column; what follows tells the family (inet.c, "%-3.3s%-2.2s"). */
const PROTOCOLS: Record<string, Protocol> = {
  tcp: 'tcp',
  toe: 'tcp', // a TCP connection that the network card handles (FreeBSD)
  udp: 'udp',
  udl: 'udplite',
  sct: 'sctp',
  icm: 'icmp',
  ip: 'raw',
  igm: 'raw',
  div: 'raw',
  pim: 'raw',
};

const FAMILIES: Record<string, Family | null> = { '4': 'ipv4', '6': 'ipv6', '46': null, '': null };

/** Field widths: ordinary, with -A, and with -W (FreeBSD) or -l (macOS). Names lose what exceeds 16, or 12 with -A. */
const WIDTH = 22;
const WIDTH_WITH_ADDRESS = 18;
const NAME_WIDTH = 16;
const NAME_WIDTH_WITH_ADDRESS = 12;

const UNIX_TYPES = /^(?:stream|dgram|raw|rdm|seqpac)$/;

class BsdReader implements Reader {
  os: OS | null = null;
  readonly #fields = new Fields();
  readonly #endpoints = new Memory((field) => readEndpoint(field, WIDTH));
  readonly #narrow = new Memory((field) => readEndpoint(field, WIDTH_WITH_ADDRESS));
  readonly #whole = new Memory((field) => readEndpoint(field, 0));
  readonly #states = new Memory(readState);
  #section: Section = 'internet';
  #wide = false;
  /** the columns behind "(state)", where a header named them */
  #columns: string[] = [];
  #cut: { socket: Socket; local: string; remote: string }[] = [];

  begin(command: string): void {
    this.os = null;
    this.#section = 'internet';
    this.#columns = [];
    this.#cut = [];
    this.#wide = /\s-[a-zA-Z]*[Wl]/.test(command);
  }

  read(text: string): Socket | Remark | null {
    const section = sectionOf(text);
    if (section !== undefined) return this.#enter(section);
    if (isColumns(text)) return this.#header(text);
    if (CHANGED.test(text)) return { kind: 'header', reason: 'a note by netstat: sockets changed while it ran' };
    const fields = this.#fields;
    fields.scan(text);
    if (isUnixRow(fields)) return this.#unix();
    const row = rowOf(fields);
    if (row !== null && hasDot(fields.at(row.local))) return this.#internet(text, row);
    if (this.#section === 'kernel' && KERNEL_ROW.test(text)) return unreadable('a kernel socket: no address and port');
    if (this.#section === 'other' && OTHER_ROW.test(text))
      return unreadable('a section that is not read: see its title');
    if (this.#section === 'queues' && /^unix +\d+\/\d+\/\d+(?: |$)/.test(text)) return this.#unixQueue();
    if (this.#section === 'queues' && /^\d+\/\d+\/\d+ /.test(text))
      return unreadable('a listen queue without its protocol: run netstat -an for the sockets');
    return row !== null && row.local >= fields.count ? unreadable('the line ends before the local address') : null;
  }

  close(): void {
    if (!this.#wide) return;
    for (const { socket, local, remote } of this.#cut) {
      const wholeLocal = readEndpoint(local, 0);
      const wholeRemote = readEndpoint(remote, 0);
      if (wholeLocal.ok) socket.local = wholeLocal.value;
      if (wholeRemote.ok) socket.remote = wholeRemote.value;
    }
  }

  #enter([, section, os]: (typeof SECTIONS)[number]): Remark {
    this.#section = section;
    this.#columns = [];
    this.os ??= os;
    return HEADER;
  }

  /** Learns from the line of column titles what the columns are and how wide the addresses may be. */
  #header(text: string): Remark {
    const titles = text.trim().split(/ +/);
    const state = titles.findIndex((title) => title === '(state)' || title === 'Nextref');
    this.#columns = state < 0 ? [] : titles.slice(state + 1);
    const width = text.indexOf('Foreign Address') - text.indexOf('Local Address') - 1;
    if (width > WIDTH) this.#wide = true;
    if (text.includes('Flowhash') || text.includes('Send-Q  Local Address')) this.os ??= 'macos';
    if (text.startsWith('Proto Listen ')) this.os ??= 'freebsd';
    if (text.includes('TCP-State')) this.os = 'openbsd';
    else if (text.includes('Tcpcb') || text.includes('Send-Q Local Address')) this.os ??= 'freebsd';
    return HEADER;
  }

  #internet(text: string, row: Row): Socket | Remark {
    const fields = this.#fields;
    const { protocol, family } = row;
    const hasRemote = row.queue === null;
    if (hasRemote && row.local + 1 >= fields.count) return unreadable('the line ends before the foreign address');
    const memory = this.#wide ? this.#whole : row.first > 0 ? this.#narrow : this.#endpoints;
    const local = memory.of(text, fields.starts[row.local]!, fields.ends[row.local]!);
    if (!local.ok) return unreadable(`local address: found ${local.problem.found}, expected ${local.problem.expected}`);
    let index = row.local + 1;
    let remote: Endpoint = { address: '*', port: null };
    if (hasRemote) {
      const read = memory.of(text, fields.starts[index]!, fields.ends[index]!);
      if (!read.ok)
        return unreadable(`foreign address: found ${read.problem.found}, expected ${read.problem.expected}`);
      remote = read.value;
      index++;
    }
    let state: TcpState | null = hasRemote ? null : 'LISTEN';
    let stateText: string | undefined;
    const code = index < fields.count ? text.charCodeAt(fields.starts[index]!) : 0;
    if (protocol === 'tcp' && hasRemote && code >= 65 && code <= 90) {
      ({ state, stateText } = this.#states.of(text, fields.starts[index]!, fields.ends[index]!));
      index++;
    }
    this.#learnSystem(text, row);
    const socket: Socket = {
      protocol,
      family: family === undefined ? addressFamily(local.value.address) : family,
      local: local.value,
      remote,
      state,
      stateText,
      receiveQueue: row.receiveQueue,
      sendQueue: row.sendQueue,
      processes: index < fields.count ? this.#processes(index) : NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    const longest = Math.max(fields.length(row.local), hasRemote ? fields.length(row.local + 1) : 0);
    if (longest > WIDTH || (longest > WIDTH_WITH_ADDRESS && row.first > 0)) this.#wide = true;
    else if (local.value.truncated || remote.truncated) {
      this.#cut.push({ socket, local: fields.at(row.local), remote: hasRemote ? fields.at(row.local + 1) : '' });
    }
    return socket;
  }

  /** Apple's netstat puts two blanks before the local address, FreeBSD's one. Squeezed blanks tell nothing. */
  #learnSystem(text: string, row: Row): void {
    if (this.os !== null || row.queue !== null) return;
    const fields = this.#fields;
    if (fields.starts[row.first + 1]! - fields.ends[row.first]! < 2) return;
    const blanks = fields.starts[row.local]! - fields.ends[row.local - 1]!;
    if (blanks === 2 && text.charCodeAt(fields.ends[row.local - 1]!) === 32) this.os = 'macos';
    else if (blanks === 1) this.os = 'freebsd';
  }

  /** Reads the process from the columns of -v: "pid" by its place, "process:pid" by its look, as names may hold blanks. */
  #processes(from: number): Process[] {
    const fields = this.#fields;
    const place = this.#columns.findIndex((title) => title === 'pid' || title === 'process:pid');
    if (place < 0) return NOBODY;
    if (this.#columns[place] === 'pid') {
      const pid = fields.number(from + place);
      return pid > 0 ? [{ pid }] : NOBODY;
    }
    for (let index = from + place; index < fields.count; index++) {
      const text = fields.at(index);
      const colon = text.lastIndexOf(':');
      if (colon < 0 || !/^\d+$/.test(text.slice(colon + 1))) continue;
      const pid = Number(text.slice(colon + 1));
      const name = fields.text.slice(fields.starts[from + place]!, fields.starts[index]! + colon);
      return pid > 0 ? [{ pid, name }] : NOBODY;
    }
    return NOBODY;
  }

  /** A Unix row of FreeBSD's -L: "unix  0/0/4   /var/run/devd.pipe". */
  #unixQueue(): Socket {
    const fields = this.#fields;
    const [length, , most] = fields.at(1).split('/').map(Number);
    const path = fields.from(2);
    return {
      protocol: 'unix',
      family: 'unix',
      local: null,
      remote: null,
      state: null,
      stateText: undefined,
      receiveQueue: length,
      sendQueue: most,
      processes: NOBODY,
      ...(path === '' ? {} : { path }),
      line: 0,
      lines: 1,
      raw: '',
    };
  }

  #unix(): Socket {
    const fields = this.#fields;
    let index = 8;
    // With -v as many columns more stand before the path as the header names; a process name may hold blanks.
    const extra = this.#section === 'unix' ? this.#columns.length - 1 : 0;
    const processes = extra > 0 ? this.#processes(index) : NOBODY;
    if (extra > 0) {
      index += extra;
      const name = processes[0]?.name;
      if (name !== undefined) index += name.split(/ +/).length - 1;
    }
    const socket: Socket = {
      protocol: 'unix',
      family: 'unix',
      local: null,
      remote: null,
      state: null,
      stateText: undefined,
      receiveQueue: fields.number(2),
      sendQueue: fields.number(3),
      processes,
      line: 0,
      lines: 1,
      raw: '',
    };
    const path = fields.from(index);
    if (path !== '') socket.path = path;
    return socket;
  }
}

const DOT = 46;
const CHANGED = /^Some \w+ sockets may have been /;
const KERNEL_ROW = /^ *(?:[0-9a-f]+ +)?(?:kevt|kctl|[0-9a-f]+) +-?[0-9a-f]/;
const OTHER_ROW = /^ *[0-9a-z]+ .*[0-9]/;

interface Row {
  /** the field of the protocol: 0, or more with the addresses of -A before it */
  first: number;
  /** the field of the local address */
  local: number;
  protocol: Protocol;
  family: Family | null | undefined;
  receiveQueue: number | undefined;
  sendQueue: number | undefined;
  /** with -L: the listen queue instead of a foreign address */
  queue: string | null;
}

/** Finds the columns of an Internet row; null where it is none. */
function rowOf(fields: Fields): Row | null {
  let first = 0;
  while (first < 2 && first + 1 < fields.count && fields.isHexadecimal(first, first === 0 ? 8 : 1)) first++;
  const word = fields.at(first);
  if (word.length < 2 || word.length > 5) return null;
  const letters = word.startsWith('ip') ? 'ip' : word.slice(0, 3);
  const protocol = PROTOCOLS[letters];
  if (protocol === undefined || !Object.hasOwn(PROTOCOLS, letters)) return null;
  let digits = word.slice(letters.length);
  let next = first + 1;
  // "ip" is padded to three letters, so its family stands apart: "ip 4".
  if (letters === 'ip' && digits === '' && fields.number(next) >= 4) digits = fields.at(next++);
  if (!Object.hasOwn(FAMILIES, digits)) return null;
  const family = digits === '' ? undefined : FAMILIES[digits];
  const queue = /^\d+\/\d+\/\d+$/.test(fields.at(next)) ? fields.at(next) : null;
  if (queue !== null) {
    const [length, , most] = queue.split('/').map(Number);
    return { first, local: next + 1, protocol, family, receiveQueue: length, sendQueue: most, queue };
  }
  // Two numbers are the queues; with -T stand three others, or none for UDP.
  let numbers = 0;
  while (numbers < 3 && fields.number(next + numbers) >= 0) numbers++;
  return {
    first,
    local: next + numbers,
    protocol,
    family,
    receiveQueue: numbers === 2 ? fields.number(next) : undefined,
    sendQueue: numbers === 2 ? fields.number(next + 1) : undefined,
    queue,
  };
}

/** "fffff80003ab6100 stream 0 0 …": addresses of the kernel, then the type. */
function isUnixRow(fields: Fields): boolean {
  return (
    fields.count >= 8 &&
    fields.isHexadecimal(0, 6) &&
    UNIX_TYPES.test(fields.at(1)) &&
    fields.number(2) >= 0 &&
    fields.number(3) >= 0
  );
}

function sectionOf(text: string): (typeof SECTIONS)[number] | undefined {
  const first = text.charCodeAt(0);
  // A, C, R, N
  if (first !== 65 && first !== 67 && first !== 82 && first !== 78) return undefined;
  const title = text.trimEnd();
  return SECTIONS.find(([start]) => start === title);
}

/** Claims that the line holds the titles of the columns. */
function isColumns(text: string): boolean {
  if (/^(?:Proto +|Socket +|Tcpcb +|PCB +|Listen +)/.test(text)) {
    if (!text.includes('Local Address')) return KERNEL_TITLES.test(text);
    return !text.includes('Recv-Q') || text.includes('(state)') || text.includes('TCP-State') || BARE_TITLES.test(text);
  }
  if (text.startsWith('Address ')) return text.includes(' Refs ') && text.includes('Addr');
  return KERNEL_TITLES.test(text);
}

const KERNEL_TITLES = /^(?:kctlref +id +unit| *(?:pcb +)?Proto +Recv-Q +Send-Q +(?:vendor|unit))/;

/** FreeBSD with -x or -R has no "(state)" behind the addresses. */
const BARE_TITLES = /Foreign Address +(?:R-MBUF|flowid|$)/;

/** Claims that a dot separates the port: it is the last separator of the field. */
function hasDot(field: string): boolean {
  return field.lastIndexOf('.') > Math.max(field.lastIndexOf(':'), 0) && !field.endsWith('.');
}

/**
 * Reads an address field that may be cut: the name or IPv6 address to 16 characters, then the whole field to its width,
 * so that the port may lack digits (inet6.c, inet6print).
 *
 * @param width of the field; 0 where nothing is cut
 */
function readEndpoint(field: string, width: number): Result<Endpoint> {
  const plain = field.length === width ? null : plainEndpoint(field, DOT);
  if (plain !== null) return plain;
  const dot = field.lastIndexOf('.');
  const address = field.slice(0, dot);
  const port = field.slice(dot + 1);
  if (dot < 1 || port === '') return failure({ found: `"${field}"`, expected: 'an address, a dot and a port' });
  const isName = !address.includes(':') && /[a-z]/i.test(address);
  const nameWidth = isName && width === WIDTH_WITH_ADDRESS ? NAME_WIDTH_WITH_ADDRESS : NAME_WIDTH;
  const fills = width > 0 && (address.length === NAME_WIDTH || address.length === nameWidth);
  const addressCut = fills && couldContinue(withoutZone(address));
  const read = parseEndpoint(
    addressCut ? `*:${port}` : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
  );
  if (!read.ok) return read;
  const { value } = read;
  if (addressCut) value.address = address;
  if (addressCut && isName) value.named = true;
  const portCut =
    width > 0 && field.length === width && port !== '*' && (!/^\d+$/.test(port) || Number(port) * 10 <= HIGHEST_PORT);
  if (portCut) value.port = null;
  if (addressCut || portCut) value.truncated = true;
  return { ok: true, value };
}

/** "fe80::1%lo0" without "%lo0"; where the zone itself may be cut, what stands before it is whole all the same. */
function withoutZone(address: string): string {
  const percent = address.indexOf('%');
  return percent < 0 ? address : `${address.slice(0, percent)}:`;
}
