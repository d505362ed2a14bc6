import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressScope } from '../../../src/lib/address.ts';
import type { Listing } from '../../../src/lib/listing/format.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { redact } from '../../../src/lib/listing/redact.ts';
import type { Endpoint, Socket } from '../../../src/lib/socket.ts';
import { listingFixtures } from './sockets.ts';

/** Everything that must stay, and which addresses and names are equal, whatever they are. */
function shapeOf({ format, os, sockets, lines }: Listing): object {
  const numbers = new Map<string, number>();
  const number = (kind: string, value: string | undefined) => {
    if (value === undefined) return undefined;
    const key = `${kind} ${value}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key);
  };
  const end = (endpoint: Endpoint | null) =>
    endpoint && {
      ...endpoint,
      address: number('address', endpoint.address),
      scope: addressScope(endpoint.address),
      length: endpoint.address.length,
    };
  return {
    format,
    os,
    kinds: lines.map(({ kind }) => kind),
    sockets: sockets.map(({ raw, ...socket }) => ({
      ...socket,
      raw: raw.length,
      // conntrack tells there who answered.
      stateText: socket.stateText?.replace(/(?<=answered by ).*(?=:)/, (address) => String(number('address', address))),
      local: end(socket.local),
      remote: end(socket.remote),
      processes: socket.processes.map((process) => ({
        ...process,
        name: number('name', process.name),
        user: number('user', process.user),
      })),
      path: number('path', socket.path),
      container: number('container', socket.container),
    })),
  };
}

/** The addresses that tell something, and all names, as written. */
function secretsOf(sockets: readonly Socket[]): string[] {
  const secrets = new Set<string>();
  for (const { local, remote, processes, path, container } of sockets) {
    for (const endpoint of [local, remote]) {
      if (endpoint === null || endpoint.address.startsWith('localhost')) continue;
      const scope = addressScope(endpoint.address);
      if (scope === 'wildcard' || scope === 'loopback' || scope === 'broadcast') continue;
      // What tells the scope alone stays: an IPv6 address that was cut behind its first groups.
      if (!(endpoint.truncated && /^2001:(?:d|db|db8)?:*$/.test(endpoint.address))) secrets.add(endpoint.address);
    }
    for (const { name, user } of processes)
      for (const one of [name, user]) if (one && /\p{L}/u.test(one)) secrets.add(one);
    if (path) secrets.add(path);
    if (container) secrets.add(container);
  }
  // Windows itself, not somebody's program.
  for (const plain of ['System', 'Idle', 'kernel_task']) secrets.delete(plain);
  return [...secrets];
}

/** No secret is left among what the redacted listing says. */
function expectNoSecret(text: string, redacted: string): void {
  const before = parseListing(text);
  const left = new Set(secretsOf(parseListing(redacted).sockets));
  for (const secret of secretsOf(before.sockets)) expect(left, secret).not.toContain(secret);
}

describe.each(listingFixtures())('%s', (_file, text) => {
  const redacted = redact(text);
  test('reads the same', () => expect(shapeOf(parseListing(redacted))).toEqual(shapeOf(parseListing(text))));
  test('holds no original', () => expectNoSecret(text, redacted));
  test('keeps its width', () => {
    const lengths = (of: string) => of.split('\n').map(({ length }) => length);
    expect(lengths(redacted)).toEqual(lengths(text));
  });
  test('comes out the same each time', () => expect(redact(text)).toBe(redacted));
});

const WEB = 'tcp        0      0 192.168.1.5:51734       93.184.216.34:443       ESTABLISHED 812/acme-billing';

describe('what stands around a listing', () => {
  test.each([
    [
      'a prompt',
      `alice@payroll:~/acme$ netstat -an\n${WEB}`,
      /^\S{5}@\S{7}:~\/\S{4}\$ netstat -an\n/,
      ['alice', 'payroll', 'acme'],
    ],
    [
      'a prompt of PowerShell',
      `PS C:\\Users\\alice> netstat -an\n${WEB}`,
      /^PS C:\\Users\\\S{5}> netstat -an\n/,
      ['alice'],
    ],
    [
      'chatter that names what the listing names',
      `acme-billing hangs on 93.184.216.34, why?\n${WEB}`,
      / hangs on \S+, why\?\n/,
      ['acme', 'billing', '93.184.216.34'],
    ],
    [
      'a row that cannot be read',
      `tcp        0      0 192.168.1.5:99999       0.0.0.0:*     LISTEN      9/secret-app\n${WEB}`,
      /LISTEN {6}9\/\S{10}\n/,
      ['secret', '192.168.1.5'],
    ],
    ['CRLF and colours', `\u001b[31m${WEB}\u001b[0m\r\n`, /^.\[31mtcp.*.\[0m\r\n$/, ['acme', '93.184.216.34']],
  ])('%s', (_name, text, looks, gone) => {
    const redacted = redact(text);
    expect(redacted).toMatch(looks);
    for (const secret of gone) expect(redacted).not.toContain(secret);
    expect(shapeOf(parseListing(redacted))).toEqual(shapeOf(parseListing(text)));
  });

  test.each([
    ['', ''],
    ['no listing at all', 'no listing at all'],
    ['at 12:34:56 on 2026-11-24, version 1.2.3.4.5.6', 'at 12:34:56 on 2026-11-24, version 1.2.3.4.5.6'],
    ['127.0.0.1 ::1 0.0.0.0 :: 255.255.255.255', '127.0.0.1 ::1 0.0.0.0 :: 255.255.255.255'],
  ])('%j stays', (text, same) => expect(redact(text)).toBe(same));
});

test('one address has one stand-in in every spelling', () => {
  const text = [
    'tcp   0  0 2001:db8::a1b2:80  2001:db8:80::1:40000  ESTABLISHED',
    'tcp   0  0 2001:0DB8:0:0:0:0:0:A1B2:81  2001:db8:0080::0001:40000  ESTABLISHED',
    'tcp   0  0 ::ffff:10.0.0.5:82  10.0.0.5:40000  ESTABLISHED',
  ].join('\n');
  const [first, second, third] = parseListing(redact(text)).sockets;
  expect(first!.local!.address).not.toBe('2001:db8::a1b2');
  expect(second!.local!.address).toBe(first!.local!.address);
  expect(second!.remote!.address).toBe(first!.remote!.address);
  expect(third!.local!.address).toBe(`::ffff:${third!.remote!.address}`);
});

describe('any addresses', () => {
  const four = fc.ipV4();
  const six = fc.ipV6().filter((address) => !address.includes('.'));
  const lines = fc.array(fc.tuple(fc.oneof(four, six), fc.oneof(four, six)), { minLength: 1, maxLength: 40 });

  test('keep scope, length and pattern, and none survives', () => {
    fc.assert(
      fc.property(lines, (ends) => {
        // A wide column, so that net-tools would have cut nothing.
        const header = `tcp  0  0 ${'2001:db8:1111:2222:3333:4444:5555:6666:65535'}  0.0.0.0:*  LISTEN`;
        const text = [header, ...ends.map(([local, remote]) => `tcp  0  0 ${local}:1  ${remote}:2  ESTABLISHED`)].join(
          '\n',
        );
        const redacted = redact(text);
        expect(shapeOf(parseListing(redacted))).toEqual(shapeOf(parseListing(text)));
        const left = new Set(
          parseListing(redacted).sockets.flatMap(({ local, remote }) => [local!.address, remote!.address]),
        );
        for (const address of secretsOf(parseListing(text).sockets)) {
          // An IPv6 network without a host (2001::) has nothing to hide.
          if (!/^[0-9a-f]{1,4}::$/.test(address)) expect(left, address).not.toContain(address);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('of which there are more than stand-ins of that length: no two become one', () => {
    const rows = Array.from(
      { length: 10 },
      (_, index) => `tcp  0  0 192.0.2.${index}:1  198.51.100.${index}:2  ESTABLISHED`,
    );
    const sockets = parseListing(redact(rows.join('\n'))).sockets;
    expect(new Set(sockets.map(({ local }) => local!.address)).size).toBe(10);
    expect(new Set(sockets.map(({ remote }) => remote!.address)).size).toBe(10);
  });
});

test('any text: nothing throws, and lines keep their kinds', () => {
  const pieces = fc.constantFrom(
    'tcp',
    '0',
    ' ',
    '  ',
    '192.0.2.1:80',
    ':::22',
    '[::1]:5',
    '812/nginx',
    'LISTEN',
    '\n',
    '\r\n',
    'alice@web:~$ ',
    'TCP',
    '*:*',
    'fe80::1%eth0',
    '::',
    '...',
    '\u001b[0m',
    'é',
    '0100007F:1F90',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      const kinds = (of: string) => parseListing(of).lines.map(({ kind }) => kind);
      expect(kinds(redact(text))).toEqual(kinds(text));
    }),
    { numRuns: 300 },
  );
});

test('parts of fixtures read the same too', () => {
  const all = listingFixtures().map(([, text]) => text);
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.nat(), fc.nat(), (text, from, count) => {
      const lines = text.split('\n');
      const part = lines.slice(from % lines.length, (from % lines.length) + 1 + (count % 12)).join('\n');
      expect(shapeOf(parseListing(redact(part)))).toEqual(shapeOf(parseListing(part)));
    }),
    { numRuns: 200 },
  );
});
