import { expect, test } from 'vitest';
import { parseListing } from '../../../../src/lib/listing/parse.ts';

const kinds = (...lines: string[]) => parseListing(lines.join('\n')).lines.map(({ kind }) => kind);

test('tables alone hold no sockets, and the system shows all the same', () =>
  expect(parseListing('Kernel Interface table\nlo 65536 6 0 0 0 6 0 0 0 LRU')).toMatchObject({
    format: 'netstat-tables',
    os: 'linux',
    sockets: [],
    lines: [
      { kind: 'header' },
      { kind: 'skipped', reason: 'network interfaces (netstat -i or -e): they are no sockets' },
    ],
  }));

test.each([
  ['sockets of Linux', 'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN', 'netstat-linux'],
  ['sockets of Windows', '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING', 'netstat-windows'],
  ['sockets of a BSD', 'tcp4       0      0  192.0.2.10.51734       203.0.113.80.443       ESTABLISHED', 'netstat-bsd'],
])('%s under a table are read', (_name, row, format) => {
  for (const title of ['Tcp:', 'Kernel IP routing table', 'Kernel Interface table', 'IPv4-Statistik', 'tcp:']) {
    const listing = parseListing(`${title}\n${row}\n${row}`);
    expect(listing).toMatchObject({ format, sockets: [{ line: 2 }, { line: 3 }] });
  }
});

test('chatter under a table stays chatter', () =>
  expect(kinds('Kernel IP routing table', 'and that was it', 'Kernel Interface table', 'hello there')).toEqual([
    'header',
    'skipped',
    'header',
    'skipped',
  ]));

test('a counter of Windows shows by its form, in any language', () =>
  expect(parseListing('  Empfangene Pakete                    = 405661').lines).toMatchObject([
    { kind: 'skipped', reason: 'statistics (netstat -s): counters, no sockets' },
  ]));
