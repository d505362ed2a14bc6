/** IP addresses: reading them, writing them in one form, and what part of the world each speaks of. */

import { failure, type Problem } from './result.ts';
import type { Family } from './socket.ts';

/**
 * Reads an IPv4 or IPv6 address and returns it in one form, or null for what is none.
 *
 * IPv4 must be four decimal parts: `127.1` and `010.0.0.1` mean different things to different programs and are refused.
 * IPv6 comes back in RFC 5952 form; IPv4-mapped addresses keep their dotted part (RFC 5952, section 5).
 *
 * @param text without port, brackets and zone
 * @example parseAddress('2001:DB8:0:0::1') // '2001:db8::1'
 * @example parseAddress('::ffff:c0a8:105') // '::ffff:192.168.1.5'
 * @example parseAddress('256.1.1.1') // null
 */
export function parseAddress(text: string): string | null {
  if (IPV4.test(text)) return text;
  const groups = ipv6Groups(text);
  return groups === null ? null : formatIpv6(groups);
}

/**
 * Says what is wrong with text that `parseAddress` refuses; the column is that of the first part that does not fit.
 *
 * @param text without port, brackets and zone
 * @see RFC 6943 section 3.1.1 on the spellings of IPv4 addresses; RFC 4291 section 2.2
 * @example addressProblem('10.0.0.256').column // 8
 */
export function addressProblem(text: string): Problem {
  const [at, hint] = /^[\d.]+$/.test(text) ? ipv4Slip(text) : text.includes(':') ? ipv6Slip(text) : [0, ''];
  return failure({
    column: at + 1,
    found: `"${text}"`,
    expected: 'an IP address, a host name, or *',
    hint,
  }).problem;
}

/**
 * Tells the family of an address in the form that `parseAddress` returns; null for `*` and host names.
 *
 * @example addressFamily('::1') // 'ipv6'
 */
export function addressFamily(address: string): Family | null {
  if (address.includes(':')) return 'ipv6';
  return IPV4.test(address) ? 'ipv4' : null;
}

/** Claims that the address stands for "every address of this machine": `0.0.0.0`, `::`, or a bare star. */
export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::' || address === '*';
}

/** Returns the dotted part of an IPv4-mapped IPv6 address, else null. @example mappedAddress('::ffff:10.0.0.5') // '10.0.0.5' */
export function mappedAddress(address: string): string | null {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : null;
}

/** Where an address is valid, in the words of RFC 6890 and the IANA special-purpose registries. */
export type Scope =
  | 'wildcard'
  | 'loopback'
  | 'link-local'
  | 'private'
  | 'shared'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'public';

/** What each scope means, in one sentence for the reader. */
export const SCOPE_MEANINGS: Record<Scope, string> = {
  wildcard: 'every address of this machine',
  loopback: 'this machine only; never on a wire',
  'link-local': 'the directly attached network only',
  private: 'an internal network; not routed on the Internet',
  shared: 'between a provider and its customers (carrier-grade NAT)',
  documentation: 'reserved for examples; no machine has it',
  benchmarking: 'reserved for tests of network devices',
  multicast: 'a group of receivers',
  broadcast: 'every machine on the attached network',
  reserved: 'reserved; not in use for ordinary traffic',
  public: 'reachable on the Internet, if nothing filters it',
};

/**
 * Tells the scope of an address in the form that `parseAddress` returns; null for host names.
 * An IPv4-mapped address has the scope of the IPv4 address in it.
 *
 * @example addressScope('192.168.1.5') // 'private'
 * @example addressScope('2001:db8::10') // 'documentation'
 * @example addressScope('93.184.216.34') // 'public'
 */
export function addressScope(address: string): Scope | null {
  if (isWildcard(address)) return 'wildcard';
  const text = mappedAddress(address) ?? address;
  const groups = IPV4.test(text) ? ipv4Groups(text) : ipv6Groups(text);
  if (groups === null) return null;
  return NETWORKS.find((network) => contains(network, groups))?.scope ?? 'public';
}

/** An address as 16-bit groups: two for IPv4, eight for IPv6. */
type Groups = number[];

function ipv4Groups(text: string): Groups {
  const [a, b, c, d] = text.split('.').map(Number) as [number, number, number, number];
  return [a * 256 + b, c * 256 + d];
}

/** Reads the spellings of RFC 4291 section 2.2: eight groups, `::` once for one group or more, a dotted end. */
function ipv6Groups(text: string): Groups | null {
  if (!MAYBE_IPV6.test(text)) return null;
  const [head, tail, more] = text.split('::');
  const before = readGroups(head!, tail === undefined);
  const after = tail === undefined ? [] : readGroups(tail, true);
  if (before === null || after === null || more !== undefined) return null;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  return [...before, ...new Array<number>(missing).fill(0), ...after];
}

/** Reads groups between colons; the last may be an IPv4 address where the address ends. */
function readGroups(text: string, atEnd: boolean): Groups | null {
  if (text === '') return [];
  const groups: Groups = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else if (atEnd && index === parts.length - 1 && IPV4.test(part)) groups.push(...ipv4Groups(part));
    else return null;
  }
  return groups;
}

/** Writes the form of RFC 5952: lower case, no leading zeros, `::` for the longest run of zeros, the first of equals. */
function formatIpv6(groups: Groups): string {
  if (groups.slice(0, 6).every((group, index) => group === (index === 5 ? 0xffff : 0))) {
    return `::ffff:${groups
      .slice(6)
      .map((group) => `${group >> 8}.${group & 255}`)
      .join('.')}`;
  }
  let [start, length] = [0, 1];
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
    at = Math.max(at, end);
  }
  const write = (part: Groups) => part.map((group) => group.toString(16)).join(':');
  return length > 1 ? `${write(groups.slice(0, start))}::${write(groups.slice(start + length))}` : write(groups);
}

/** A network: its first address, and for each group the bits that its addresses share. */
interface Network {
  prefix: Groups;
  mask: Groups;
  scope: Scope;
}

function contains({ prefix, mask }: Network, groups: Groups): boolean {
  if (prefix.length !== groups.length) return false;
  for (let at = 0; at < prefix.length; at++) if ((prefix[at]! ^ groups[at]!) & mask[at]!) return false;
  return true;
}

/** Reads a network written as address/bits. */
function readNetwork(text: string, scope: Scope): Network {
  const [start, bits] = text.split('/') as [string, string];
  const prefix = IPV4.test(start) ? ipv4Groups(start) : ipv6Groups(start)!;
  const mask = prefix.map((_, at) => 0xffff & (0xffff << Math.min(16, Math.max(0, 16 * (at + 1) - Number(bits)))));
  return { prefix, mask, scope };
}

/** Finds the first part of a dotted address that is none: place and rule. */
function ipv4Slip(text: string): [at: number, hint: string] {
  const parts = text.split('.');
  let at = 0;
  for (const part of parts.slice(0, 4)) {
    if (part === '' || Number(part) > 255)
      return [at, 'Each of the four parts of an IPv4 address is a number from 0 to 255.'];
    if (/^0\d/.test(part))
      return [at, 'A part of an IPv4 address has no leading zero: some programs read it as octal.'];
    at += part.length + 1;
  }
  return [Math.min(at, text.length), `An IPv4 address has four parts; here are ${parts.length}.`];
}

/** Finds the first group of an IPv6 address that is none: place and rule. */
function ipv6Slip(text: string): [at: number, hint: string] {
  const stranger = text.search(/[^0-9a-f:.]/i);
  if (stranger >= 0) return [stranger, 'An IPv6 address has groups of hexadecimal digits, 0 to 9 and a to f.'];
  const long = /(?<![0-9a-f])[0-9a-f]{5,}/i.exec(text);
  if (long) return [long.index, 'A group of an IPv6 address has at most four hexadecimal digits.'];
  const first = text.indexOf('::');
  const second = first < 0 ? -1 : text.indexOf('::', first + 1);
  if (second >= 0) return [second, 'In an IPv6 address :: may stand once.'];
  return [0, 'An IPv6 address has eight groups of hexadecimal digits; :: may stand once for groups of zeros.'];
}

/** What can only be an IPv6 address, told quickly where a long text is searched for addresses. */
const MAYBE_IPV6 = /^(?=.*::|(?:[^:]*:){6})[0-9a-f:.]{2,45}$/i;

const GROUP = /^[0-9a-f]{1,4}$/i;

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** First match wins. Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries and the RFC of each row. */
const SCOPES: readonly (readonly [network: string, scope: Scope, source: string])[] = [
  ['127.0.0.0/8', 'loopback', 'RFC 1122 section 3.2.1.3'],
  ['10.0.0.0/8', 'private', 'RFC 1918'],
  ['172.16.0.0/12', 'private', 'RFC 1918'],
  ['192.168.0.0/16', 'private', 'RFC 1918'],
  ['100.64.0.0/10', 'shared', 'RFC 6598'],
  ['169.254.0.0/16', 'link-local', 'RFC 3927'],
  ['192.0.2.0/24', 'documentation', 'RFC 5737'],
  ['198.51.100.0/24', 'documentation', 'RFC 5737'],
  ['203.0.113.0/24', 'documentation', 'RFC 5737'],
  ['198.18.0.0/15', 'benchmarking', 'RFC 2544'],
  ['224.0.0.0/4', 'multicast', 'RFC 5771'],
  ['255.255.255.255/32', 'broadcast', 'RFC 8190'],
  ['240.0.0.0/4', 'reserved', 'RFC 1112 section 4'],
  ['0.0.0.0/8', 'reserved', 'RFC 791 section 3.2'],
  ['::1/128', 'loopback', 'RFC 4291 section 2.5.3'],
  ['fe80::/10', 'link-local', 'RFC 4291 section 2.5.6'],
  ['fc00::/7', 'private', 'RFC 4193'],
  ['2001:db8::/32', 'documentation', 'RFC 3849'],
  ['3fff::/20', 'documentation', 'RFC 9637'],
  ['2001:2::/48', 'benchmarking', 'RFC 5180'],
  ['ff00::/8', 'multicast', 'RFC 4291 section 2.7'],
  ['100::/64', 'reserved', 'RFC 6666'],
  ['fec0::/10', 'reserved', 'RFC 3879'],
];

const NETWORKS = /* @__PURE__ */ SCOPES.map(([network, scope]) => readNetwork(network, scope));
