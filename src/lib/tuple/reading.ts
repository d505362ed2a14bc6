/** What reading a row of tokens yields, and the pieces it is put together from. */

import { parsePort } from '../port.ts';
import type { Problem } from '../result.ts';
import { portOfService } from '../service-names.ts';
import { type Endpoint, type Protocol, type TcpState, tcpState } from '../socket.ts';
import { protocolOf, protocolOfNumber, type Token } from './tokens.ts';

/** Something to tell about a place in the text. */
export interface Remark extends Omit<Problem, 'line' | 'column'> {
  at: number;
}

/** An endpoint and where it stands. */
export interface Place {
  endpoint: Endpoint;
  at: number;
  portAt: number;
}

export interface Reading {
  ok: true;
  protocol: Protocol;
  protocolAt: number;
  local: Place;
  /** null: the line itself says that there is no remote side */
  remote: Place | null;
  state?: TcpState;
  remarks: Remark[];
}

/** Why there is no tuple; `weight` grows with what looked like one. */
export interface Refusal extends Remark {
  ok: false;
  weight: number;
}

/** Puts an address and its port together. */
export function placeOf(address: Token, port: Token | null): Place | Refusal {
  if (address.problem && address.kind !== 'E')
    return { ok: false, weight: 3, ...address.problem, at: address.at + address.problem.column - 1 };
  const own = address.endpoint ?? hostOf(address);
  if (own === null) return refusal(address, 'an IP address, a host name, or *', '');
  if (address.kind === 'E' || address.kind === 'G' || port === null)
    return { endpoint: own, at: address.at, portAt: address.at + Math.max(0, address.text.search(/[\w*-]+$/)) };
  const { text, kind, at } = port;
  if (kind === 'T') return { endpoint: own, at: address.at, portAt: at };
  if (/^\d+$/.test(text)) {
    const number = parsePort(text);
    if (!number.ok) return { ok: false, weight: 3, ...number.problem, at };
    return { endpoint: { ...own, port: number.value }, at: address.at, portAt: at };
  }
  return { endpoint: { ...own, port: portOfService(text), service: text }, at: address.at, portAt: at };
}

function hostOf({ text, kind }: Token): Endpoint | null {
  if (kind === 'T') return { address: '*', port: null };
  return !/^(?=.*[a-z])[\w.-]+$/i.test(text) ? null : { address: text, port: null, named: true };
}

export interface FoundProtocol {
  name: Protocol;
  at: number;
  remark?: Remark;
}

/** Finds the protocol: its key, its name before the tuple, its name anywhere, a word that only TCP has, its number. */
export function findProtocol(tokens: Token[], start: number, stop = start): FoundProtocol | null {
  for (const { key, text, at } of tokens)
    if (key?.part === 'protocol') {
      const name = protocolOf(text) ?? protocolOfNumber(text);
      if (name) return { name, at };
    }
  const named = tokens.slice(0, stop).find(({ kind }) => kind === 'P') ?? tokens.find(({ kind }) => kind === 'P');
  if (named) return { name: protocolOf(named.text)!, at: named.at };
  const flags = tokens.find(({ text }) => text === 'Flags'); // tcpdump: "Flags [S]"
  if (flags) return { name: 'tcp', at: flags.at };
  const number = [start === 1 ? tokens[0] : undefined, tokens[stop]].find(
    (token) => token?.kind === 'N' && protocolOfNumber(token.text),
  );
  if (number) return { name: protocolOfNumber(number.text)!, at: number.at };
  const letter = tokens[stop]; // Azure NSG flow logs: T or U
  if (letter && /^[TU]$/.test(letter.text)) return { name: letter.text === 'T' ? 'tcp' : 'udp', at: letter.at };
  const slip = tokens.slice(0, start).find(({ text }) => MISSPELT.has(sorted(text)));
  if (slip === undefined) return null;
  const name = MISSPELT.get(sorted(slip.text))!;
  const remark = {
    at: slip.at,
    found: `"${slip.text}"`,
    expected: 'a protocol such as TCP or UDP',
    hint: `It is read as ${name.toUpperCase()}.`,
  };
  return { name, at: slip.at, remark };
}

const sorted = (text: string): string => (text.length > 6 ? '' : [...text.toLowerCase()].sort().join(''));
const MISSPELT = /* @__PURE__ */ new Map(
  (['tcp', 'udp', 'sctp', 'dccp', 'icmp'] as const).map((name) => [sorted(name), name] as const),
);

/** Claims that a protocol of IP has no ports. */
export function isPortless(protocol: Protocol): boolean {
  return protocol === 'icmp' || protocol === 'raw' || protocol === 'other';
}

/** Puts a reading together; says so where the protocol is a guess. */
export function complete(tokens: Token[], local: Place, remote: Place | null, protocol: FoundProtocol | null): Reading {
  const stateToken = tokens.find(({ kind }) => kind === 'S') ?? tokens.find(({ key }) => key?.part === 'state');
  const state = stateToken && tcpState(stateToken.text.split(':')[0]!);
  const unconnected = tokens.some(({ kind }) => kind === 'U');
  const name = protocol?.name ?? (unconnected && !state ? 'udp' : 'tcp');
  const remarks: Remark[] = [];
  if (protocol?.remark) remarks.push(protocol.remark);
  if (protocol === null) {
    // "HTTP, 192.0.2.10, …": a word stands where the protocol would.
    const word = tokens[1]?.at === local.at && /[HW]/.test(tokens[0]!.kind) ? tokens[0]!.text : null;
    remarks.push({
      at: tokens[0]!.at,
      found: word === null ? 'no protocol' : `"${word}"`,
      expected: 'TCP, UDP or another before the addresses',
      hint: state
        ? `It is read as TCP, because ${state} is a state of TCP.`
        : name === 'udp'
          ? 'It is read as UDP: ss calls such a socket unconnected.'
          : 'It is read as TCP; the same ports under UDP would be another tuple.',
    });
  }
  return {
    ok: true,
    protocol: name,
    protocolAt: protocol?.at ?? tokens[0]!.at,
    local,
    remote,
    ...(state && name === 'tcp' && { state }),
    remarks,
  };
}

/** Claims that the line itself says that its socket has no remote side. */
export function listens(tokens: Token[]): boolean {
  return tokens.some(({ kind, text }) => kind === 'U' || (kind === 'S' && tcpState(text) === 'LISTEN'));
}

/** Refuses because of a token. */
export function refusal(token: Token, expected: string, hint: string): Refusal {
  return { ok: false, at: token.at, found: `"${token.text}"`, expected, hint, weight: 1 };
}

/** Refuses because the text ends too early. */
export function missing(at: number, expected: string, hint: string): Refusal {
  return { ok: false, at, found: 'nothing more', expected, hint, weight: 1 };
}
