/** Each pasted line taken apart in place: which piece is what, and what it means in the tool that printed it. */

import type { Socket } from '../socket.ts';
import type { Annotation, Piece } from './annotate/annotation.ts';
import { rowPieces } from './annotate/row.ts';
import { Titles, titlePieces } from './annotate/titles.ts';
import type { Context } from './annotate/values.ts';
import { visible } from './annotate/visible.ts';
import { lineBounds } from './clean.ts';
import { columnsOf } from './column-meanings.ts';
import type { Listing, ListingLine } from './format.ts';
import { formatOfLine } from './line-format.ts';

export type { Annotation, AnnotationPart } from './annotate/annotation.ts';

/**
 * Takes pasted lines apart.
 *
 * The texts of a line's pieces, joined, are the line as pasted, without its line end: colours, quoting marks and odd
 * blanks included. The time grows with the length of the text alone.
 *
 * @param text what was pasted
 * @param listing what `parseListing(text)` returned
 * @param most how many lines to take apart, from the first on
 * @returns one list of pieces a line, in the order of the lines; an empty line has none
 * @example annotate('> hello', { format: null, os: null, sockets: [], lines: [{ line: 1, kind: 'skipped', reason: 'not known' }] }) // [[{ text: '> hello', part: 'other', meaning: 'Not understood: not known.' }]]
 */
export function annotate(text: string, listing: Listing, most = Number.POSITIVE_INFINITY): Annotation[][] {
  const bounds = lineBounds(text);
  const count = Math.min(bounds.length / 2, Math.max(0, most));
  const owners = ownersOf(listing.sockets, count);
  const annotator = new Annotator(listing);
  const lines: Annotation[][] = [];
  for (let index = 0; index < count; index++) {
    const raw = text.slice(bounds[2 * index], bounds[2 * index + 1]);
    lines.push(annotator.line(raw, listing.lines[index], owners.get(index + 1)));
  }
  return lines;
}

/** The socket of each line: the first that covers it. */
function ownersOf(sockets: readonly Socket[], count: number): Map<number, Socket> {
  const owners = new Map<number, Socket>();
  for (const socket of sockets) {
    const last = Math.min(socket.line + socket.lines - 1, count);
    for (let line = socket.line; line <= last; line++) if (!owners.has(line)) owners.set(line, socket);
  }
  return owners;
}

class Annotator {
  readonly #listing: Listing;
  /** the format of the line before: a line that shows none of its own belongs to it */
  #format: string | null;
  /** a prompt ends the listing above it */
  #before: string | null = null;
  /** the quoting marks and numbers before the last line whose format shows */
  #prefix = '';
  #titles = new Titles();

  constructor(listing: Listing) {
    this.#listing = listing;
    this.#format = listing.format;
  }

  line(raw: string, account: ListingLine | undefined, socket: Socket | undefined): Annotation[] {
    if (raw === '') return [];
    const { plain, placeOf } = visible(raw);
    const annotations: Annotation[] = [];
    let start = 0;
    for (const { end, part, meaning } of this.#pieces(plain, account, socket)) {
      const from = start === 0 ? 0 : placeOf(start);
      const to = end === plain.length ? raw.length : placeOf(end);
      if (to > from)
        annotations.push(
          meaning === undefined ? { text: raw.slice(from, to), part } : { text: raw.slice(from, to), part, meaning },
        );
      start = end;
    }
    return annotations.length > 0 ? annotations : [{ text: raw, part: 'separator' }];
  }

  #pieces(plain: string, account: ListingLine | undefined, socket: Socket | undefined): Piece[] {
    const end = plain.length;
    const kind = account?.kind ?? 'skipped';
    const reason = account?.reason;
    if (kind === 'blank') return [{ end, part: 'separator' }];
    if (kind === 'prompt')
      return [{ end, part: 'other', meaning: sentence(reason ?? 'a prompt, and what was typed behind it') }];
    if (kind === 'skipped')
      return [{ end, part: 'other', meaning: `Not understood: ${reason ?? 'no reason is known'}.` }];
    // A detail shows no format of its own: it has that of its socket, and stands under the same quoting marks.
    const known = kind === 'detail' ? null : formatOfLine(plain, this.#before);
    if (known !== null) {
      this.#before = this.#format = known.format.id;
      this.#prefix = plain.slice(0, known.from);
    }
    const from = plain.startsWith(this.#prefix) ? this.#prefix.length : 0;
    const listed = known === null ? plain : plain.slice(0, known.to);
    const pieces =
      kind === 'header' ? this.#header(listed, from, reason) : this.#row(listed, from, kind, reason, socket);
    if (from > 0) pieces.unshift({ end: from, part: 'other', meaning: LAYERS });
    if (listed.length < end) pieces.push({ end, part: 'other', meaning: LAYERS });
    return pieces;
  }

  #header(plain: string, from: number, reason: string | undefined): Piece[] {
    const titles = titlePieces(plain, from, this.#format, columnsOf(this.#format));
    if (titles !== null) this.#titles = new Titles(plain, titles);
    const meaning = sentence(reason ?? 'a line that the tool prints above its rows');
    return titles ?? [{ end: plain.length, part: 'heading', meaning }];
  }

  #row(plain: string, from: number, kind: string, reason: string | undefined, socket: Socket | undefined): Piece[] {
    const context: Context = {
      format: this.#format,
      columns: columnsOf(this.#format),
      os: this.#listing.os,
      titles: kind === 'socket' ? this.#titles : NO_TITLES,
    };
    const pieces = socket === undefined ? [] : rowPieces(plain, from, socket, context);
    // A detail in which no value of the socket stands has its reason as a whole.
    if (kind === 'socket' || pieces.some(({ part }) => part !== 'other' && part !== 'separator')) return pieces;
    const about = socket === undefined ? 'more about a socket' : `more about the socket of line ${socket.line}`;
    return [{ end: plain.length, part: 'other', meaning: sentence(reason ?? about) }];
  }
}

const NO_TITLES = /* @__PURE__ */ new Titles();
const LAYERS = 'What stands around the listing, such as a quoting mark, a line number or a time: it is not part of it.';

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
