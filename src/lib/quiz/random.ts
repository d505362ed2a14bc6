/** Chance that can be repeated: the same seed gives the same draws, in every browser and in Node. */

/** Draws that follow from a seed alone. */
export interface Random {
  /** a whole number from 0 up to, not including, the limit; 0 where the limit is below 1 */
  below(limit: number): number;
  /** one of the list; undefined where it is empty */
  pick<T>(list: readonly T[]): T | undefined;
  /** the list in a new order; the list itself stays as it is */
  shuffled<T>(list: readonly T[]): T[];
}

/**
 * Starts a row of draws.
 *
 * @param seed any number; its 32 low bits count, and what is no number counts as 0
 * @see mulberry32 by Tommy Ettinger, in the public domain: 32 bits of state, a period of 2 to the 32
 * @example seededRandom(1).shuffled(['a', 'b', 'c']) // ['c', 'a', 'b']
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const share = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return limit < 1 ? 0 : Math.floor(share * limit);
  };
  return {
    below,
    pick: (list) => list[below(list.length)],
    shuffled(list) {
      const order = [...list];
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [order[last], order[other]] = [order[other]!, order[last]!];
      }
      return order;
    },
  };
}
