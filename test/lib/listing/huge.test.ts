/** A hundred thousand sockets: what looks at each of them once is done at once; what compared each with each would not end. */

import { describe, expect, test, vi } from 'vitest';
import { compareListings } from '../../../src/lib/listing/compare.ts';
import { explainSocket } from '../../../src/lib/listing/explain.ts';
import { listingAsCsv, listingAsJson, listingAsMarkdown } from '../../../src/lib/listing/export.ts';
import { findings } from '../../../src/lib/listing/findings.ts';
import { holdersOf } from '../../../src/lib/listing/holders.ts';
import { pairs } from '../../../src/lib/listing/pairs.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { redact } from '../../../src/lib/listing/redact.ts';

const MANY = 100_000;

// A slow machine may take its time; what is quadratic takes hours.
vi.setConfig({ testTimeout: 60_000 });

/** Rows with ever new addresses, ports and programs; both ends of every second connection. */
function text(count: number): string {
  const rows: string[] = [];
  for (let index = 0; index < count; index += 2) {
    const local = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}:${1024 + (index % 60000)}`;
    const end = index % 4 === 0 ? 'ESTABLISHED' : 'CLOSE_WAIT';
    rows.push(
      `tcp        0      0 ${local.padEnd(23)} 10.250.0.1:443          ${end.padEnd(11)} ${index}/worker-${index}`,
    );
    rows.push(`tcp        0      0 10.250.0.1:443          ${local.padEnd(23)} ESTABLISHED 7/nginx`);
  }
  return rows.join('\n');
}

describe('100,000 sockets', () => {
  const pasted = text(MANY);
  const listing = parseListing(pasted);
  const one = parseListing(text(10));

  test('are read', () => expect(listing.sockets).toHaveLength(MANY));
  test('are paired', () => expect(pairs(listing)).toHaveLength(MANY / 2));
  test('are explained', () =>
    expect(new Set(listing.sockets.map((socket) => explainSocket(socket, 'linux'))).size).toBe(MANY));
  test('have findings', () => expect(findings(listing).map(({ rule }) => rule)).toEqual(['both-ends']));
  test('that are all of one kind', () => {
    const leak = {
      ...listing,
      sockets: listing.sockets.map((socket) => ({ ...socket, state: 'CLOSE-WAIT' as const, processes: [{ pid: 1 }] })),
    };
    expect(findings(leak)[0]).toMatchObject({ rule: 'close-wait', severity: 'attention', sockets: { length: MANY } });
  });
  test('have holders', () => expect(holdersOf(listing, 443).sockets).toHaveLength(MANY / 2));
  test('are compared', () => {
    expect(compareListings(listing, listing)).toEqual({ appeared: [], vanished: [], changed: [] });
    expect(compareListings(one, listing).appeared).toHaveLength(MANY - 10);
    expect(compareListings(listing, { ...listing, sockets: [] }).vanished).toHaveLength(MANY);
  });
  test('are written', () => {
    expect(listingAsCsv(listing).split('\r\n')).toHaveLength(MANY + 2);
    expect(listingAsMarkdown(listing).split('\n')).toHaveLength(MANY + 3);
    expect(JSON.parse(listingAsJson(listing)).sockets).toHaveLength(MANY);
  });
  test('are redacted', () => {
    const redacted = redact(pasted);
    expect(redacted).toHaveLength(pasted.length);
    expect(parseListing(redacted).sockets).toHaveLength(MANY);
  });
});

describe('two hundred thousand characters that a pattern could trip over', () => {
  const ROW = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/a';
  test.each([
    ['letters', 'a'],
    ['digits', '1'],
    ['dots', '.'],
    ['colons', ':'],
    ['numbers and dots', '1.'],
    ['groups', 'a:'],
    ['blanks', ' '],
    ['a name again and again', 'a '],
    ['at signs', 'a@'],
    ['slashes', '1/'],
    ['backslashes', '\\x'],
    ['quotes', '"'],
    ['brackets', '(('],
  ])('%s', (_name, piece) => {
    const long = piece.repeat(200_000 / piece.length);
    for (const hostile of [long, `${long}!`, `${ROW}\n${long}g`, `${ROW} ${long}`, `alice@web:~$ ${long}\n${ROW}`]) {
      expect(redact(hostile)).toHaveLength(hostile.length);
    }
  });
});
