/** Which format one pasted line is written in, found from the line alone. */

import type { Format } from './format.ts';
import { formatsThatBegin } from './formats.ts';
import { peel } from './peel.ts';

/** A line's format, and how many of its first characters (quoting marks, a line number) are not the listing's. */
export interface LineFormat {
  format: Format;
  from: number;
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
      if (sure > 0 && format.id === before) return { format, from: plain.length - text.length };
      if (sure > score) [best, score] = [format, sure];
    }
    if (best !== null) return { format: best, from: plain.length - text.length };
    text = peel(text);
  }
  return null;
}

/** As many as the parser takes off. */
const MOST_LAYERS = 4;
