/** Cuts text into tokens and says what part of a tuple each may be. */

import { addressProblem, parseAddress } from '../address.ts';
import { parseEndpoint } from '../endpoint.ts';
import { HIGHEST_PORT } from '../port.ts';
import type { Problem } from '../result.ts';
import { portOfService } from '../service-names.ts';
import { type Endpoint, type Protocol, tcpState } from '../socket.ts';
import { type Key, readKey } from './keys.ts';

/**
 * What a token may be, one letter each, so that a line has a shape that a regular expression can search:
 * address, endpoint, number, service name, protocol, state, unconnected, `*` (T), host name,
 * name with port (G), number too big for a port (B), malformed address (Z) or endpoint (Y),
 * arrows `>` and `<`, a translated address in parentheses (x), anything else (.).
 */
export type Kind = 'A' | 'E' | 'N' | 'W' | 'P' | 'S' | 'U' | 'T' | 'H' | 'G' | 'B' | 'Z' | 'Y' | '>' | '<' | 'x' | '.';

export interface Token {
  kind: Kind;
  text: string;
  /** offset in the scanned text */
  at: number;
  key?: Key;
  /** of an address without port, and of an endpoint */
  endpoint?: Endpoint;
  /** of a malformed token; the column counts within it */
  problem?: Problem;
}

/** A host name has at most 253 characters (RFC 1035 section 2.3.4); with zone and port no token of interest is longer than this. */
const LONGEST_TOKEN = 300;

const ARROW = /^(?:<?[-=]*>|<[-=]*|[→⇒↔⇔⟶←⇐⟵]|[-–—]+)$/;
const PIECE =
  /<?[-=]{1,3}>|<[-=]{0,3}>?|[>→⇒↔⇔⟶←⇐⟵]|\[[\w:.%-]+\](?:%[\w.-]+)?(?:[:.](?:\d+|\*|[a-z](?:\w|-(?=\w))*))?|(?:(?![-=]{1,3}>|(?<=:\d{1,5})-)[^\s,;|"'`<>(){}[\]=→⇒↔⇔⟶←⇐⟵/\\#])+/gi;

/** Reads the whole text as one row of tokens; the cost grows with its length and no faster. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let last: Key | null = null;
  let keyEnd = 0;
  const piece = new RegExp(PIECE);
  for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
    const { index: at, 0: word } = match;
    if (/^[<>]$/.test(word) && isBlank(text[at - 1]) !== isBlank(text[at + 1])) continue; // "<TCP, …>": brackets, no arrows
    const found: { key: Key; end: number } | null = readKey(text, at, last);
    if (found) {
      last = found.key;
      keyEnd = piece.lastIndex = found.end;
      continue;
    }
    // "src=" with nothing behind it has no value: the next word is another matter.
    const keyed: Key | undefined =
      last && keyEnd > 0 && /^["'`({[<]*$/.test(text.slice(keyEnd, Math.min(at, keyEnd + 9))) ? last : undefined;
    keyEnd = 0;
    if (keyed && text[piece.lastIndex] === '(') continue; // laddr=addr(ip=…: the value is inside
    for (const token of classify(word, at)) push(tokens, token, keyed, text);
  }
  return tokens;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /[\s,;|]/.test(character);
}

/** Adds a token, as what it can still be beside its key and its neighbours. */
function push(tokens: Token[], token: Token, key: Key | undefined, text: string) {
  if (/^ports?$/i.test(token.text)) return;
  const before = tokens.at(-1);
  if (key) token.key = key;
  if (key?.part === 'other' && !/[AEYZ]/.test(token.kind)) token.kind = '.';
  // A state is printed in capitals; "closed" in a sentence is a word.
  if (token.kind === 'S' && !key && token.text === token.text.toLowerCase()) token.kind = 'H';
  // "198.51.100.7:51734 (10.0.0.5:51734)": firewalls print the translated address in parentheses behind the real one.
  const gap = before ? text.slice(before.at + before.text.length, token.at) : '';
  if (/[AE]/.test(token.kind) && before && /[AEN]/.test(before.kind) && /^\s*\($/.test(gap)) token.kind = 'x';
  if (token.kind === 'N' && before?.kind === 'x' && gap === '/') token.kind = 'x';
  tokens.push(token);
}

/** Says what a word is; a word with a prefix (`tcp:`, `outside:`) is two tokens. */
function classify(word: string, at: number, prefixed = true): Token[] {
  const text = word.length > LONGEST_TOKEN ? word : word.replace(/(?<=[^:]):$|(?<=[^.])\.$/, '');
  const token = (kind: Kind, more: Partial<Token> = {}): Token[] => [{ kind, text, at, ...more }];
  if (ARROW.test(text))
    return /^(?:<[-=]*|[←⇐⟵])$/.test(text)
      ? token('<')
      : /[>→⇒⟶]/.test(text) && !text.startsWith('<')
        ? token('>')
        : token('.');
  if (/^\d+$/.test(text)) return token(Number(text) <= HIGHEST_PORT ? 'N' : 'B');
  if (text.length > LONGEST_TOKEN || !/[\w*]|^::$/.test(text)) return token('.');
  if (text === '*') return token('T');
  if (protocolOf(text)) return token('P');
  if (tcpState(text.split(':')[0]!)) return token('S'); // pfctl: both sides' states, "ESTABLISHED:ESTABLISHED"
  if (/^unconn$/i.test(text)) return token('U');
  const bare = readAddress(text);
  if (bare) return token('A', { endpoint: bare });
  if (/^\d+(?:\.\d+){2,3}$/.test(text)) return token('Z', { problem: addressProblem(text) });
  return (
    withPort(text, at, prefixed) ??
    token(portOfService(text) === null ? (/^[a-z_][\w.-]*$/i.test(text) ? 'H' : '.') : 'W')
  );
}

/** Reads a word with a colon or a dot in it as an endpoint, whole or behind a prefix. */
function withPort(text: string, at: number, prefixed: boolean): Token[] | null {
  const split = prefixed ? /^[a-z][\w-]*:(?=[^:])/i.exec(text) : null;
  if (split) {
    const rest = classify(text.slice(split[0].length), at + split[0].length, false);
    if (/[AE]/.test(rest[0]!.kind)) return [...classify(split[0], at), ...rest];
  }
  if (!/[:.]/.test(text)) return null;
  const endpoint = parseEndpoint(text);
  if (!endpoint.ok) {
    const { problem } = endpoint;
    const resembles =
      problem.column > 1 ? problem.column <= text.length : /^\[|::|^\d+(?:\.\d+){3}|^(?:[\da-f]{0,4}:){4}/i.test(text);
    return resembles && !MAC.test(text) ? [{ kind: 'Y', text, at, problem }] : null;
  }
  const { named, port } = endpoint.value;
  if (named && port === null) return null;
  return [{ kind: named ? 'G' : 'E', text, at, endpoint: endpoint.value }];
}

const MAC = /^(?:[\da-f]{2}:)+[\da-f]{2}$/i;

/** Reads an address without a port, with brackets and zone as it comes. */
function readAddress(text: string): Endpoint | null {
  const [, bare = '', zone] = /^\[?([^%[\]]*)\]?(?:%([^\]]*))?\]?$/.exec(text) ?? [];
  const address = parseAddress(bare);
  // A zone that ends in a port is an endpoint's: "fe80::1%lo0.546", "0.0.0.0%virbr0:67".
  if (address === null || (zone && /[:.]/.test(zone))) return null;
  return zone ? { address, zone, port: null } : { address, port: null };
}

/** Names a protocol by any tool's word for it, or by its IANA number; null for what is none. */
export function protocolOf(text: string): Protocol | null {
  const name = text.toLowerCase().replace(/(?<=[a-z])(?:v?[46]|46)$/, '');
  return PROTOCOLS.get(name) ?? null;
}

/** The same by number (IANA Protocol Numbers). */
export function protocolOfNumber(text: string): Protocol | null {
  return PROTOCOLS.get(`#${text}`) ?? null;
}

/** Names and `#numbers`, without the 4 or 6 that tools append. */
const PROTOCOLS = /* @__PURE__ */ new Map(
  Object.entries({
    tcp: 'tcp #6',
    udp: 'udp #17 quic',
    udplite: 'udplite udpl udp-lite #136',
    sctp: 'sctp #132',
    dccp: 'dccp #33',
    icmp: 'icmp ipv6-icmp icmp-ipv #1 #58',
    raw: 'raw',
    unix: 'unix u_str u_dgr u_seq',
    other: 'igmp gre esp ah ospf vrrp #2 #47 #50 #51 #89 #112',
  }).flatMap(([protocol, words]) => words.split(' ').map((word) => [word, protocol as Protocol] as const)),
);
