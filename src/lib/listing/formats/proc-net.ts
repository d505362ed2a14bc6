/** The kernel's own tables of Linux: /proc/net/tcp, udp, udplite, raw, icmp (each with a 6) and unix, one or several after another. */

import { parseAddress } from '../../address.ts';
import { parseEndpoint } from '../../endpoint.ts';
import type { Result } from '../../result.ts';
import type { Endpoint, OS, Protocol, Socket, TcpState } from '../../socket.ts';
import { Fields, type Format, Memory, NOBODY, type Reader, type Remark, unreadable } from '../format.ts';

export const procNet: Format = {
  id: 'proc-net',
  name: '/proc/net (Linux)',
  // Row numbers, pointers, headers, and the names of files.
  begins: '0123456789abcdefNs=/.tuirnp',
  recognise(text) {
    if (tableOf(text) !== null || FILE_HEAD.test(text)) return 1;
    const row = text.slice(prefixOf(text).length);
    if (ROW.test(row) || UNIX_ROW.test(row)) return 0.98;
    return tableOf(row) === null ? 0 : 1;
  },
  reader: () => new ProcNetReader(),
};

/** The files, and what their rows are. */
const FILES: Readonly<Record<string, Protocol>> = {
  tcp: 'tcp',
  tcp6: 'tcp',
  udp: 'udp',
  udp6: 'udp',
  udplite: 'udplite',
  udplite6: 'udplite',
  raw: 'raw',
  raw6: 'raw',
  icmp: 'icmp',
  icmp6: 'icmp',
  unix: 'unix',
};

/** The column `st` of tcp (Linux, include/net/tcp_states.h). */
const TCP_CODES: Readonly<Record<string, TcpState>> = {
  '01': 'ESTABLISHED',
  '02': 'SYN-SENT',
  '03': 'SYN-RECEIVED',
  '04': 'FIN-WAIT-1',
  '05': 'FIN-WAIT-2',
  '06': 'TIME-WAIT',
  '07': 'CLOSED',
  '08': 'CLOSE-WAIT',
  '09': 'LAST-ACK',
  '0A': 'LISTEN',
  '0B': 'CLOSING',
  '0C': 'SYN-RECEIVED', // TCP_NEW_SYN_RECV
  '0D': 'CLOSED', // TCP_BOUND_INACTIVE
};
/** Codes that sockets of other protocols have too: connected and not connected. */
const SHARED_CODES = ['01', '07'];

/** The column `St` of unix (Linux, include/uapi/linux/net.h), in the words of net-tools. */
const UNIX_CODES: Readonly<Record<string, string>> = { '02': 'CONNECTING', '03': 'CONNECTED', '04': 'DISCONNECTING' };
/** The flag of a listening Unix socket (Linux, include/linux/net.h: __SO_ACCEPTCON). */
const ACCEPTING = 0x10000;

/** The column `tr` (Linux, net/ipv4/tcp_ipv4.c, get_tcp4_sock); the words are those of net-tools and ss. */
const TIMERS: Readonly<Record<string, string>> = { '01': 'on', '02': 'keepalive', '03': 'timewait', '04': 'probe' };
/** Ticks a second in what the kernel shows, whatever its own clock: USER_HZ (time(7)). */
const TICKS = 100;

const ROW =
  /^ *\d+: +[\dA-F]{8}(?:[\dA-F]{24})?:[\dA-F]{4} +[\dA-F]{8}(?:[\dA-F]{24})?:[\dA-F]{4} +[\dA-F]{2} +[\dA-F]{8}:[\dA-F]{8} /;
const UNIX_ROW = /^(?:[\da-f]{8}){1,2}: +[\dA-F]{8} +[\dA-F]{8} +[\dA-F]{8} +[\dA-F]{4} +[\dA-F]{2} +\d+(?: |$)/;

/** The headers; netlink and packet have rows without addresses. */
const TABLES: readonly (readonly [look: RegExp, table: Table])[] = [
  [/^ *sl +local_address +rem(?:ote)?_address +st +tx_queue +rx_queue .*\bref +pointer/, 'datagrams'],
  [/^ *sl +local_address +rem(?:ote)?_address +st +tx_queue +rx_queue /, 'streams'],
  [/^Num +RefCount +Protocol +Flags +Type +St +Inode +Path/, 'unix'],
  [/^sk +Eth +Pid +Groups /, 'netlink'],
  [/^sk +RefCnt +Type +Proto +Iface /, 'packet'],
];
type Table = 'streams' | 'datagrams' | 'unix' | 'netlink' | 'packet';
const WITHOUT_ADDRESS: Partial<Record<Table, string>> = {
  netlink: 'a netlink socket, between a program and the kernel: no IP address and port',
  packet: 'a packet socket: no IP address and port',
};

/** What head and tail print above each file. */
const FILE_HEAD = /^==> (?:\S*\/)?((?:tcp|udp|udplite|raw|icmp)6?|unix|netlink|packet) <==\s*$/;
/** What grep prints before each line of several files, with -n too. */
const PREFIX =
  /^(?:\S{0,80}\/)?((?:tcp|udp|udplite|raw|icmp)6?|unix|netlink|packet)[:-](?:\d+[:-](?= *\d+: | *sl |Num|[\da-f]{8,16}: ))?/;
const FILES_IN_COMMAND = /\/net\/(?:\{([\w,]+)\}|((?:tcp|udp|udplite|raw|icmp)6?|unix|netlink|packet)(\*?))(?!\w)/g;

class ProcNetReader implements Reader {
  readonly os: OS | null = 'linux';
  readonly #fields = new Fields();
  readonly #endpoints = new Memory(readEndpoint);
  /** the files that the command line names and whose headers are still to come */
  #named: string[] = [];
  /** the file of the rows under way, where it is known */
  #file: string | null = null;
  #table: Table | null = null;
  /** the header is that of udp and udplite alone, which have three blanks before "sl" (net/ipv4/udp.c) */
  #surelyUdp = false;

  begin(command: string): void {
    this.#named = filesIn(command);
    // Rows picked out by grep have no header.
    this.#file = this.#named.length === 1 ? this.#named[0]! : null;
    this.#table = null;
    this.#surelyUdp = false;
  }

  read(text: string): Socket | Remark | null {
    const head = FILE_HEAD.exec(text);
    if (head !== null) {
      this.#named = [head[1]!];
      this.#file = head[1]!;
      this.#table = null;
      return { kind: 'header', reason: 'the name of the file that follows' };
    }
    const prefix = prefixOf(text);
    const row = text.slice(prefix.length);
    const file = prefix === '' ? null : PREFIX.exec(prefix)![1]!;
    const table = tableOf(row);
    if (table !== null) {
      this.#begin(table, row);
      return { kind: 'header' };
    }
    if (ROW.test(row)) return this.#internet(row, file);
    if (UNIX_ROW.test(row)) return this.#unix(row);
    const reason = WITHOUT_ADDRESS[this.#table ?? 'streams'];
    return reason !== undefined && /^[\da-f]{8,16} +\d+ /.test(row) ? unreadable(reason) : null;
  }

  /** A header: the next of the files that the command line names, where it can be that. */
  #begin(table: Table, header: string): void {
    this.#table = table;
    this.#surelyUdp = table === 'datagrams' && header.startsWith('   sl');
    let next = this.#named.shift() ?? null;
    while (next !== null && tableOfFile(next) !== table) next = this.#named.shift() ?? null;
    this.#file = next;
  }

  #internet(text: string, prefix: string | null): Socket | Remark {
    const fields = this.#fields;
    fields.scan(text);
    if (fields.count < 10) return unreadable('the line ends before the inode');
    const local = this.#endpoint(1);
    const remote = this.#endpoint(2);
    if (local === null || remote === null) return unreadable('the addresses of this row cannot be read');
    const code = fields.at(3);
    const named = FILES[prefix ?? this.#file ?? ''];
    const protocol = named ?? (this.#isDatagram(code) ? 'udp' : 'tcp');
    const numbered = protocol === 'raw' || protocol === 'icmp';
    const socket: Socket = {
      protocol,
      family: fields.length(1) > IPV4_LENGTH ? 'ipv6' : 'ipv4',
      // A raw socket has the number of its IP protocol there (raw(7)).
      local: numbered ? { ...local, port: null } : local,
      remote: numbered || isNobody(remote) ? { ...remote, port: null } : remote,
      state: protocol === 'tcp' ? (TCP_CODES[code] ?? null) : null,
      stateText: protocol === 'tcp' ? code : code === '01' ? 'ESTABLISHED' : undefined,
      // Of a listening TCP socket: the connections that wait for accept() (get_tcp4_sock).
      receiveQueue: hexadecimal(fields.at(4), 9),
      sendQueue: hexadecimal(fields.at(4), 0),
      processes: NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    if (named === undefined && protocol === 'udp' && !this.#surelyUdp) socket.protocolAssumed = true;
    const inode = fields.number(9);
    if (inode > 0) {
      socket.inode = inode;
      socket.processes = [{ user: fields.at(7) }];
    }
    const timer = TIMERS[fields.at(5).slice(0, 2)];
    if (timer !== undefined)
      socket.timer = timerText(timer, hexadecimal(fields.at(5), 3), hexadecimal(fields.at(6), 0));
    return socket;
  }

  #endpoint(index: number): Endpoint | null {
    const fields = this.#fields;
    const read = this.#endpoints.of(fields.text, fields.starts[index]!, fields.ends[index]!);
    return read.ok ? read.value : null;
  }

  /** Tells rows of udp and its kin from those of tcp: by the header, by the state, by what follows the inode. */
  #isDatagram(code: string): boolean {
    if (this.#table === 'datagrams' || this.#table === 'streams') return this.#table === 'datagrams';
    if (!SHARED_CODES.includes(code)) return false;
    // Behind the inode stand reference count, pointer and drops; tcp has two fields or seven (tcp_ipv4.c, udp.c).
    return this.#fields.count === 13 || (code === '07' && this.#fields.count <= 12);
  }

  #unix(text: string): Socket {
    const fields = this.#fields;
    fields.scan(text);
    const listens = (Number.parseInt(fields.at(3), 16) & ACCEPTING) !== 0;
    const socket: Socket = {
      protocol: 'unix',
      family: 'unix',
      local: null,
      remote: null,
      state: null,
      stateText: listens ? 'LISTENING' : UNIX_CODES[fields.at(5)],
      processes: NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    if (fields.number(6) > 0) socket.inode = fields.number(6);
    const path = fields.from(7);
    if (path !== '') socket.path = path;
    return socket;
  }
}

/** The length of an IPv4 address with its port: 0100007F:1F90. */
const IPV4_LENGTH = 13;

/**
 * Reads an address as the kernel prints it: words of 32 bits as the machine holds them, here the lower byte first,
 * as on x86 and ARM; then the port, higher byte first.
 */
function readEndpoint(field: string): Result<Endpoint> {
  const colon = field.indexOf(':');
  const bytes = field.slice(0, colon).replace(/(..)(..)(..)(..)/g, '$4$3$2$1');
  const port = Number.parseInt(field.slice(colon + 1), 16);
  if (bytes.length > 8)
    return { ok: true, value: { address: parseAddress(bytes.replace(/....(?=.)/g, '$&:'))!, port } };
  const address = bytes.replace(/../g, (byte) => `${Number.parseInt(byte, 16)}.`);
  return parseEndpoint(`${address.slice(0, -1)}:${port}`);
}

function isNobody({ address, port }: Endpoint): boolean {
  return port === 0 && (address === '0.0.0.0' || address === '::');
}

function hexadecimal(text: string, from: number): number {
  return Number.parseInt(text.slice(from, from + 8), 16) || 0;
}

function timerText(name: string, ticks: number, again: number): string {
  return `${name}, ${ticks / TICKS} s, ${again === 1 ? '1 retransmission' : `${again} retransmissions`}`;
}

function tableOf(text: string): Table | null {
  const first = text.charCodeAt(0);
  // blank, N, s
  if (first !== 32 && first !== 78 && first !== 115) return null;
  return TABLES.find(([look]) => look.test(text))?.[1] ?? null;
}

function tableOfFile(file: string): Table {
  if (file.startsWith('tcp')) return 'streams';
  return file === 'unix' || file === 'netlink' || file === 'packet' ? file : 'datagrams';
}

/** The name that grep puts before a line; empty where there is none. */
function prefixOf(text: string): string {
  const found = PREFIX.exec(text);
  return found === null ? '' : found[0];
}

/** The files of a command line in their order, with braces and stars spread as a shell does. */
function filesIn(command: string): string[] {
  return [...command.matchAll(FILES_IN_COMMAND)].flatMap(([, braces, file, star]) => {
    if (braces !== undefined) return braces.split(',').filter((name) => Object.hasOwn(FILES, name));
    return star === '*' ? [file!, `${file}6`] : [file!];
  });
}
