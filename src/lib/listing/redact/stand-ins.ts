/** Stand-ins that keep length and kind: each original gets one, no two the same, and none is another original. */

/**
 * Gives stand-ins of one kind (words of five letters, addresses of one shape), in the order in which originals come.
 * What is given depends on that order alone, so nothing about an original can be read back from its stand-in.
 */
export class StandIns {
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #candidate: (count: number) => string | null;
  #next = 0;
  #again = 0;

  /** @param candidate the stand-ins in order; null when there are no more */
  constructor(candidate: (count: number) => string | null) {
    this.#candidate = candidate;
  }

  /** @param isOriginal claims that a candidate occurs in the text itself: it is taken only when all others are gone */
  of(original: string, isOriginal: (candidate: string) => boolean): string {
    const known = this.#given.get(original);
    if (known !== undefined) return known;
    const standIn = this.#fresh(isOriginal) ?? this.#other(original) ?? original;
    this.#given.set(original, standIn);
    this.#used.add(standIn);
    return standIn;
  }

  #fresh(isOriginal: (candidate: string) => boolean): string | null {
    for (;;) {
      const candidate = this.#candidate(this.#next);
      if (candidate === null) return null;
      this.#next++;
      if (!isOriginal(candidate) && !this.#used.has(candidate)) return candidate;
    }
  }

  /** When the text has nearly every candidate: any that is free, but not the original itself. */
  #other(original: string): string | null {
    for (let at = this.#again; ; at++) {
      const candidate = this.#candidate(at);
      if (candidate === null) return null;
      if (this.#used.has(candidate)) {
        if (at === this.#again) this.#again++;
        continue;
      }
      if (candidate !== original) return candidate;
    }
  }
}
