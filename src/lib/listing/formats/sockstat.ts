/** `sockstat` of FreeBSD: Internet and Unix sockets with their processes, and the columns of -s, -f, -i, -U, -S and -C. */

import { parseEndpoint } from '../../endpoint.ts';
import { type Family, type OS, type Process, type Protocol, type Socket, tcpState } from '../../socket.ts';
import { Fields, type Format, HEADER, NOBODY, type Reader, type Remark, readState, unreadable } from '../format.ts';

/**
 * Without -s no state is printed; a TCP socket without a peer then counts as listening, as for `sockstat -l` itself.
 *
 * @see sockstat(1); FreeBSD usr.bin/sockstat/sockstat.c, displaysock
 */
export const sockstat: Format = {
  id: 'sockstat',
  name: 'sockstat (FreeBSD)',
  // Rows begin with a user.
  begins: 'abcdefghijklmnopqrstuvwxyz_?0123456789U',
  recognise(text) {
    if (isTitles(text)) return 1;
    // A row has the number of the process, that of the descriptor (or "?" for both), then the protocol.
    if (!/^[a-z0-9_?]/.test(text) || !ROW.test(text)) return 0;
    const fields = new Fields();
    fields.scan(text);
    const row = rowOf(fields);
    return row === null || (row.protocol === 'unix' && !UNIX_END.test(fields.at(row.first))) ? 0 : 0.9;
  },
  reader: () => new SockstatReader(),
};

const ROW = /(?: \d+ +\d+| \? +\?) +(?:(?:tcp|toe|udp|udplite|sctp|div|divert|icmp)(?:46?|6)|stream|dgram|seqpack?) /;

/** What may stand behind the type of a Unix socket: a path, an arrow, or "(not connected)". */
const UNIX_END = /^(?:\/|->|<-|\(not)/;
/** The name of a user, its number where it has none, or that it is not known. */
const USER = /^(?:\?|[a-z0-9_][\w.$-]*)$/;

const PROTOCOLS: Record<string, Protocol> = {
  tcp: 'tcp',
  toe: 'tcp', // a TCP connection that the network card handles
  udp: 'udp',
  udplite: 'udplite',
  sctp: 'sctp',
  div: 'raw',
  divert: 'raw',
  icmp: 'icmp',
  stream: 'unix',
  dgram: 'unix',
  seqpac: 'unix',
  seqpack: 'unix',
};

const FAMILIES: Record<string, Family | null> = { '4': 'ipv4', '6': 'ipv6', '46': null };

class SockstatReader implements Reader {
  readonly os: OS | null = 'freebsd';
  readonly #fields = new Fields();

  begin(): void {}

  read(text: string): Socket | Remark | null {
    if (isTitles(text)) return HEADER;
    const fields = this.#fields;
    fields.scan(text);
    const row = rowOf(fields);
    if (row === null)
      return FURTHER_ADDRESSES.test(text) ? { kind: 'detail', reason: 'further addresses of an SCTP socket' } : null;
    if (row.protocol === 'unix') return UNIX_END.test(fields.at(row.first)) ? this.#unix(row) : null;
    return this.#internet(row);
  }

  #internet({ protocol, family, first, processes }: Row): Socket | Remark {
    const fields = this.#fields;
    if (fields.count < first + 2) return unreadable('the line ends before the foreign address');
    const local = parseEndpoint(fields.at(first));
    const remote = parseEndpoint(fields.at(first + 1));
    if (!local.ok) return unreadable(`local address: found ${local.problem.found}, expected ${local.problem.expected}`);
    if (!remote.ok)
      return unreadable(`foreign address: found ${remote.problem.found}, expected ${remote.problem.expected}`);
    const socket = emptySocket(protocol, family, processes);
    socket.local = local.value;
    socket.remote = remote.value;
    const word = this.#stateWord(first + 2);
    if (protocol !== 'tcp') socket.stateText = word;
    else if (word !== undefined) Object.assign(socket, readState(word));
    else if (remote.value.address === '*' && remote.value.port === null && local.value.port !== null)
      socket.state = 'LISTEN';
    return socket;
  }

  /** The connection's state stands behind the columns of numbers, for SCTP behind the state of the path too. */
  #stateWord(from: number): string | undefined {
    let found: string | undefined;
    for (let index = from; index < this.#fields.count; index++) {
      const word = this.#fields.at(index);
      if (tcpState(word) !== null || SCTP_STATE.test(word)) found = word;
    }
    return found;
  }

  /** "/var/run/devd.pipe", "-> /var/run/log", "/tmp/a -> [812 5]", "/tmp/a <- [1 2],[3 4]", "(not connected)". */
  #unix({ protocol, processes, first }: Row): Socket {
    const socket = emptySocket(protocol, 'unix', processes);
    const rest = withoutNumbers(this.#fields.from(first));
    const arrow = /(?:^| )(?:->|<-)(?: |$)/.exec(rest);
    const path = arrow === null ? rest : rest.slice(0, arrow.index);
    if (rest === '(not connected)') socket.stateText = rest;
    else if (path !== '') socket.path = path;
    if (arrow !== null) socket.stateText = rest.slice(arrow.index).trim();
    return socket;
  }
}

const SCTP_STATE = /^(?:BOUND|COOKIE_(?:WAIT|ECHOED)|SHUTDOWN_[A-Z_]+|UNKNOWN)$/;
/** The second and later addresses of a multi-homed SCTP socket stand alone under the address columns. */
const FURTHER_ADDRESSES = /^ {30,}\S+:\S+/;

interface Row {
  protocol: Protocol;
  family: Family | null;
  processes: Process[];
  /** the field behind the protocol */
  first: number;
}

/** Finds process, descriptor and protocol: names of users and commands may hold blanks, so they are sought. */
function rowOf(fields: Fields): Row | null {
  if (!USER.test(fields.at(0))) return null;
  for (let index = 4; index < fields.count && index < 12; index++) {
    const word = fields.at(index);
    const [, letters = '', digits = ''] = /^([a-z]+?)(46|4|6)?$/.exec(word) ?? [];
    const protocol = Object.hasOwn(PROTOCOLS, letters) ? PROTOCOLS[letters] : undefined;
    // Internet protocols always have the digits of their family.
    if (
      protocol === undefined ||
      (protocol === 'unix') !== (digits === '') ||
      !isNumberOrUnknown(fields, index - 1) ||
      !isNumberOrUnknown(fields, index - 2)
    )
      continue;
    return {
      protocol,
      family: protocol === 'unix' ? 'unix' : (FAMILIES[digits] ?? null),
      processes: processOf(fields, index),
      first: index + 1,
    };
  }
  return null;
}

function isNumberOrUnknown(fields: Fields, index: number): boolean {
  return fields.number(index) >= 0 || fields.at(index) === '?';
}

/** A question mark stands for what is not known: connections in TIME-WAIT have no process. */
function processOf(fields: Fields, protocol: number): Process[] {
  const pid = fields.number(protocol - 2);
  if (pid < 0) return NOBODY;
  const user = fields.at(0);
  const name = fields.text.slice(fields.starts[1]!, fields.ends[protocol - 3]!);
  const fd = fields.number(protocol - 1);
  const process: Process = { pid };
  if (name !== '?' && name !== '??') process.name = name;
  if (fd >= 0) process.fd = fd;
  if (user !== '?') process.user = user;
  return [process];
}

/** With -f the number of the routing table stands behind the path, several blanks apart. */
function withoutNumbers(text: string): string {
  const gap = text.lastIndexOf('  ');
  return gap >= 0 && /^ +\d+$/.test(text.slice(gap)) ? text.slice(0, gap).trimEnd() : text;
}

function emptySocket(protocol: Protocol, family: Family | null, processes: Process[]): Socket {
  return {
    protocol,
    family,
    local: null,
    remote: null,
    state: null,
    stateText: undefined,
    processes,
    line: 0,
    lines: 1,
    raw: '',
  };
}

function isTitles(text: string): boolean {
  return text.startsWith('USER ') && text.includes(' PROTO ') && text.includes('LOCAL ADDRESS');
}
