import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Endpoint, formatEndpoint, isUnspecified, parseEndpoint } from '../../src/lib/index.ts';

describe('parseEndpoint', () => {
  test.each<[string, string, Endpoint]>([
    ['IPv4', '127.0.0.1:80', { address: '127.0.0.1', port: 80 }],
    ['bracketed IPv6', '[::1]:443', { address: '::1', port: 443 }],
    ['bracketed IPv6 in long form', '[2001:DB8:0:0::1]:443', { address: '2001:db8::1', port: 443 }],
    ['net-tools IPv6 wildcard', ':::22', { address: '::', port: 22 }],
    ['net-tools IPv6 any port', ':::*', { address: '::', port: null }],
    ['net-tools IPv6 loopback', '::1:631', { address: '::1', port: 631 }],
    ['net-tools IPv6', '2001:db8::10:51734', { address: '2001:db8::10', port: 51734 }],
    ['net-tools IPv4-mapped', '::ffff:192.0.2.10:22', { address: '::ffff:192.0.2.10', port: 22 }],
    ['IPv4 any port', '0.0.0.0:*', { address: '0.0.0.0', port: null }],
    ['star', '*:22', { address: '*', port: 22 }],
    ['two stars', '*:*', { address: '*', port: null }],
    ['BSD dotted port', '192.168.1.5.51734', { address: '192.168.1.5', port: 51734 }],
    ['BSD star', '*.80', { address: '*', port: 80 }],
    ['BSD two stars', '*.*', { address: '*', port: null }],
    ['BSD IPv6', '2001:db8::10.51734', { address: '2001:db8::10', port: 51734 }],
    ['BSD IPv6 with zone', 'fe80::1%lo0.546', { address: 'fe80::1', zone: 'lo0', port: 546 }],
    ['BSD service name', '192.168.1.5.https', { address: '192.168.1.5', port: 443, service: 'https' }],
    ['service name', '*:http', { address: '*', port: 80, service: 'http' }],
    ['unknown service name', '*:no-such', { address: '*', port: null, service: 'no-such' }],
    [
      'host and service names',
      'web.example:https',
      { address: 'web.example', named: true, port: 443, service: 'https' },
    ],
    ['host name, BSD', 'laptop.51734', { address: 'laptop', named: true, port: 51734 }],
    ['zone', 'fe80::1%eth0:546', { address: 'fe80::1', zone: 'eth0', port: 546 }],
    ['zone in brackets', '[fe80::1%eth0]:546', { address: 'fe80::1', zone: 'eth0', port: 546 }],
    ['zone behind brackets, ss', '[fe80::1]%eth0:546', { address: 'fe80::1', zone: 'eth0', port: 546 }],
    [
      'zone of a VLAN behind brackets, ss',
      '[fe80::1]%eth0.100:546',
      { address: 'fe80::1', zone: 'eth0.100', port: 546 },
    ],
    ['zone of IPv4, ss', '0.0.0.0%virbr0:67', { address: '0.0.0.0', zone: 'virbr0', port: 67 }],
    ['zone of a star, ss', '*%eth0:67', { address: '*', zone: 'eth0', port: 67 }],
    ['port 0', '0.0.0.0:0', { address: '0.0.0.0', port: 0 }],
  ])('%s', (_name, text, expected) => expect(parseEndpoint(text)).toEqual({ ok: true, value: expected }));

  test.each([
    ['nothing', '', 1, 'nothing'],
    ['an address alone', '127.0.0.1', 10, '"127.0.0.1"'],
    ['an IPv4-mapped address alone', '::ffff:10.0.0.5', 16, '"::ffff:10.0.0.5"'],
    ['no port behind the colon', '127.0.0.1:', 11, '"127.0.0.1:"'],
    ['a word', 'localhost', 10, '"localhost"'],
    ['an open bracket', '[::1:443', 9, '"[::1:443"'],
    ['no port behind the bracket', '[::1]', 6, '"[::1]"'],
    ['no port behind the zone', '[::1]%lo', 9, '"[::1]%lo"'],
    ['a part of the address too big', '10.0.300.1:80', 6, '"10.0.300.1"'],
    ['a stranger in brackets', '[2001:db8::zz]:443', 12, '"2001:db8::zz"'],
    ['port out of range', '127.0.0.1:70000', 11, 'port "70000"'],
    ['port far out of range', '[::1]:4430000', 7, 'port "4430000"'],
    ['a negative port', '127.0.0.1:-1', 11, 'port "-1"'],
    ['an empty zone', '::%:80', 3, '"::%"'],
    ['a bracket in a zone', '::1%a]:80', 4, '"::1%a]"'],
    ['a sign for a host', '!:80', 1, '"!"'],
  ])('refuses %s', (_name, text, column, found) => {
    expect(parseEndpoint(text)).toMatchObject({ ok: false, problem: { line: 1, column, found } });
  });

  test('a port with a digit too many gets a proposal', () => {
    expect(parseEndpoint('127.0.0.1:70000')).toMatchObject({ problem: { hint: 'Did you mean 7000?' } });
  });

  const zone = fc.option(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { nil: undefined });
  const port = fc.option(fc.integer({ min: 0, max: 65535 }), { nil: null });
  const address = fc.oneof(
    fc.ipV4(),
    fc.constantFrom('::', '::1', '2001:db8::10', '::ffff:192.0.2.10', 'fe80::1', '*'),
  );

  test('format and parse are the identity', () => {
    fc.assert(
      fc.property(address, zone, port, (address, zone, port) => {
        const endpoint: Endpoint = zone === undefined ? { address, port } : { address, zone, port };
        expect(parseEndpoint(formatEndpoint(endpoint))).toEqual({ ok: true, value: endpoint });
      }),
    );
  });

  test('any text is answered, and what is read is read the same again', () => {
    const scrap = fc.constantFrom(
      '10.0.0.1',
      '::',
      '::1',
      '[',
      ']',
      '%',
      ':',
      '.',
      '*',
      '80',
      'eth0',
      'https',
      '99999',
      '-',
      'a',
      '_',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(scrap, { maxLength: 9 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const result = parseEndpoint(text);
          if (result.ok) {
            const again = parseEndpoint(formatEndpoint(result.value));
            expect(again).toMatchObject({
              ok: true,
              value: { address: result.value.address, port: result.value.port },
            });
          } else {
            expect(result.problem.column).toBeGreaterThanOrEqual(1);
            expect(result.problem.column).toBeLessThanOrEqual(text.length + 1);
          }
        },
      ),
      { numRuns: 3000 },
    );
  }, 60_000);
});

test.each<[string, Endpoint, string]>([
  ['IPv4', { address: '192.0.2.10', port: 80 }, '192.0.2.10:80'],
  ['IPv6', { address: '2001:db8::10', port: 443 }, '[2001:db8::10]:443'],
  ['zone', { address: 'fe80::1', zone: 'eth0', port: 546 }, '[fe80::1%eth0]:546'],
  ['any port', { address: '*', port: null }, '*:*'],
  ['a service of unknown port', { address: '*', port: null, service: 'foo' }, '*:foo'],
  ['a service of known port', { address: '*', port: 80, service: 'http' }, '*:80'],
  ['a host name', { address: 'web', named: true, port: 80 }, 'web:80'],
])('formatEndpoint: %s', (_name, endpoint, text) => expect(formatEndpoint(endpoint)).toBe(text));

test.each<[Endpoint, boolean]>([
  [{ address: '0.0.0.0', port: null }, true],
  [{ address: '0.0.0.0', port: 0 }, true],
  [{ address: '::', port: null }, true],
  [{ address: '*', port: null }, true],
  [{ address: '*', port: 22 }, false],
  [{ address: '*', port: null, service: 'foo' }, false],
  [{ address: '127.0.0.1', port: null }, false],
])('isUnspecified(%j) is %j', (endpoint, expected) => expect(isUnspecified(endpoint)).toBe(expected));
