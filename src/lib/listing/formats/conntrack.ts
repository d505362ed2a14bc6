/** `conntrack -L`, `-E` and /proc/net/nf_conntrack: the connections that Linux follows, with what NAT made of each. */

import { addressFamily, parseAddress } from '../../address.ts';
import { parsePort } from '../../port.ts';
import type { Endpoint, OS, Protocol, Socket, TcpState } from '../../socket.ts';
import { type Format, NOBODY, type Reader, type Remark, readState, unreadable } from '../format.ts';

/**
 * An entry is a connection as its first packet had it (the original direction), whoever its ends are: this machine's
 * own or one that it forwards. `stateText` keeps the flags and tells where NAT makes the reply come another way.
 *
 * @see conntrack(8); Linux net/netfilter/nf_conntrack_standalone.c for the order of the fields
 */
export const conntrack: Format = {
  id: 'conntrack',
  name: 'conntrack (Linux connection tracking)',
  begins: 'abcdefghijklmnopqrstuvwxyz[',
  recognise(text) {
    if (SUMMARY.test(text)) return 1;
    return text.includes(' src=') && DIRECTION.test(text) && ENTRY.test(text) ? 0.95 : 0;
  },
  reader: () => new ConntrackReader(),
};

/** Time of -o timestamp and kind of -E; then the network protocol of -o extended; then the protocol, its number, and what follows. */
const ENTRY =
  /^ *(?:\[\d+\.\d+\] *)?(?:\[(NEW|UPDATE|DESTROY)\] *)?(?:(?:ipv4|ipv6|unknown) +\d+ +)?([a-z][a-z0-9-]*) +(\d+) +(.*)$/;
/** A program's name may hold " src=" as well; a direction always goes on. */
const DIRECTION = / src=\S+ dst=/;
const SUMMARY = /^conntrack v[\d.]+ \(conntrack-tools\): \d+ .*have been (?:shown|deleted|updated)/;

/** IANA's numbers: the word is the kernel's and "unknown" where it has no module for it. */
const PROTOCOLS: Record<string, Protocol> = {
  1: 'icmp',
  6: 'tcp',
  17: 'udp',
  33: 'dccp',
  58: 'icmp',
  132: 'sctp',
  136: 'udplite',
};

class ConntrackReader implements Reader {
  readonly os: OS | null = 'linux';

  begin(): void {}

  read(text: string): Socket | Remark | null {
    if (SUMMARY.test(text)) return { kind: 'header', reason: 'how many entries conntrack has shown' };
    const entry = ENTRY.exec(text);
    if (entry === null || !text.includes(' src=')) return null;
    const [, event, , number, rest] = entry as unknown as [string, string | undefined, string, string, string];
    const protocol = PROTOCOLS[number] ?? 'other';
    const flow = readFlow(rest);
    if (typeof flow === 'string') return unreadable(flow);
    const { original, reply } = flow;
    const printed = protocol === 'tcp' ? stateOf(flow.state) : { state: null, stateText: flow.state };
    const notes = [printed.stateText ?? printed.state ?? '', ...flow.flags.map((flag) => `[${flag}]`)];
    if (event !== undefined) notes.unshift(`[${event}]`);
    const translation = reply === null ? '' : translationOf(original, reply);
    const stateText = [notes.filter((note) => note !== '').join(' '), translation]
      .filter((note) => note !== '')
      .join(', ');
    const socket: Socket = {
      protocol,
      family: addressFamily(original.source.address),
      local: original.source,
      remote: original.destination,
      state: printed.state,
      stateText: stateText === printed.state || stateText === '' ? undefined : stateText,
      processes: NOBODY,
      line: 0,
      lines: 1,
      raw: '',
    };
    if (flow.timer !== undefined) socket.timer = flow.timer;
    return socket;
  }
}

/** One direction of a flow. */
interface Direction {
  source: Endpoint;
  destination: Endpoint;
}

interface Flow {
  original: Direction;
  reply: Direction | null;
  state: string | undefined;
  /** seconds until the entry is forgotten, as printed */
  timer: string | undefined;
  flags: string[];
}

/** Reads what follows the protocol: timer, state, both directions with flags between them; or says what is wrong. */
function readFlow(text: string): Flow | string {
  let state: string | undefined;
  let timer: string | undefined;
  const flags: string[] = [];
  const directions: Record<string, string>[] = [];
  for (const word of text.split(' ')) {
    const equals = word.indexOf('=');
    const key = equals < 0 ? '' : word.slice(0, equals);
    if (key === 'src') directions.push({});
    const direction = directions.at(-1);
    if (direction !== undefined && key !== '' && direction[key] === undefined) direction[key] = word.slice(equals + 1);
    else if (word.startsWith('[') && word.endsWith(']')) flags.push(word.slice(1, -1));
    else if (direction === undefined && /^\d+$/.test(word)) timer ??= word;
    else if (direction === undefined && /^[A-Z][A-Z_0-9]*$/.test(word)) state ??= word;
  }
  const [first, second] = directions;
  const original = readDirection(first ?? {}, 'original');
  if (typeof original === 'string') return original;
  const reply = second === undefined ? null : readDirection(second, 'reply');
  if (typeof reply === 'string') return reply;
  return { original, reply, state, timer, flags };
}

function readDirection({ src, dst, sport, dport }: Record<string, string>, name: string): Direction | string {
  const source = readSide(src, sport);
  const destination = readSide(dst, dport);
  if (source === null)
    return `${name} direction: found ${told(src, sport)}, expected src= and sport= with an address and a port`;
  if (destination === null)
    return `${name} direction: found ${told(dst, dport)}, expected dst= and dport= with an address and a port`;
  return { source, destination };
}

function told(address: string | undefined, port: string | undefined): string {
  return address === undefined ? 'nothing' : `"${address}"${port === undefined ? '' : ` and "${port}"`}`;
}

/** Protocols without ports (ICMP, GRE) have an address alone. */
function readSide(address: string | undefined, port: string | undefined): Endpoint | null {
  const read = address === undefined ? null : parseAddress(address);
  if (read === null) return null;
  if (port === undefined) return { address: read, port: null };
  const number = parsePort(port);
  return number.ok ? { address: read, port: number.value } : null;
}

/** Netfilter knows one FIN_WAIT for both of the standard's, and SYN_SENT2 for a simultaneous open (nf_conntrack_proto_tcp.c). */
function stateOf(word: string | undefined): { state: TcpState | null; stateText: string | undefined } {
  return word === undefined ? { state: null, stateText: undefined } : readState(word);
}

/** Says how the reply's addresses differ from the original's turned round; empty where no NAT is at work. */
function translationOf(original: Direction, reply: Direction): string {
  const told: string[] = [];
  if (!isSame(reply.source, original.destination)) told.push(`answered by ${write(reply.source)}`);
  if (!isSame(reply.destination, original.source)) told.push(`seen there as ${write(reply.destination)}`);
  return told.length === 0 ? '' : `NAT: ${told.join(', ')}`;
}

function isSame(one: Endpoint, other: Endpoint): boolean {
  return one.address === other.address && one.port === other.port;
}

function write({ address, port }: Endpoint): string {
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
