/** How fast a listing is read, against the floor: cutting the same text into lines and fields, and nothing else. */

import { parseListing } from '../src/lib/index.ts';

const LINES = 100_000;
const RUNS = 7;

/** Prints lines a second of both, and their ratio, for sizes that show whether the time grows in line with the text. */
export function benchParser(): void {
  const rows = [LINES / 10, LINES, LINES * 10].map((lines) => {
    const text = listing(lines);
    const floor = fastest(() => cut(text));
    const parser = fastest(() => parseListing(text).sockets.length);
    return {
      lines,
      'parser, lines/s': Math.round((lines / parser) * 1000),
      'floor, lines/s': Math.round((lines / floor) * 1000),
      'parser against floor': `${(parser / floor).toFixed(1)} ×`,
    };
  });
  console.log('Listing parser (Linux net-tools, warm, best of runs)');
  console.table(rows);
}

/** A listing as a busy web server prints it: a few listeners, many clients, both families. */
function listing(lines: number): string {
  const header = [
    'Active Internet connections (servers and established)',
    'Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    ',
  ];
  const states = ['ESTABLISHED', 'TIME_WAIT', 'CLOSE_WAIT', 'ESTABLISHED', 'FIN_WAIT2'];
  const rows = Array.from({ length: lines - header.length }, (_, index) => {
    const client = `198.51.${100 + (index % 100)}.${index % 250}:${32768 + (index % 28232)}`;
    return `tcp        0      0 203.0.113.80:443        ${client.padEnd(23)} ${states[index % states.length]!.padEnd(11)} 812/nginx: worker   `;
  });
  return [...header, ...rows].join('\n');
}

function cut(text: string): number {
  let fields = 0;
  for (const line of text.split('\n')) fields += line.split(/\s+/).length;
  return fields;
}

/** Milliseconds of the fastest run, after one to warm up. */
function fastest(work: () => number): number {
  work();
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
