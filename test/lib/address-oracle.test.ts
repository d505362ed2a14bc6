/** Our reading of addresses, held against the URL standard's and against the address lists of Node. */

import { BlockList } from 'node:net';
import { array, assert, constantFrom, integer, ipV4, ipV6, oneof, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { addressFamily, addressScope, parseAddress, type Scope } from '../../src/lib/address.ts';

const RUNS = { numRuns: 3000 };

/** Valid spellings, and texts that are almost addresses. */
const spelling = oneof(
  ipV6(),
  ipV6().map((text) => text.toUpperCase()),
  tuple(
    array(constantFrom('0', '00', '1', 'ff', 'FFFF', 'abc', '12345', 'g'), { maxLength: 9 }),
    integer({ min: 0, max: 9 }),
  ).map(([groups, at]) => [...groups.slice(0, at), '', ...groups.slice(at)].join(':')),
  tuple(ipV6(), ipV4()).map(([six, four]) => `${six.split(':').slice(0, 6).join(':')}:${four}`),
  ipV4().map((four) => `::ffff:${four}`),
  string({ unit: constantFrom('0', '1', 'f', ':', '::', '.'), maxLength: 20 }),
);

/** Reads IPv6 as a URL's host (WHATWG URL, section 3.5), which is written with all groups in hexadecimal digits. */
function asHost(text: string): string | null {
  return text.includes(':') && URL.canParse(`http://[${text}]`)
    ? new URL(`http://[${text}]`).hostname.slice(1, -1)
    : null;
}

test('IPv6 in any spelling is read and written as the URL standard does', () => {
  assert(
    property(spelling, (text) => {
      const address = parseAddress(text);
      expect(address === null || addressFamily(address) === 'ipv4' ? null : asHost(address)).toBe(asHost(text));
    }),
    RUNS,
  );
});

const NETWORKS: readonly (readonly [network: string, bits: number, scope: Scope])[] = [
  ['127.0.0.0', 8, 'loopback'],
  ['10.0.0.0', 8, 'private'],
  ['172.16.0.0', 12, 'private'],
  ['192.168.0.0', 16, 'private'],
  ['100.64.0.0', 10, 'shared'],
  ['169.254.0.0', 16, 'link-local'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['224.0.0.0', 4, 'multicast'],
  ['fe80::', 10, 'link-local'],
  ['fc00::', 7, 'private'],
  ['2001:db8::', 32, 'documentation'],
  ['3fff::', 20, 'documentation'],
  ['ff00::', 8, 'multicast'],
];

test.each(NETWORKS)('%s/%d is %s, and nothing beside it', (network, bits, scope) => {
  const inside = new BlockList();
  inside.addSubnet(network, bits, network.includes(':') ? 'ipv6' : 'ipv4');
  const near = network.includes(':')
    ? tuple(integer({ min: 0, max: 0xffff }), integer({ min: 0, max: 0xffff })).map(
        ([first, second]) => `${first.toString(16)}:${second.toString(16)}::1`,
      )
    : ipV4();
  const [start] = network.split(/[.:]/);
  const within = near.map((address) => address.replace(/^\w+/, start!));
  assert(
    property(oneof(near, within), (text) => {
      const address = parseAddress(text)!;
      const listed = inside.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
      if (listed) expect(addressScope(address)).toBe(scope);
      else if (NETWORKS.filter(([, , other]) => other === scope).length === 1)
        expect(addressScope(address)).not.toBe(scope);
    }),
    RUNS,
  );
});
