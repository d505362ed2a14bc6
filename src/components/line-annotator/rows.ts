/** What the annotator shows of a listing: lines, their parts in the tuple's colours, notes; for the build and the page alike. */

import { type Annotation, type AnnotationPart, type ListingLine, plainText } from '../../lib/index.ts';

/** A part of a line. Blanks between parts have no name. */
export interface Cell {
  text: string;
  /** what it is, for the reader; null for what is no part to stop at */
  name: string | null;
  className: string;
  meaning: string;
}

export interface Row {
  cells: Cell[];
  /** why the line was not understood */
  note?: string;
}

/** No more lines are shown than this, and it is said. */
export const MOST_LINES = 300;
/** A line of more parts than any tool prints shows the rest as one. */
const MOST_CELLS = 120;
/** What is longer is cut in the middle of nowhere, and says so. */
const LONGEST_TEXT = 2000;

/** The rows of annotated lines, in their order. */
export function rows(annotations: readonly Annotation[][], lines: readonly ListingLine[]): Row[] {
  return annotations.slice(0, MOST_LINES).map((pieces, index) => {
    const row: Row = { cells: joined(pieces).map(cell) };
    const account = lines[index];
    if (account?.kind === 'skipped') row.note = `not understood: ${account.reason ?? 'no reason is known'}`;
    return row;
  });
}

/** "The first 300 of 12,345 lines are shown; all were read."; empty where all are shown. */
export function rest(lines: number): string {
  return lines > MOST_LINES
    ? `The first ${MOST_LINES} of ${lines.toLocaleString('en')} lines are shown; all were read.`
    : '';
}

function joined(pieces: readonly Annotation[]): readonly Annotation[] {
  if (pieces.length <= MOST_CELLS) return pieces;
  const text = pieces.slice(MOST_CELLS).map((piece) => piece.text);
  return [...pieces.slice(0, MOST_CELLS), { text: text.join(''), part: 'other', meaning: 'The rest of the line.' }];
}

function cell({ text, part, meaning = 'Its meaning is not known here.' }: Annotation): Cell {
  const shown = plainText(text);
  return {
    text: shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT)}…` : shown,
    name: NAMES[part],
    className: part === 'separator' ? '' : part,
    meaning,
  };
}

const NAMES: Readonly<Record<AnnotationPart, string | null>> = {
  protocol: 'protocol',
  'local-address': 'local address',
  'local-port': 'local port',
  'remote-address': 'remote address',
  'remote-port': 'remote port',
  state: 'state',
  'receive-queue': 'receive queue',
  'send-queue': 'send queue',
  process: 'process',
  user: 'user',
  inode: 'inode',
  timer: 'timer',
  path: 'path',
  heading: 'title',
  other: 'more',
  separator: null,
};
