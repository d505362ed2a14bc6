/** Cuts a socket's line into its columns: each field goes to the first column, from left to right, that it fits. */

import type { Socket } from '../../socket.ts';
import type { Keyed, Slot } from '../column-meanings.ts';
import type { Piece } from './annotation.ts';
import { type Field, matchSlot } from './slots.ts';
import { type Context, meaningOf } from './values.ts';

/** The pieces of a line from a place on, without gaps. */
export function rowPieces(text: string, from: number, socket: Socket, context: Context): Piece[] {
  const { columns } = context;
  const slots = (socket.protocol === 'unix' ? columns.unixRows : undefined) ?? columns.rows;
  const seen = new Map<Keyed, number>();
  const pieces: Piece[] = [];
  let next = 0;
  let at = from;
  const add = (found: readonly Piece[]) => {
    for (const piece of found) {
      const { end, part } = piece;
      if (end <= at) continue;
      const meaning =
        part === 'separator' ? piece.meaning : (piece.meaning ?? meaningOf(part, socket, text.slice(at, end), context));
      pieces.push({ end, part, meaning });
      at = end;
    }
  };
  while (at < text.length) {
    const blanks = blanksFrom(text, at);
    if (blanks > at) {
      add([{ end: blanks, part: 'separator' }]);
      continue;
    }
    const blank = text.indexOf(' ', at);
    const field: Field = { text, start: at, end: blank < 0 ? text.length : blank };
    const keyed = keyedPieces(columns.keyed, seen, field);
    const found = keyed === null ? firstSlot(slots, next, field, socket) : null;
    add(
      keyed ?? found?.pieces ?? [{ end: field.end, part: 'other', meaning: context.titles.meaningAt(at, field.end) }],
    );
    if (found !== null) next = REPEATED.includes(slots[found.slot]!) ? found.slot : found.slot + 1;
  }
  return pieces;
}

function firstSlot(
  slots: readonly Slot[],
  from: number,
  field: Field,
  socket: Socket,
): { slot: number; pieces: Piece[] } | null {
  for (let slot = from; slot < slots.length; slot++) {
    const pieces = matchSlot(slots[slot]!, field, socket);
    if (pieces !== null) return { slot, pieces };
  }
  return null;
}

/** Values that say themselves what they are go before columns. */
function keyedPieces(
  keyed: readonly Keyed[] | undefined,
  seen: Map<Keyed, number>,
  { text, start }: Field,
): Piece[] | null {
  for (const entry of keyed ?? []) {
    entry.pattern.lastIndex = start;
    const found = entry.pattern.exec(text);
    if (found === null) continue;
    const time = Math.min(seen.get(entry) ?? 0, entry.parts.length - 1);
    seen.set(entry, time + 1);
    const key = start + found[1]!.length;
    return [
      { end: key, part: 'separator' },
      { end: key + found[2]!.length, part: entry.parts[time]!, meaning: entry.meanings?.[time] },
    ];
  }
  return null;
}

function blanksFrom(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === BLANK) end++;
  return end;
}

const BLANK = 32;

/** Columns that hold several values, each a field. */
const REPEATED: readonly Slot[] = ['published-ports'];
