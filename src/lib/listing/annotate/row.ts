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
      const { end, part, endpoint } = piece;
      if (end <= at) continue;
      const of = endpoint === undefined ? socket : { ...socket, local: endpoint };
      const meaning =
        part === 'separator' ? piece.meaning : (piece.meaning ?? meaningOf(part, of, text.slice(at, end), context));
      pieces.push({ end, part, meaning });
      at = end;
    }
  };
  const isBetween = betweenFields(text, columns.delimiters);
  const used = new Set<number>();
  while (at < text.length) {
    let end = at;
    while (isBetween(text.charCodeAt(end))) end++;
    if (end > at) {
      add([{ end, part: 'separator' }]);
      continue;
    }
    while (end < text.length && !isBetween(text.charCodeAt(end))) end++;
    const field: Field = { text, start: at, end };
    const keyed = keyedPieces(columns.keyed, seen, field);
    const found =
      keyed === null ? (slotFrom(slots, next, field, socket) ?? unusedSlot(slots, used, field, socket)) : null;
    add(keyed ?? found?.pieces ?? [{ end, part: 'other', meaning: context.titles.meaningAt(at, end) }]);
    if (found === null) continue;
    const slot = slots[found.slot]!;
    used.add(found.slot);
    // A column that was chosen by the reader (Format-Table) may stand anywhere: it does not end those before it.
    if (found.slot >= next) next = REPEATED.includes(slot) ? found.slot : found.slot + 1;
  }
  return pieces;
}

interface Found {
  slot: number;
  pieces: Piece[];
}

/** The first column from a place on that the field fits. */
function slotFrom(slots: readonly Slot[], from: number, field: Field, socket: Socket): Found | null {
  for (let slot = from; slot < slots.length; slot++) {
    const pieces = matchSlot(slots[slot]!, field, socket);
    if (pieces !== null) return { slot, pieces };
  }
  return null;
}

/** Columns out of their order: only values of the socket are looked for, no patterns. */
function unusedSlot(slots: readonly Slot[], used: ReadonlySet<number>, field: Field, socket: Socket): Found | null {
  for (const [slot, wanted] of slots.entries()) {
    if (typeof wanted !== 'string' || used.has(slot)) continue;
    const pieces = matchSlot(wanted, field, socket);
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

/** Tells what stands between fields: blanks, or in a table of comma-separated values its commas and quotes. */
function betweenFields(text: string, delimiters: string | undefined): (code: number) => boolean {
  if (delimiters !== undefined) {
    const codes = Array.from(delimiters, (character) => character.charCodeAt(0));
    let count = 0;
    for (let at = 0; at < text.length && count < FEWEST_DELIMITERS; at++)
      if (codes.includes(text.charCodeAt(at))) count++;
    if (count >= FEWEST_DELIMITERS) return (code) => codes.includes(code);
  }
  return (code) => code === BLANK;
}

const BLANK = 32;
const FEWEST_DELIMITERS = 3;

/** Columns that hold several values, each a field. */
const REPEATED: readonly Slot[] = ['published-ports'];
