/** Where the visible characters of a line stand in what was pasted, colours and marks without width included. */

import { INVISIBLE, plainText, TERMINAL_SEQUENCES } from '../clean.ts';

/** A cleaned line, and where each of its characters stands in the pasted one. */
export interface Visible {
  plain: string;
  /** turns a place in the cleaned line into the place in the pasted one */
  placeOf(at: number): number;
}

/**
 * Cleans a line as `plainText` does and keeps the places. What was taken out belongs to the character before it.
 *
 * @example visible('a\u001b[1mb').placeOf(1) // 5
 */
export function visible(line: string): Visible {
  const plain = plainText(line);
  if (plain.length === line.length) return { plain, placeOf: (at) => at };
  const places = new Int32Array(plain.length + 1);
  let kept = 0;
  let from = 0;
  const keep = (to: number) => {
    for (let at = from; at < to; at++) places[kept++] = at;
  };
  for (const { index, 0: cut } of line.matchAll(TAKEN_OUT)) {
    keep(index);
    from = index + cut.length;
  }
  keep(line.length);
  // What stands before the first visible character and behind the last one belongs to them.
  places[0] = 0;
  places[plain.length] = line.length;
  return { plain, placeOf: (at) => places[at]! };
}

const TAKEN_OUT = /* @__PURE__ */ new RegExp(`${TERMINAL_SEQUENCES.source}|${INVISIBLE.source}`, 'g');
