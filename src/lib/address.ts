/** IP addresses: reading them, writing them in one form, and what part of the world each speaks of. */

import ipaddr from 'ipaddr.js';
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
  if (!text.includes(':') || !/^[0-9a-f:.]+$/i.test(text) || !ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? `::ffff:${address.toIPv4Address()}` : address.toRFC5952String();
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
  if (addressFamily(text) === null) return null;
  const parsed = ipaddr.parse(text);
  const row = SCOPES.find(([network]) => {
    const [start, bits] = ipaddr.parseCIDR(network);
    return start.kind() === parsed.kind() && parsed.match(start, bits);
  });
  return row ? row[1] : 'public';
}

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
