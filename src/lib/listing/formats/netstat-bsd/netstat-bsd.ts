/** `netstat` of macOS, FreeBSD, OpenBSD, NetBSD and AIX: dotted ports, and the columns of -A, -v, -W, -L, -T, -x and AIX's -o. */

import { addressFamily } from '../../../address.ts';
import type { Endpoint, OS, Socket, TcpState } from '../../../socket.ts';
import {
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
} from '../../format.ts';
import { hasDot, readEndpoint, WIDTH, WIDTH_WITH_ADDRESS } from './address.ts';
import { Clues } from './clues.ts';
import { isColumns, type Section, sectionOf, type Title } from './headers.ts';
import { sctpSocket, unixQueue, unixSocket } from './other-sockets.ts';
import { processesOf } from './process.ts';
import { isUnixRow, type Row, rowOf } from './row.ts';

export const netstatBsd: Format = {
  id: 'netstat-bsd',
  name: 'netstat (macOS, BSD, AIX)',
  // Rows begin with a protocol or with an address of the kernel, in hexadecimal digits.
  begins: 'tusidp' + '0123456789abcdef' + 'ACRNPSTLk',
  recognise(text) {
    if (sectionOf(text) !== undefined) return 1;
    if (isColumns(text)) return ONLY_HERE.test(text) ? 1 : 0.8;
    const fields = new Fields();
    fields.scan(text);
    if (isUnixRow(fields)) return 0.9;
    if (text.startsWith('sctp')) return /^sctp(?:4|6|46)? +1to[1N] /.test(text) ? 0.9 : 0;
    const row = rowOf(fields);
    return row !== null && hasDot(fields.at(row.local)) ? 0.9 : 0;
  },
  reader: () => new BsdReader(),
};

class BsdReader implements Reader {
  os: OS | null = null;
  readonly #fields = new Fields();
  readonly #endpoints = new Endpoints(DOT, (field) => readEndpoint(field, WIDTH), WIDTH);
  readonly #narrow = new Endpoints(DOT, (field) => readEndpoint(field, WIDTH_WITH_ADDRESS), WIDTH_WITH_ADDRESS);
  readonly #whole = new Endpoints(DOT, (field) => readEndpoint(field, 0));
  readonly #states = new Memory(readBsdState);
  #clues = new Clues();
  #section: Section = 'internet';
  #wide = false;
  /** the columns behind "(state)", where a header named them */
  #columns: string[] = [];
  #cut: { socket: Socket; local: string; remote: string }[] = [];
  /** sockets of "tcp" and "udp" on every address: the system tells their family */
  #plain: Socket[] = [];

  begin(command: string): void {
    this.os = null;
    this.#clues = new Clues();
    this.#section = 'internet';
    this.#columns = [];
    this.#cut = [];
    this.#plain = [];
    this.#wide = /\s-[a-zA-Z]*[Wl]/.test(command);
  }

  read(text: string): Socket | Remark | null {
    const section = sectionOf(text);
    if (section !== undefined) return this.#enter(section);
    if (isColumns(text)) return this.#header(text);
    if (CHANGED.test(text)) return { kind: 'header', reason: 'a note by netstat: sockets changed while it ran' };
    const fields = this.#fields;
    fields.scan(text);
    if (isUnixRow(fields)) return unixSocket(fields, this.#section === 'unix' ? this.#columns : []);
    const row = rowOf(fields, this.#section === 'queues');
    if (row !== null && hasDot(fields.at(row.local))) return this.#internet(text, row);
    return this.#furtherLine(text) ?? (row !== null && row.local >= fields.count ? unreadable(SHORT_OF_LOCAL) : null);
  }

  close(): void {
    this.os = this.#clues.os;
    if (this.#clues.plainIsFour) for (const socket of this.#plain) socket.family = 'ipv4';
    if (!this.#wide && this.os !== 'aix') return;
    for (const { socket, local, remote } of this.#cut) {
      const wholeLocal = readEndpoint(local, 0);
      const wholeRemote = readEndpoint(remote, 0);
      if (wholeLocal.ok) socket.local = wholeLocal.value;
      if (wholeRemote.ok) socket.remote = wholeRemote.value;
    }
  }

  #enter(title: Title): Remark {
    this.#section = title[1];
    this.#columns = [];
    this.#clues.section(title);
    return HEADER;
  }

  /** Learns from the line of column titles what the columns are and how wide the addresses may be. */
  #header(text: string): Remark {
    const titles = text.trim().split(/ +/);
    const state = titles.findIndex((title) => title === '(state)' || title === 'Nextref');
    this.#columns = state < 0 ? [] : titles.slice(state + 1);
    const width = text.indexOf('Foreign Address') - text.indexOf('Local Address') - 1;
    if (width > WIDTH) this.#wide = true;
    this.#clues.columns(text);
    return HEADER;
  }

  #internet(text: string, row: Row): Socket | Remark {
    const fields = this.#fields;
    const hasRemote = row.queue === null;
    if (hasRemote && row.local + 1 >= fields.count) return unreadable('the line ends before the foreign address');
    const endpoints = this.#wide ? this.#whole : row.first > 0 ? this.#narrow : this.#endpoints;
    const local = endpoints.of(text, fields.starts[row.local]!, fields.ends[row.local]!);
    if (local === null) return unreadable(`local address: ${endpoints.problem}`);
    const far = row.local + 1;
    const remote = hasRemote ? endpoints.of(text, fields.starts[far]!, fields.ends[far]!) : ANY_PEER;
    if (remote === null) return unreadable(`foreign address: ${endpoints.problem}`);
    let index = row.local + (hasRemote ? 2 : 1);
    let state: TcpState | null = hasRemote ? null : 'LISTEN';
    let stateText: string | undefined;
    const code = index < fields.count ? text.charCodeAt(fields.starts[index]!) : 0;
    if (row.protocol === 'tcp' && hasRemote && code >= UPPER_A && code <= UPPER_A + 25) {
      ({ state, stateText } = this.#states.of(text, fields.starts[index]!, fields.ends[index]!));
      index++;
    }
    // OpenBSD ends the row of a raw socket with the number of its IP protocol.
    if (row.protocol === 'raw' && index === fields.count - 1 && fields.number(index) >= 0) stateText = fields.at(index);
    this.#clues.row(fields, row);
    const socket: Socket = {
      protocol: row.protocol,
      family: row.family === undefined ? addressFamily(local.address) : row.family,
      local,
      remote,
      state,
      stateText,
      receiveQueue: row.receiveQueue,
      sendQueue: row.sendQueue,
      processes: index < fields.count ? processesOf(fields, index, this.#columns) : NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    if (row.family === undefined && socket.family === null) this.#plain.push(socket);
    this.#noteWidth(row, socket);
    return socket;
  }

  /** A field that is wider than a cut one can be shows that none was cut. */
  #noteWidth({ first, local, queue }: Row, socket: Socket): void {
    const fields = this.#fields;
    const longest = Math.max(fields.length(local), queue === null ? fields.length(local + 1) : 0);
    if (longest > WIDTH || (longest > WIDTH_WITH_ADDRESS && first > 0)) this.#wide = true;
    else if (socket.local?.truncated || socket.remote?.truncated) {
      this.#cut.push({ socket, local: fields.at(local), remote: queue === null ? fields.at(local + 1) : '' });
    }
  }

  /** Rows of sections without addresses and ports, and the lines that belong to a socket above them. */
  #furtherLine(text: string): Socket | Remark | null {
    const fields = this.#fields;
    const association = sctpSocket(fields);
    if (association !== null) return association;
    if (this.#section === 'sctp' && hasDot(fields.at(0)) && text.startsWith(' '))
      return { kind: 'detail', reason: 'further addresses of an SCTP association' };
    if (this.#section === 'kernel' && KERNEL_ROW.test(text)) return unreadable('a kernel socket: no address and port');
    if (this.#section === 'other' && OTHER_ROW.test(text))
      return unreadable('a section that is not read: see its title');
    if (this.#section === 'queues' && /^unix +\d+\/\d+\/\d+(?: |$)/.test(text)) return unixQueue(fields);
    return this.#aixLine(text);
  }

  #aixLine(text: string): Remark | null {
    const isOption = AIX_OPTION.test(text);
    if (!isOption && !(this.#fields.count === 1 && this.#fields.isHexadecimal(0, 16))) return null;
    this.#clues.aixLine();
    return {
      kind: 'detail',
      reason: isOption ? 'options and buffers of the socket above' : 'the second address of a Unix socket',
    };
  }
}

const DOT = 46;
/** Titles of columns that no other tool prints. */
const ONLY_HERE = /^(?:Socket |Listen |Tcpcb |PCB|SADR|Proto +(?:Listen|Rexmit) )/;
const UPPER_A = 65;
const ANY_PEER: Endpoint = { address: '*', port: null };
const SHORT_OF_LOCAL = 'the line ends before the local address';
const CHANGED = /^Some \w+ sockets may have been /;
const KERNEL_ROW = /^ *(?:[0-9a-f]+ +)?(?:kevt|kctl|[0-9a-f]+) +-?[0-9a-f]/;
const OTHER_ROW = /^ *[0-9a-z]+ .*[0-9]/;
/** What netstat -ao of AIX prints under each socket. */
const AIX_OPTION =
  /^ +(?:so_options|so_special2?|so_state|so_error|q0len|timeo|sndbuf|rcvbuf|sb_flags|hiwat|TCP|mss|tcp_\w+|last_backoff|flags|IP)(?::|$)/;

/** The states of NetBSD with -An, cut to six letters (inet.c, shorttcpstates). */
const SHORT_STATES: Record<string, TcpState> = {
  SYNSEN: 'SYN-SENT',
  SYSRCV: 'SYN-RECEIVED',
  ESTABL: 'ESTABLISHED',
  CLWAIT: 'CLOSE-WAIT',
  FWAIT1: 'FIN-WAIT-1',
  CLOSNG: 'CLOSING',
  LASTAK: 'LAST-ACK',
  FWAIT2: 'FIN-WAIT-2',
  TMWAIT: 'TIME-WAIT',
};

function readBsdState(text: string): StateText {
  const state = Object.hasOwn(SHORT_STATES, text) ? SHORT_STATES[text] : undefined;
  return state === undefined ? readState(text) : { state, stateText: text };
}
