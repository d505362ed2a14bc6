import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressProblem } from '../../src/lib/address.ts';
import {
  addressFamily,
  addressScope,
  isWildcard,
  mappedAddress,
  parseAddress,
  SCOPE_MEANINGS,
  type Scope,
} from '../../src/lib/index.ts';

describe('parseAddress', () => {
  test.each([
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['192.0.2.10', '192.0.2.10'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], // RFC 5952 section 4.2.2: one group is not shortened
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'], // section 4.2.3: the longest run
    ['::ffff:192.0.2.10', '::ffff:192.0.2.10'],
    ['::ffff:c000:20a', '::ffff:192.0.2.10'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['64:ff9b::192.0.2.10', '64:ff9b::c000:20a'],
  ])('%s is %s', (text, address) => {
    expect(parseAddress(text)).toBe(address);
    expect(parseAddress(address)).toBe(address);
  });

  test.each([
    '',
    ' ',
    '*',
    'localhost',
    '1',
    '127.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.4.',
    '.1.2.3.4',
    '1..2.3',
    '256.1.1.1',
    '010.0.0.1',
    '0x7f.0.0.1',
    '1.2.3.4 ',
    '1.2.3.4/8',
    ':',
    ':::',
    '1::2::3',
    '12345::',
    'g::1',
    '1:2:3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::1%eth0',
    '[::1]',
    '12:34:56',
  ])('%j is none', (text) => expect(parseAddress(text)).toBeNull());

  test('every IPv4 address comes back as it is', () => {
    fc.assert(fc.property(fc.ipV4(), (text) => void expect(parseAddress(text)).toBe(text)));
  });

  test('every IPv6 address comes back in one form, which stays', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const address = parseAddress(text);
        expect(address).not.toBeNull();
        expect(parseAddress(address!)).toBe(address);
        expect(addressFamily(address!)).toBe('ipv6');
        expect(addressScope(address!)).not.toBeNull();
      }),
    );
  });
});

describe('addressProblem', () => {
  test.each([
    ['256.1.1.1', 1],
    ['10.0.0.256', 8],
    ['10.00.0.1', 4],
    ['10..0.1', 4],
    ['192.168.1', 10],
    ['1.2.3.4.5', 9],
    ['2001:db8::zz', 11],
    ['1::12345', 4],
    ['1::2::3', 5],
    ['1:2:3', 1],
    ['host_!', 1],
  ])('%s: column %i', (text, column) => {
    expect(addressProblem(text)).toMatchObject({ line: 1, column, found: `"${text}"` });
  });

  test('any text is answered with a place in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[\d.]{0,20}$/),
          fc.stringMatching(/^[\da-f:]{0,30}$/),
        ),
        (text) => {
          const { column } = addressProblem(text);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(text.length + 1);
        },
      ),
    );
  });
});

describe('addressScope', () => {
  test.each<[string, Scope | null]>([
    ['*', 'wildcard'],
    ['0.0.0.0', 'wildcard'],
    ['::', 'wildcard'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['10.0.0.5', 'private'],
    ['172.15.255.255', 'public'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.168.1.5', 'private'],
    ['fd00::1', 'private'],
    ['100.64.0.1', 'shared'],
    ['100.128.0.0', 'public'],
    ['169.254.1.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['192.0.2.10', 'documentation'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.80', 'documentation'],
    ['2001:db8::10', 'documentation'],
    ['3fff::1', 'documentation'],
    ['198.19.255.255', 'benchmarking'],
    ['2001:2::1', 'benchmarking'],
    ['224.0.0.251', 'multicast'],
    ['ff02::fb', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['240.0.0.1', 'reserved'],
    ['0.0.0.1', 'reserved'],
    ['100::1', 'reserved'],
    ['fec0::1', 'reserved'],
    ['93.184.216.34', 'public'],
    ['2606:4700::1', 'public'],
    ['::ffff:10.0.0.5', 'private'],
    ['::ffff:8.8.8.8', 'public'],
    ['laptop', null],
    ['', null],
  ])('%s: %s', (address, scope) => {
    expect(addressScope(address)).toBe(scope);
    if (scope !== null) expect(SCOPE_MEANINGS[scope]).not.toBe('');
  });
});

test.each([
  ['192.0.2.10', 'ipv4'],
  ['::1', 'ipv6'],
  ['::ffff:192.0.2.10', 'ipv6'],
  ['*', null],
  ['web.example', null],
  ['10.0.0', null],
])('the family of %s is %s', (address, family) => expect(addressFamily(address)).toBe(family));

test.each([
  ['0.0.0.0', true],
  ['::', true],
  ['*', true],
  ['127.0.0.1', false],
  ['::1', false],
  ['', false],
])('isWildcard(%j) is %j', (address, expected) => expect(isWildcard(address)).toBe(expected));

test.each([
  ['::ffff:10.0.0.5', '10.0.0.5'],
  ['::ffff:0:0:1', null],
  ['10.0.0.5', null],
  ['64:ff9b::1', null],
])('the mapped address in %s is %s', (address, expected) => expect(mappedAddress(address)).toBe(expected));
