import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareListings } from '../../../src/lib/listing/compare.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import type { Socket } from '../../../src/lib/socket.ts';
import { listingFixtures, listingOf, socket } from './sockets.ts';

const LISTENER = socket('tcp', '0.0.0.0:80', '0.0.0.0:*', {
  state: 'LISTEN',
  processes: [{ pid: 812, name: 'nginx' }],
});
const OPEN = socket('tcp', '192.0.2.10:40000', '203.0.113.80:443', {
  state: 'ESTABLISHED',
  processes: [{ pid: 40, name: 'firefox' }],
});
const NOTHING = { appeared: [], vanished: [], changed: [] };

test.each<[string, Socket[], Socket[], object]>([
  ['nothing', [], [], NOTHING],
  ['the same', [LISTENER, OPEN], [LISTENER, OPEN], NOTHING],
  ['another order', [LISTENER, OPEN], [OPEN, LISTENER], NOTHING],
  ['one came', [LISTENER], [OPEN, LISTENER], { ...NOTHING, appeared: [0] }],
  ['one went', [OPEN, LISTENER], [LISTENER], { ...NOTHING, vanished: [0] }],
  [
    'another state',
    [LISTENER, OPEN],
    [{ ...OPEN, state: 'CLOSE-WAIT' }, LISTENER],
    { ...NOTHING, changed: [{ before: 1, after: 0 }] },
  ],
  [
    'another process',
    [LISTENER],
    [{ ...LISTENER, processes: [{ pid: 999, name: 'nginx' }] }],
    { ...NOTHING, changed: [{ before: 0, after: 0 }] },
  ],
  ['processes shown in one listing alone', [LISTENER], [{ ...LISTENER, processes: [] }], NOTHING],
  [
    'queues, lines, timers and descriptors are of the moment',
    [LISTENER],
    [{ ...LISTENER, receiveQueue: 9, line: 7, timer: 'x', processes: [{ pid: 812, name: 'nginx', fd: 9 }] }],
    NOTHING,
  ],
  ['two alike, then one', [LISTENER, LISTENER], [LISTENER], { ...NOTHING, vanished: [1] }],
  ['one, then three alike', [LISTENER], [LISTENER, LISTENER, LISTENER], { ...NOTHING, appeared: [1, 2] }],
  [
    'of two alike one changed',
    [OPEN, OPEN],
    [{ ...OPEN, state: 'TIME-WAIT' }, OPEN],
    { ...NOTHING, changed: [{ before: 1, after: 0 }] },
  ],
  [
    'TCP and UDP are two',
    [socket('tcp', '0.0.0.0:53', '0.0.0.0:*', { state: 'LISTEN' })],
    [socket('udp', '0.0.0.0:53', '0.0.0.0:*')],
    { ...NOTHING, appeared: [0], vanished: [0] },
  ],
  [
    'mapped and plain IPv4 are one',
    [socket('tcp', '[::ffff:10.0.0.5]:80', '[::ffff:10.0.0.9]:4000')],
    [socket('tcp', '10.0.0.5:80', '10.0.0.9:4000')],
    NOTHING,
  ],
  [
    'a star of each family',
    [socket('tcp', '*:22', '*:*', { family: 'ipv4' })],
    [socket('tcp', '*:22', '*:*', { family: 'ipv6' })],
    { ...NOTHING, appeared: [0], vanished: [0] },
  ],
  [
    'Unix sockets by path',
    [socket('unix', '', '', { path: '/a', inode: 1 })],
    [socket('unix', '', '', { path: '/a', inode: 2 })],
    NOTHING,
  ],
  [
    'Unix sockets without a path by inode',
    [socket('unix', '', '', { inode: 1 })],
    [socket('unix', '', '', { inode: 2 })],
    { ...NOTHING, appeared: [0], vanished: [0] },
  ],
])('%s', (_name, before, after, expected) =>
  expect(compareListings(listingOf(before), listingOf(after))).toEqual(expected),
);

test.each(listingFixtures())('%s against itself shows nothing', (_file, text) => {
  expect(compareListings(parseListing(text), parseListing(text))).toEqual(NOTHING);
});

describe('for any two listings', () => {
  const one = fc
    .record({
      protocol: fc.constantFrom('tcp', 'udp'),
      port: fc.constantFrom(1, 2),
      state: fc.constantFrom('LISTEN', 'ESTABLISHED', null),
      pid: fc.constantFrom(1, 2, undefined),
    })
    .map(({ protocol, port, state, pid }) =>
      socket(protocol as 'tcp', `127.0.0.1:${port}`, '127.0.0.1:9', {
        state: state as 'LISTEN',
        processes: pid === undefined ? [] : [{ pid }],
      }),
    );
  const many = fc.array(one, { maxLength: 12 });

  test('swapping them mirrors the result', () => {
    fc.assert(
      fc.property(many, many, (a, b) => {
        const there = compareListings(listingOf(a), listingOf(b));
        const back = compareListings(listingOf(b), listingOf(a));
        expect(back.appeared).toEqual(there.vanished);
        expect(back.vanished).toEqual(there.appeared);
        const swapped = there.changed.map(({ before, after }) => ({ before: after, after: before }));
        expect(back.changed).toEqual(swapped.sort((x, y) => x.before - y.before));
      }),
    );
  });

  test('numbers add up, and no socket is told twice', () => {
    fc.assert(
      fc.property(many, many, (a, b) => {
        const { appeared, vanished, changed } = compareListings(listingOf(a), listingOf(b));
        expect(a.length - vanished.length).toBe(b.length - appeared.length);
        const olds = [...vanished, ...changed.map(({ before }) => before)];
        const news = [...appeared, ...changed.map(({ after }) => after)];
        expect(new Set(olds).size).toBe(olds.length);
        expect(new Set(news).size).toBe(news.length);
      }),
    );
  });

  test('an order of the same sockets makes no difference', () => {
    fc.assert(
      fc.property(
        many.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([a, b]) => {
          expect(compareListings(listingOf(a), listingOf(b))).toEqual(NOTHING);
        },
      ),
    );
  });
});
