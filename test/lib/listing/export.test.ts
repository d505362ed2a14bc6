import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { listingAsCsv, listingAsJson, listingAsMarkdown } from '../../../src/lib/listing/export.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { listingFixtures, listingOf, socket } from './sockets.ts';

const NGINX = socket('tcp', '0.0.0.0:80', '0.0.0.0:*', {
  state: 'LISTEN',
  processes: [{ pid: 812, name: 'nginx: worker' }],
  receiveQueue: 0,
  sendQueue: 511,
});

test('Markdown', () => {
  expect(
    listingAsMarkdown(listingOf([NGINX, socket('unix', '', '', { path: '/run/a|b.sock', stateText: 'LISTENING' })])),
  ).toBe(
    [
      '| Protocol | Local | Remote | State | Process |',
      '| --- | --- | --- | --- | --- |',
      '| TCP | `0.0.0.0:80` | `0.0.0.0:*` | LISTEN | nginx: worker 812 |',
      '| Unix domain | `/run/a\\|b.sock` |  | LISTENING |  |',
      '',
    ].join('\n'),
  );
});

test('CSV', () => {
  expect(listingAsCsv(listingOf([NGINX]))).toBe(
    'protocol,family,local address,local port,remote address,remote port,state,receive queue,send queue,pids,programs,users,path,inode,timer,container,line\r\n' +
      'tcp,ipv4,0.0.0.0,80,0.0.0.0,,LISTEN,0,511,812,nginx: worker,,,,,,1\r\n',
  );
});

/** Reads CSV as RFC 4180 defines it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
    cell.lastIndex = at;
    const [whole, quoted, plain, end] = cell.exec(text)!;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    at += whole.length;
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const HOSTILE = [
  '=cmd|calc',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  'a,b',
  'a"b',
  'a\r\nb',
  "'x",
  '<b>',
  '[x](y)',
  '|',
  '`',
  '\\',
  '*a*',
];

describe('hostile names', () => {
  const strange = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }));

  test('CSV comes back as it was, formulas with an apostrophe before them', () => {
    fc.assert(
      fc.property(fc.array(strange, { minLength: 1, maxLength: 5 }), (names) => {
        const rows = readCsv(
          listingAsCsv(listingOf(names.map((name) => socket('tcp', '127.0.0.1:1', '', { path: name })))),
        );
        expect(rows.map(({ length }) => length)).toEqual(new Array(names.length + 1).fill(17));
        for (const [index, name] of names.entries()) {
          const cell = rows[index + 1]![12]!;
          expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
          expect([name, `'${name}`]).toContain(cell);
        }
      }),
    );
  });

  test.each(HOSTILE.slice(0, 8))('%j is no formula', (name) => {
    expect(readCsv(listingAsCsv(listingOf([socket('tcp', '127.0.0.1:1', '', { path: name })])))[1]![12]).toBe(
      `'${name}`,
    );
  });

  test('Markdown keeps one line and five cells a socket, and makes no link, emphasis or HTML', () => {
    fc.assert(
      fc.property(strange, (name) => {
        const text = listingAsMarkdown(
          listingOf([socket('unix', '', '', { path: name, stateText: name, processes: [{ name }] })]),
        );
        const lines = text.split('\n');
        expect(lines).toHaveLength(4);
        expect(lines[2]!.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(6);
        const types = new Set<string>();
        const visit = (node: { type: string; children?: { type: string }[] }) => {
          types.add(node.type);
          node.children?.forEach(visit);
        };
        visit(fromMarkdown(lines[2]!.slice(2, -2)));
        for (const type of ['link', 'emphasis', 'strong', 'html', 'image', 'definition'])
          expect(types.has(type)).toBe(false);
      }),
    );
  });
});

test.each(listingFixtures())('%s: JSON holds the sockets, CSV and Markdown a row for each', (_file, text) => {
  const listing = parseListing(text);
  expect(JSON.parse(listingAsJson(listing))).toEqual({
    format: listing.format,
    os: listing.os,
    sockets: JSON.parse(JSON.stringify(listing.sockets)),
  });
  expect(JSON.parse(listingAsJson(listing)).sockets).toEqual(listing.sockets);
  expect(readCsv(listingAsCsv(listing))).toHaveLength(listing.sockets.length + 1);
  expect(listingAsMarkdown(listing).trimEnd().split('\n')).toHaveLength(listing.sockets.length + 2);
});
