/** Which format one pasted line is written in, found from the line alone. */

import type { Format } from './format.ts';
import { formatsThatBegin } from './formats.ts';
import { peel } from './peel.ts';

/**
 * A line's format, and between which places of it the listing stands: before it are quoting marks or a line number, behind
 * it a quotation mark. A line whose layers stand within it, such as the cells of a table, is the listing's as a whole.
 */
export interface LineFormat {
  format: Format;
  from: number;
  to: number;
}

/**
 * Finds the format that is surest of a cleaned line, under as few quoting marks and line numbers as possible;
 * null where none knows it.
 *
 * @param before the id of the format of the line before: as in the parser it goes first, where it knows the line
 * @example formatOfLine('> tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN').from // 2
 */
export function formatOfLine(plain: string, before: string | null = null): LineFormat | null {
  let text: string | null = plain;
  for (let layers = 0; layers <= MOST_LAYERS && text !== null; layers++) {
    let best: Format | null = null;
    let score = 0;
    for (const format of formatsThatBegin(text)) {
      const sure = format.recognise(text);
      if (sure > 0 && format.id === before) return { format, ...placeOf(text, plain) };
      if (sure > score) [best, score] = [format, sure];
    }
    if (best !== null) return { format: best, ...placeOf(text, plain) };
    text = peel(text);
  }
  return null;
}

function placeOf(text: string, plain: string): { from: number; to: number } {
  const from = plain.lastIndexOf(text);
  return from < 0 ? { from: 0, to: plain.length } : { from, to: from + text.length };
}

/** As many as the parser takes off. */
const MOST_LAYERS = 4;
