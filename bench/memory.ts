/** Run by the benchmark as `node --expose-gc bench/memory.ts <lines>`: what a parsed listing takes, as JSON. */

import { parseListing } from '../src/lib/index.ts';
import { busyServer } from './listings.ts';

const collect = globalThis.gc;
if (collect === undefined) throw new Error('run this with --expose-gc');

const text = busyServer(Number(process.argv[2]));
/** Read once, so that it is one piece: every character a byte. */
const textBytes = Buffer.byteLength(text);
collect();
const before = used();
const listing = parseListing(text);
const withGarbage = used() - before;
collect();
const kept = used() - before;
console.log(
  JSON.stringify({
    lines: listing.lines.length,
    textBytes,
    kept: rounded(1 + kept / textBytes),
    withGarbage: rounded(1 + withGarbage / textBytes),
  }),
);

function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function rounded(times: number): number {
  return Math.round(times * 100) / 100;
}
