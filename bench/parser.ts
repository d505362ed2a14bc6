/** How fast listings are read, and in how much memory, against the floor: cutting the same text into lines and fields. */

import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatName, parseListing } from '../src/lib/index.ts';
import { busyServer, LINES } from './listings.ts';

const RUNS = 7;
const MILLION = 1_000_000;

/** Budgets: a long listing takes at most so many times the floor, or is read at least so fast; see `benchParser`. */
const MOST_TIMES_FLOOR = 3;
const LEAST_LINES_PER_SECOND = MILLION;
/** The time a line takes in the longest listing, against the shortest; more memory and a fuller cache cost something. */
const MOST_GROWTH = 2;
/** What stays of a parsed listing, its text included, against the text. */
const MOST_TIMES_TEXT = 4;
/** Text that is no listing may take longer a line, but within the same order. */
const MOST_TIMES_FLOOR_FOR_HOSTILE = 10;

const FIXTURES = fileURLToPath(new URL('../test/fixtures', import.meta.url));

/** Measures and prints; claims that every budget is kept. */
export function benchParser(): boolean {
  return [benchSizes(), benchFormats(), benchMemory(), benchHostile()].every((kept) => kept);
}

/** One listing at sizes that show whether the time grows in line with the text. */
function benchSizes(): boolean {
  const rows = [LINES / 10, LINES, LINES * 10].map((lines) => measure(busyServer(lines)));
  const growth = rows[0]!.speed / rows[2]!.speed;
  console.log(
    `Listing parser (Linux net-tools, warm, best of ${RUNS}; budget: ${MOST_TIMES_FLOOR} × the floor or ${LEAST_LINES_PER_SECOND} lines/s)`,
  );
  console.table(rows.map(shown));
  console.log(
    `A line of the longest takes ${growth.toFixed(2)} × the time of one of the shortest (budget ${MOST_GROWTH})`,
  );
  return isFast(rows[1]!) && growth <= MOST_GROWTH;
}

/** Every fixture of every format, repeated to the same length. */
function benchFormats(): boolean {
  const slowest = new Map<string, Measure & { fixture: string }>();
  for (const fixture of globSync('*/*.txt', { cwd: FIXTURES }).sort()) {
    const one = readFileSync(`${FIXTURES}/${fixture}`, 'utf8');
    const { format } = parseListing(one);
    if (format === null) continue;
    const text = `${one.trimEnd()}\n`.repeat(Math.ceil(LINES / 5 / one.trimEnd().split('\n').length));
    const row = { fixture, ...measure(text, 3) };
    const before = slowest.get(format);
    if (before === undefined || row.timesFloor > before.timesFloor) slowest.set(format, row);
  }
  console.log(`Each format: the slowest of its fixtures, repeated to ${LINES / 5} lines`);
  console.table(
    Object.fromEntries(
      [...slowest].map(([format, row]) => [formatName(format), { fixture: row.fixture, ...shown(row) }]),
    ),
  );
  return [...slowest.values()].every(({ timesFloor }) => timesFloor <= MOST_TIMES_FLOOR_FOR_HOSTILE);
}

/** Runs in processes of their own, where the garbage collector can be called. */
function benchMemory(): boolean {
  const program = fileURLToPath(new URL('memory.ts', import.meta.url));
  const rows = [LINES / 10, LINES, LINES * 10].map((lines) => {
    const printed = execFileSync(process.execPath, ['--expose-gc', program, String(lines)], { encoding: 'utf8' });
    return JSON.parse(printed) as { lines: number; textBytes: number; kept: number; withGarbage: number };
  });
  console.log(`Memory of a parsed listing with its text, in multiples of the text (budget ${MOST_TIMES_TEXT})`);
  console.table(rows);
  return rows.every(({ kept }) => kept <= MOST_TIMES_TEXT);
}

/** Texts that are no listing, or hardly one. */
function benchHostile(): boolean {
  const texts: Record<string, string> = {
    'one line of 10 MB, words': 'tcp 0 0 '.repeat(MILLION * 1.25),
    'one line of 10 MB, quoting marks': '> '.repeat(MILLION * 5),
    'a million empty lines': '\n'.repeat(MILLION),
    'a million lines of prose': 'The server waits for connections on a port.\n'.repeat(MILLION),
    'a million lines of a log': '2026-01-01T00:00:00Z web app[812]: GET /index.html 200 in 12 ms\n'.repeat(MILLION),
    'a million lines that begin like rows': 'tcp is a protocol that has ports, and so has udp\n'.repeat(MILLION),
    'a million quoted lines of prose': '> > The server waits for connections on a port.\n'.repeat(MILLION),
    'a million rows cut before their end': 'tcp        0      0 0.0.0.0:22\n'.repeat(MILLION),
    'a million coloured rows': `\u001b[1m${ROW}\u001b[0m\n`.repeat(MILLION),
  };
  const rows = Object.entries(texts).map(([name, text]) => [name, measure(text, 2)] as const);
  console.log(`Hostile text (budget: ${MOST_TIMES_FLOOR_FOR_HOSTILE} × the floor)`);
  console.table(Object.fromEntries(rows.map(([name, row]) => [name, shown(row)])));
  return rows.every(([, { timesFloor }]) => timesFloor <= MOST_TIMES_FLOOR_FOR_HOSTILE);
}

const ROW = 'tcp        0      0 192.0.2.10:51734        203.0.113.80:443        ESTABLISHED 812/firefox';

interface Measure {
  lines: number;
  /** lines a second */
  speed: number;
  floorSpeed: number;
  timesFloor: number;
}

function measure(text: string, runs = RUNS): Measure {
  const lines = parseListing(text).lines.length;
  const floor = fastest(() => cut(text), runs);
  const parser = fastest(() => parseListing(text).sockets.length, runs);
  return { lines, speed: (lines / parser) * 1000, floorSpeed: (lines / floor) * 1000, timesFloor: parser / floor };
}

function isFast({ speed, timesFloor }: Measure): boolean {
  return timesFloor <= MOST_TIMES_FLOOR || speed >= LEAST_LINES_PER_SECOND;
}

function shown({ lines, speed, floorSpeed, timesFloor }: Measure): Record<string, number | string> {
  return {
    lines,
    'parser, lines/s': Math.round(speed),
    'floor, lines/s': Math.round(floorSpeed),
    'parser against floor': `${timesFloor.toFixed(1)} ×`,
  };
}

function cut(text: string): number {
  let fields = 0;
  for (const line of text.split('\n')) fields += line.split(/\s+/).length;
  return fields;
}

/** Milliseconds of the fastest run, after one to warm up. */
function fastest(work: () => number, runs: number): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
