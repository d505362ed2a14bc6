/** Rows of `ss` that a terminal broke at its edge: which lines below go on with them. */

import { Fields } from '../../format.ts';
import { isHeader, queueAt } from './columns.ts';
import { isBroken } from './details.ts';

/** A row with what belongs to it from the lines below. */
export interface Whole {
  text: string;
  /** how many lines below were taken */
  taken: number;
}

/** Remembers the width of the terminal once a line has shown it: of that width, further lines are broken too. */
export class Wrapping {
  #width = 0;

  /** Another listing, perhaps of another terminal. */
  begin(): void {
    this.#width = 0;
  }

  /** A line of this width was broken in the middle of a word. */
  broken(width: number): void {
    this.#width = width;
  }

  /**
   * Joins a row with the lines below while its end is missing.
   *
   * @param row with the lines taken so far
   * @param from where its details begin
   * @param width of the last line so far
   */
  join(row: Whole, from: number, width: number, peek: (ahead: number) => string): Whole {
    const { text } = row;
    const cut = isBroken(text, from) || CUT_WORD.test(text.slice(from - 1));
    if (!cut && width !== this.#width) return row;
    let whole = text;
    let length = width;
    let ahead = row.taken + 1;
    for (; ahead <= MOST_BROKEN; ahead++) {
      if (length !== width && length !== this.#width && !isBroken(whole, from)) break;
      const next = peek(ahead);
      if (!goesOn(next)) break;
      // Blanks at the edge part columns, but for the inside of the process column.
      const end = whole.trimEnd();
      whole = end + (end.length < whole.length && !isBroken(whole, from) ? ' ' : '') + next;
      length = next.length;
    }
    // What does not come to an end was not broken but cut, and the lines below are something else.
    if (ahead === row.taken + 1 || isBroken(whole, from) || CUT_WORD.test(whole.slice(from - 1))) return row;
    if (cut && !/(?:users:\(\(|timer:\()/.test(whole.slice(from))) return row;
    if (cut) this.#width = width;
    return { text: whole, taken: ahead - 1 };
  }
}

/** Claims that a line can be the rest of a row: it begins at the edge and is no row, header or prompt itself. */
export function goesOn(line: string): boolean {
  if (line.trim() === '' || line.startsWith(' ') || isHeader(line) || /[$#%>](?: |$)/.test(line)) return false;
  const fields = new Fields();
  fields.scan(line);
  return queueAt(fields) < 0;
}

/** Over how many lines a terminal may have broken the processes of one socket. */
const MOST_BROKEN = 6;

/** The last word of a line that is only the beginning of "users:((" or "timer:(…)". */
const CUT_WORD = / (?:u(?:s(?:e(?:r(?:s(?::\(?)?)?)?)?)?|t(?:i(?:m(?:e(?:r(?::(?:\([^)]*)?)?)?)?)?)?)$/;
