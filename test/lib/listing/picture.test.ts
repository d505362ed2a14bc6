import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { type Picture, pictureOf } from '../../../src/lib/listing/picture.ts';

const row = (local: string, remote: string, state: string, process = '-') =>
  `tcp        0      0 ${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)} ${process}`;

const WEB = parseListing(
  [
    row('0.0.0.0:80', '0.0.0.0:*', 'LISTEN', '32/nginx'),
    row('127.0.0.1:8080', '0.0.0.0:*', 'LISTEN', '34/gunicorn'),
    row('203.0.113.80:80', '192.0.2.10:35107', 'ESTABLISHED', '32/nginx'),
    row('203.0.113.80:80', '192.0.2.10:35108', 'ESTABLISHED', '33/nginx'),
    row('203.0.113.80:80', '192.0.2.11:35107', 'TIME_WAIT'),
    row('203.0.113.80:41145', '10.0.0.5:5432', 'SYN_SENT', '34/gunicorn'),
    row('127.0.0.1:8080', '127.0.0.1:44602', 'CLOSE_WAIT', '34/gunicorn'),
    'unix  2      [ ACC ]     STREAM     LISTENING     20480    1/init               /run/control',
  ].join('\n'),
);

/** A machine with a great many of everything. */
const HUGE = parseListing(
  Array.from({ length: 5000 }, (_, index) =>
    index % 50 === 0
      ? row(`0.0.0.0:${1000 + index}`, '0.0.0.0:*', 'LISTEN', `${index}/program${index % 40}`)
      : row(
          `203.0.113.80:${1000 + index - (index % 50)}`,
          `${index % 2 ? '10.0' : '93.184'}.${index % 250}.${index % 7}:${30000 + index}`,
          index % 3 ? 'ESTABLISHED' : 'TIME_WAIT',
          `${index}/program${index % 40}`,
        ),
  ).join('\n'),
);

const mark = (picture: Picture, text: string) => picture.marks.find((found) => found.text === text)!;

describe('a small picture', () => {
  const picture = pictureOf(WEB);

  test('names processes, ports and hosts, near ones first', () => {
    expect(picture.marks.map(({ side, kind, text, note }) => [side, kind, text, note])).toEqual([
      ['local', 'process', 'nginx', '2 processes'],
      ['local', 'port', '80 tcp', 'every address'],
      ['local', 'process', 'gunicorn', 'pid 34'],
      ['local', 'port', '8080 tcp', 'this machine only'],
      ['local', 'outgoing', 'outgoing', ''],
      ['remote', 'host', '127.0.0.1', 'port 44602'],
      ['remote', 'host', '10.0.0.5', 'port 5432'],
      ['remote', 'host', '192.0.2.10', '2 ports, 2 ×'],
      ['remote', 'host', '192.0.2.11', 'port 35107'],
    ]);
    expect(picture.headings.map(({ text }) => text)).toEqual([
      'This machine',
      'Loopback: this machine itself',
      'Private networks',
      'Documentation addresses',
    ]);
  });

  test('joins each pair of rows by phase; what no process owns comes in by its port', () => {
    const ends = picture.links.map(({ from, to, phase, sockets }) => [from, to, phase, sockets]);
    expect(ends).toEqual([
      ['nginx 80 tcp', 'host:192.0.2.10', 'open', [2, 3]],
      ['nginx 80 tcp', 'host:192.0.2.11', 'closing', [4]],
      ['gunicorn out', 'host:10.0.0.5', 'opening', [5]],
      ['gunicorn 8080 tcp', 'host:127.0.0.1', 'closing', [6]],
    ]);
    expect(picture.links[0]!.width).toBeGreaterThan(picture.links[1]!.width);
  });

  test('says each fact as a sentence too', () => {
    expect(mark(picture, '80 tcp').fact).toBe('nginx, port 80 tcp, every address: 3 connections.');
    expect(mark(picture, '192.0.2.10').fact).toBe('192.0.2.10, 2 ports (35107, 35108): 2 connections.');
    expect(picture.links[0]!.fact).toBe('nginx, port 80 tcp, with 192.0.2.10: 2 open connections.');
  });

  test('tells what it leaves out', () => {
    expect(picture.left).toEqual(['1 Unix domain socket: they have paths and no addresses.']);
  });
});

describe('a huge picture', () => {
  const picture = pictureOf(HUGE);

  test('keeps to a readable number of rows, and counts the rest', () => {
    expect(picture.marks.length).toBeLessThan(140);
    expect(picture.height).toBeLessThan(140 * 30);
    const more = picture.marks.filter(({ kind }) => kind === 'more').map(({ text }) => text);
    expect(more.some((text) => /^\+ \d+ more hosts$/.test(text))).toBe(true);
    expect(more).toContain('+ 27 more processes');
  });

  test('every connection is in exactly one link', () => {
    const linked = picture.links.flatMap(({ sockets }) => sockets).sort((one, other) => one - other);
    expect(linked).toEqual(HUGE.sockets.flatMap(({ remote }, index) => (remote!.port === null ? [] : [index])));
  });

  test('every socket is in exactly one process', () => {
    const held = picture.marks
      .filter(({ side, kind, x }) => side === 'local' && (kind === 'process' || (kind === 'more' && x === 0)))
      .flatMap(({ sockets }) => sockets);
    expect(new Set(held).size).toBe(HUGE.sockets.length);
    expect(held).toHaveLength(HUGE.sockets.length);
  });
});

test.each([480, 700, 1200])('at %i pixels no two marks overlap, and all are inside', (width) => {
  for (const listing of [WEB, HUGE]) {
    const picture = pictureOf(listing, width);
    for (const [index, one] of picture.marks.entries()) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width).toBeLessThanOrEqual(picture.width);
      expect(one.y + one.height).toBeLessThanOrEqual(picture.height);
      for (const other of picture.marks.slice(index + 1)) {
        if (one.side === other.side) expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(one.height);
      }
    }
  }
});

test('nothing to draw is an empty picture', () => {
  expect(pictureOf(parseListing('hello')).marks).toEqual([]);
});
