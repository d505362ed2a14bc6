import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairs } from '../../../src/lib/listing/pairs.ts';
import type { Socket } from '../../../src/lib/socket.ts';
import { listingOf, socket } from './sockets.ts';

const OPEN = { state: 'ESTABLISHED' } as const;
const CLIENT = socket('tcp', '127.0.0.1:40000', '127.0.0.1:8080', OPEN);
const SERVER = socket('tcp', '127.0.0.1:8080', '127.0.0.1:40000', OPEN);

test.each<[string, Socket[], [number, number][]]>([
  ['nothing', [], []],
  ['loopback', [CLIENT, SERVER], [[0, 1]]],
  [
    'the server first, others between',
    [SERVER, socket('tcp', '0.0.0.0:8080', '0.0.0.0:*', { state: 'LISTEN' }), CLIENT],
    [[0, 2]],
  ],
  [
    'states differ',
    [
      { ...CLIENT, state: 'FIN-WAIT-2' },
      { ...SERVER, state: 'CLOSE-WAIT' },
    ],
    [[0, 1]],
  ],
  [
    'two addresses of one host',
    [
      socket('tcp', '192.0.2.10:40000', '203.0.113.80:443', OPEN),
      socket('tcp', '203.0.113.80:443', '192.0.2.10:40000', OPEN),
    ],
    [[0, 1]],
  ],
  [
    'IPv4 against IPv4-mapped',
    [CLIENT, socket('tcp', '[::ffff:127.0.0.1]:8080', '[::ffff:127.0.0.1]:40000', OPEN)],
    [[0, 1]],
  ],
  [
    'IPv6',
    [socket('tcp', '[::1]:40000', '[::1]:8080', OPEN), socket('tcp', '[::1]:8080', '[::1]:40000', OPEN)],
    [[0, 1]],
  ],
  [
    'connected UDP',
    [socket('udp', '127.0.0.1:40000', '127.0.0.1:53'), socket('udp', '127.0.0.1:53', '127.0.0.1:40000')],
    [[0, 1]],
  ],
  ['TCP and UDP never pair', [socket('udp', '127.0.0.1:40000', '127.0.0.1:8080'), SERVER], []],
  ['one end alone', [CLIENT], []],
  ['the same end twice', [CLIENT, CLIENT], []],
  [
    'a listing pasted twice',
    [CLIENT, SERVER, CLIENT, SERVER],
    [
      [0, 1],
      [2, 3],
    ],
  ],
  ['a socket connected to itself', [socket('tcp', '127.0.0.1:8080', '127.0.0.1:8080', OPEN)], []],
  [
    'services instead of numbers',
    [
      socket('tcp', 'localhost:40000', 'localhost:foo-bar', OPEN),
      socket('tcp', 'localhost:foo-bar', 'localhost:40000', OPEN),
    ],
    [[0, 1]],
  ],
  ['cut endpoints', [{ ...CLIENT, local: { ...CLIENT.local!, truncated: true } }, SERVER], []],
  [
    'listeners',
    [
      socket('tcp', '0.0.0.0:80', '0.0.0.0:*', { state: 'LISTEN' }),
      socket('tcp', '0.0.0.0:80', '0.0.0.0:*', { state: 'LISTEN' }),
    ],
    [],
  ],
])('%s', (_name, sockets, expected) => expect(pairs(listingOf(sockets))).toEqual(expected));

test('each socket is in one pair at most, and its peer mirrors it', () => {
  const end = fc.constantFrom('127.0.0.1:1', '127.0.0.1:2', '[::ffff:127.0.0.1]:1', '[::1]:1', '[::1]:2');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('tcp', 'udp'), end, end), { maxLength: 30 }), (ends) => {
      const sockets = ends.map(([protocol, local, remote]) => socket(protocol as 'tcp', local, remote, OPEN));
      const found = pairs(listingOf(sockets));
      expect(new Set(found.flat()).size).toBe(2 * found.length);
      for (const [first, second] of found) {
        expect(first).toBeLessThan(second);
        expect(sockets[first]!.protocol).toBe(sockets[second]!.protocol);
        expect(sockets[first]!.local!.port).toBe(sockets[second]!.remote!.port);
        expect(sockets[first]!.remote!.port).toBe(sockets[second]!.local!.port);
      }
      // As many as possible: what is left over has no mirror among the rest.
      const rest = sockets.filter((_, index) => !found.flat().includes(index));
      const key = ({ protocol, local, remote }: Socket, swap: boolean) =>
        JSON.stringify([protocol, ...(swap ? [remote, local] : [local, remote])]).replaceAll('::ffff:', '');
      const left = new Set(rest.map((one) => key(one, false)));
      for (const one of rest) {
        if (key(one, true) !== key(one, false)) expect(left.has(key(one, true))).toBe(false);
      }
    }),
  );
});
