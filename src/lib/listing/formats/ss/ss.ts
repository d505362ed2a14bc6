/** `ss` of iproute2: rows with or without Netid and State, the details of -e, -i, -m, -o and -p, and wrapped lines. */

import { addressFamily } from '../../../address.ts';
import { parseEndpoint } from '../../../endpoint.ts';
import type { Endpoint, OS, Protocol, Socket } from '../../../socket.ts';
import {
  Endpoints,
  Fields,
  type Format,
  HEADER,
  Memory,
  NOBODY,
  type Reader,
  type Remark,
  unreadable,
} from '../../format.ts';
import {
  aside,
  hasEndpoints,
  isForeign,
  isHeader,
  isNetid,
  isState,
  NETIDS,
  NETLINK,
  NOT_ONLY_TCP,
  peerAfter,
  queueAt,
  readSsState,
  type SsRow,
} from './columns.ts';
import { protocolAsked, stateAsked } from './command.ts';
import { addDetails, isDetail, isSurelyDetail } from './details.ts';
import { goesOn, type Whole, Wrapping } from './wrapping.ts';

export const ss: Format = {
  id: 'ss',
  name: 'ss (iproute2)',
  // Netid, State, Recv-Q, a broken header, ss -s and messages, and the details of a row that is missing.
  begins: '?*`0123456789ABCEFILNPRSTUbcdefhimnprstuvwxy',
  recognise(text) {
    const first = text.charCodeAt(0);
    if (isHeader(text)) return 1;
    if (first !== BLANK && aside(text) !== null) return 0.6;
    const fields = new Fields();
    fields.scan(text);
    const queue = queueAt(fields);
    if (queue < 0) return isSurelyDetail(text) ? 0.4 : 0;
    if (fields.count < queue + 3) return 0.5;
    if (isState(fields, queue - 1)) return 0.95;
    // Without State the row has the look of other tools' rows, but for what only ss prints behind.
    if (text.includes(' users:((')) return 0.95;
    return hasEndpoints(fields, queue) ? 0.5 : 0;
  },
  reader: () => new SsReader(),
};

class SsReader implements Reader {
  readonly os: OS | null = 'linux';
  readonly #fields = new Fields();
  readonly #endpoints = new Endpoints(COLON, parseEndpoint);
  readonly #states = new Memory(readSsState, 64);
  /** the socket that details belong to */
  #last: Socket | null = null;
  readonly #wrapping = new Wrapping();
  /** lines ahead that were read with a row already */
  #taken = 0;
  #asked: Protocol | null = null;
  /** the one state that the command line asks for: its column is then missing */
  #askedState = '';
  /** sockets whose row names no protocol; the whole listing tells */
  #unnamed: Socket[] = [];
  #onlyTcp = false;
  #unconnected = false;
  /** sockets on `*`, which is IPv4 alone where an old ss prints it */
  #stars: Socket[] = [];
  #old = false;

  begin(command: string): void {
    this.#conclude();
    this.#last = null;
    this.#taken = 0;
    this.#wrapping.begin();
    this.#asked = protocolAsked(command);
    this.#askedState = stateAsked(command);
  }

  read(line: string, peek: (ahead: number) => string): Socket | Remark | null {
    if (this.#taken > 0) {
      this.#taken--;
      return { kind: 'detail', reason: 'the rest of the line above' };
    }
    const text = unglued(line);
    const fields = this.#fields;
    fields.scan(text);
    const queue = queueAt(fields);
    if (queue >= 0) return this.#row(text, queue, peek);
    if (isHeader(text)) {
      this.#conclude();
      this.#last = null;
      return HEADER;
    }
    if (this.#last !== null && isDetail(text)) {
      const whole = this.#wrapping.join({ text, taken: 0 }, 1, text.length, peek);
      this.#taken = whole.taken;
      this.#details(this.#last, whole.text, 0);
      return { kind: 'detail' };
    }
    if (isSurelyDetail(text)) return { kind: 'detail' };
    this.#last = null;
    const reason = aside(text);
    return reason === null ? null : unreadable(reason);
  }

  close(): void {
    this.#conclude();
  }

  #row(text: string, queue: number, peek: (ahead: number) => string): Socket | Remark | null {
    const fields = this.#fields;
    this.#last = null;
    const netid = isNetid(fields, 0) ? fields.at(0) : '';
    const state = isState(fields, queue - 1) ? fields.at(queue - 1) : '';
    const row = NETIDS[netid] ?? (fields.at(queue + 3) === '*' ? NETLINK : null);
    // net-tools and busybox print "udp 0 0 local remote 812/name", and their TCP rows have the state behind.
    if (state === '' && (!hasEndpoints(fields, queue) || isForeign(fields, queue + 4))) {
      return fields.count > queue + 3 && row?.reason ? unreadable(row.reason) : null;
    }
    if (row?.reason) return unreadable(row.reason);
    if (row?.shape === 'unix') return this.#finish({ text, taken: 0 }, this.#unix(text, queue, state), peek);
    if (fields.count < queue + 3) return unreadable('the line ends before the local address');
    if (row?.shape === 'packet') return this.#finish({ text, taken: 0 }, this.#packet(queue, state), peek);
    const whole = this.#joined(text, queue, peek);
    if (fields.count < queue + 4) return unreadable('the line ends before the peer address');
    return this.#finish(whole, this.#internet(whole.text, queue, row, state), peek);
  }

  /** Joins the line with the one below where a terminal broke it in the address columns; scans the result. */
  #joined(text: string, queue: number, peek: (ahead: number) => string): Whole {
    const fields = this.#fields;
    if (fields.count > queue + 4) return { text, taken: 0 };
    const complete = fields.count === queue + 4 && this.#endpoint(text, queue + 3) !== null;
    if (complete && text.endsWith(' ')) return { text, taken: 0 };
    const next = peek(1);
    const inside = goesOn(next);
    // Broken between two columns the rest is indented; a port is broken where digits alone follow, or details behind them.
    if (!inside && (complete || next.trim() === '' || !goesOn(next.trim()))) return { text, taken: 0 };
    if (complete && !/^\d{1,4}(?: *$| +(?:users|timer|ino|uid|sk):)/.test(next)) return { text, taken: 0 };
    for (const between of complete ? [''] : [' ', '']) {
      const whole = text.trimEnd() + between + next.trimStart();
      fields.scan(whole);
      if (
        fields.count > queue + 3 &&
        this.#endpoint(whole, queue + 2) !== null &&
        this.#endpoint(whole, queue + 3) !== null
      ) {
        if (between === '') this.#wrapping.broken(text.length);
        return { text: whole, taken: 1 };
      }
    }
    fields.scan(text);
    return { text, taken: 0 };
  }

  #endpoint(text: string, index: number) {
    return this.#endpoints.of(text, this.#fields.starts[index]!, this.#fields.ends[index]!);
  }

  #internet(text: string, queue: number, row: SsRow | null, printed: string): Reading {
    const fields = this.#fields;
    const local = this.#endpoint(text, queue + 2);
    if (local === null) return unreadable(`local address: ${this.#endpoints.problem}`);
    const remote = this.#endpoint(text, queue + 3);
    if (remote === null) return unreadable(`peer address: ${this.#endpoints.problem}`);
    const numbered = row?.shape === 'numbered' || (row === null && IP_PROTOCOLS.includes(local.service ?? ''));
    const protocol = row?.protocol ?? (numbered ? 'raw' : 'tcp');
    const socket = this.#socket(protocol, printed, queue);
    socket.local = numbered ? withoutPort(local) : local;
    socket.remote = numbered ? withoutPort(remote) : remote;
    socket.family = addressFamily(local.address) ?? addressFamily(remote.address);
    if (row === null && !numbered) this.#unnamed.push(socket);
    if (!NOT_ONLY_TCP.includes(printed)) this.#onlyTcp = true;
    if (printed === 'UNCONN') this.#unconnected = true;
    const star = local.address === '*';
    if (star && socket.family === null) this.#stars.push(socket);
    // Before iproute2 4.13 the wildcards were "*" for IPv4 and "::" without brackets for IPv6.
    if (text.charCodeAt(fields.starts[queue + 2]!) === COLON) this.#old = true;
    if (socket.family === 'ipv4' && !star && remote.address === '*') this.#old = true;
    return { socket, rest: queue + 4 };
  }

  #unix(text: string, queue: number, state: string): Reading {
    const fields = this.#fields;
    const name = queue + 2;
    const inode = peerAfter(fields, name, true) ?? peerAfter(fields, name, false);
    if (inode === null) return unreadable('this Unix socket has no inode, or its peer has none');
    const socket = this.#socket('unix', state, queue);
    socket.family = 'unix';
    const path = text.slice(fields.starts[name], fields.ends[inode - 1]);
    if (path !== '*') socket.path = path;
    if (fields.number(inode) > 0) socket.inode = fields.number(inode);
    if (fields.number(inode + 2) > 0) socket.peerInode = fields.number(inode + 2);
    return { socket, rest: inode + 3 };
  }

  /** Packet sockets see whole frames of one interface or of all: "*:eth0", "arp:*". */
  #packet(queue: number, state: string): Reading {
    const field = this.#fields.at(queue + 2);
    const zone = field.slice(field.lastIndexOf(':') + 1);
    const socket = this.#socket('other', state, queue);
    socket.local = zone === '*' ? { address: '*', port: null } : { address: '*', zone, port: null };
    return { socket, rest: queue + 4 };
  }

  #socket(protocol: Protocol, printed: string, queue: number): Socket {
    const fields = this.#fields;
    const socket: Socket = {
      protocol,
      family: null,
      local: null,
      remote: null,
      state: null,
      stateText: printed === '' ? undefined : printed,
      receiveQueue: fields.number(queue),
      sendQueue: fields.number(queue + 1),
      processes: NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    const word = printed === '' ? this.#askedState : printed;
    if (protocol === 'tcp' && word !== '') {
      const { state, stateText } = this.#states.of(word, 0, word.length);
      socket.state = state;
      socket.stateText = stateText;
    }
    return socket;
  }

  /** Reads what stands behind the addresses, with the lines below where a terminal broke it. */
  #finish(row: Whole, reading: Reading, peek: (ahead: number) => string): Socket | Remark {
    if (!('socket' in reading)) return reading;
    const { socket, rest } = reading;
    this.#last = socket;
    this.#taken = row.taken;
    if (rest >= this.#fields.count) return socket;
    const from = this.#fields.starts[rest]!;
    const width = row.taken === 0 ? row.text.length : peek(row.taken).length;
    const whole = this.#wrapping.join(row, from, width, peek);
    this.#taken = whole.taken;
    this.#details(socket, whole.text, from);
    return socket;
  }

  #details(socket: Socket, text: string, from: number): void {
    if (addDetails(socket, text, from)) this.#onlyTcp = true;
  }

  /** The listing is over: what no row said alone, all of them say together. */
  #conclude(): void {
    const seen = this.#onlyTcp ? 'tcp' : null;
    const protocol = this.#asked ?? seen ?? (this.#unconnected ? 'udp' : 'tcp');
    for (const socket of this.#unnamed) {
      if (protocol !== 'tcp') {
        socket.protocol = protocol;
        socket.stateText = socket.stateText ?? socket.state ?? undefined;
        socket.state = null;
      }
      if (protocol === 'raw') {
        socket.local = withoutPort(socket.local!);
        socket.remote = withoutPort(socket.remote!);
      }
      if (this.#asked === null && seen === null) socket.protocolAssumed = true;
    }
    if (this.#old) for (const socket of this.#stars) socket.family = 'ipv4';
    this.#unnamed = [];
    this.#stars = [];
    this.#onlyTcp = this.#unconnected = this.#old = false;
  }
}

/** A socket with the field behind its addresses, or why there is none. */
type Reading = { socket: Socket; rest: number } | Remark;

const BLANK = 32;
const COLON = 58;
/** Names in the place of the port that protocols(5) has and services(5) has not. */
const IP_PROTOCOLS = ['icmp', 'ipv6-icmp', 'igmp', 'ospf', 'gre', 'esp', 'ah', 'vrrp', 'pim'];

/** Parts the columns where ss 3 and 4 left no blank: `192.0.2.10:51734users:((…))`. */
function unglued(line: string): string {
  const users = line.indexOf('users:((');
  return users > 0 && line.charCodeAt(users - 1) !== BLANK ? `${line.slice(0, users)} ${line.slice(users)}` : line;
}

function withoutPort({ address, zone, named }: Endpoint): Endpoint {
  const endpoint: Endpoint = zone === undefined ? { address, port: null } : { address, zone, port: null };
  if (named) endpoint.named = true;
  return endpoint;
}
