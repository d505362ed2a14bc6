/** A memory of fixed size for what fields meant. */

/**
 * Remembers what fields meant, since listings repeat them: the value of each text is made once.
 * The table has a fixed size, and a newcomer takes the place of an older one, so it cannot grow with the text.
 */
export class Memory<T> {
  readonly #make: (text: string) => T;
  readonly #keys: string[];
  readonly #values: T[];
  /** the key asked for last: a column often repeats the line above */
  #lastKey = '';
  #lastPlace = 0;

  /** @param size how many values are kept; a power of two */
  constructor(make: (text: string) => T, size = 4096) {
    this.#make = make;
    this.#keys = new Array(size).fill('');
    this.#values = new Array(size);
  }

  /** The value of the piece of text between two positions; the piece is copied out only where it is new. */
  of(text: string, start: number, end: number): T {
    const length = end - start;
    const last = this.#lastKey;
    if (last.length === length && length > 0 && text.startsWith(last, start)) return this.#values[this.#lastPlace]!;
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const place = (hash ^ (hash >>> 15)) & (this.#keys.length - 1);
    const key = this.#keys[place]!;
    if (key.length !== length || length === 0 || !text.startsWith(key, start)) {
      const piece = text.slice(start, end);
      this.#values[place] = this.#make(piece);
      this.#keys[place] = piece;
    }
    this.#lastKey = this.#keys[place]!;
    this.#lastPlace = place;
    return this.#values[place]!;
  }
}
