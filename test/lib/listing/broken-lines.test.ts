/** Rows that a narrow window broke onto two lines, as a terminal multiplexer copies them. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import type { Socket } from '../../../src/lib/socket.ts';

const lines = (file: string) =>
  readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8')
    .split(/\r?\n/)
    .filter((line) => /^ *(?:tcp|TCP|Proto Recv|Proto {2}L|Active|Aktive)/.test(line));
const broken = (text: string[], width: number) =>
  text.flatMap((line) => (line.length > width ? [line.slice(0, width), line.slice(width)] : [line]));
const tuple = ({ protocol, local, remote, state }: Socket) => ({ protocol, local, remote, state });

describe.each(['netstat-linux/anp.txt', 'netstat-linux/german-anp.txt', 'netstat-windows/ano-german.txt'])(
  '%s',
  (file) => {
    const whole = parseListing(lines(file).join('\n')).sockets.filter(({ state }) => state !== null);

    test.each([50, 55, 58, 62, 64, 66, 70, 72, 74, 76, 80, 90])('broken at %i', (width) => {
      const { sockets } = parseListing(broken(lines(file), width).join('\n'));
      expect(sockets.filter(({ state }) => state !== null).map(tuple)).toEqual(whole.map(tuple));
    });
  },
);

test('80 columns end before the program', () => {
  const text = lines('netstat-linux/anp.txt');
  const { sockets, lines: accounts } = parseListing(broken(text, 80).join('\n'));
  expect(sockets.map(({ processes }) => processes)).toEqual(
    parseListing(text.join('\n')).sockets.map(({ processes }) => processes),
  );
  expect(accounts.filter(({ kind }) => kind === 'skipped')).toEqual([]);
});

const ROW = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:44';
test.each([
  ['within the port', ROW, '3        ESTABLISHED', 443, 2],
  ['between two fields, without blanks', `${ROW}3`, 'ESTABLISHED', 443, 2],
  ['not by chatter', `${ROW}3`, 'is that my browser?', 443, 1],
  ['not by chatter that begins like a state', `${ROW}3`, 'ESTABLISHEDLY so', 443, 1],
])('goes on %s', (_name, first, second, port, count) =>
  expect(parseListing(`${first}\n${second}`).sockets).toMatchObject([{ remote: { port }, lines: count }]),
);

test('a program of its own line needs its heading', () =>
  expect(parseListing(`${ROW}3        ESTABLISHED\n24/7`).lines[1]).toMatchObject({ kind: 'skipped' }));
