import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../../src/lib/listing/formats.ts';
import { parseListing } from '../../../src/lib/listing/parse.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

interface Expectation {
  origin: string;
  format: string;
  os: string | null;
  lines: Record<string, number>;
  skipped: { line: number; reason: string }[];
  sockets: { line: number; lines: number }[];
}

const fixtures = FORMATS.flatMap(({ id }) =>
  readdirSync(new URL(`${id}/`, FIXTURES))
    .filter((file) => file.endsWith('.txt'))
    .map((file) => `${id}/${file}`),
);

describe.each(fixtures)('%s', (file) => {
  const text = readFileSync(new URL(file, FIXTURES), 'utf8');
  const expected: Expectation = JSON.parse(readFileSync(new URL(file.replace('.txt', '.json'), FIXTURES), 'utf8'));
  const listing = parseListing(text);

  test('says where it comes from', () => expect(expected.origin).toMatch(/^(captured by|written from) /));

  test('has the sockets that its .json holds', () => {
    expect(listing.sockets.map(({ raw, ...socket }) => socket)).toEqual(expected.sockets);
    expect([listing.format, listing.os]).toEqual([expected.format, expected.os]);
  });

  test('accounts for every line', () => {
    const ends = text.match(/\n/g)?.length ?? 0;
    const count = text.endsWith('\n') ? ends : ends + 1;
    expect(listing.lines.map(({ line }) => line)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    const counts: Record<string, number> = {};
    for (const { kind } of listing.lines) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual(expected.lines);
    expect(
      listing.lines.filter(({ kind }) => kind === 'skipped').map(({ line, reason }) => ({ line, reason })),
    ).toEqual(expected.skipped);
  });

  test('keeps the pasted lines', () => {
    const lines = text.split(/\r\n|\n/);
    for (const { line, lines: count, raw } of listing.sockets) {
      expect(raw.split(/\r\n|\n/)).toEqual(lines.slice(line - 1, line - 1 + count));
    }
  });
});

test('every format has fixtures, and every fixture a format', () => {
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const ids = new Set(FORMATS.map(({ id }) => id));
  expect(folders.map(({ name }) => name).filter((name) => !ids.has(name))).toEqual([]);
  for (const { id } of FORMATS) expect(fixtures.some((file) => file.startsWith(`${id}/`))).toBe(true);
});
