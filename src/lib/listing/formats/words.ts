/** Words of tools that speak the reader's language, known again where a wrong code page has spoilt their letters. */

/** A dictionary from words as printed to what they mean. */
export class Words<T> {
  readonly #meanings = new Map<string, T>();
  readonly #starts: { start: string; meaning: T }[] = [];

  /** @param entries word and meaning; of two entries that spoil to one spelling the first counts */
  constructor(entries: Iterable<readonly [word: string, meaning: T]>) {
    for (const [word, meaning] of entries) {
      for (const key of spellings(word)) {
        if (this.#meanings.has(key)) continue;
        this.#meanings.set(key, meaning);
        this.#starts.push({ start: key, meaning });
      }
    }
  }

  /** What the whole text means; undefined where it is unknown. */
  of(text: string): T | undefined {
    const word = plain(text);
    return this.#meanings.get(word) ?? this.#meanings.get(spoilt(word));
  }

  /** What the words at the beginning of the text mean. */
  at(text: string): T | undefined {
    const words = plain(text);
    const damaged = spoilt(words);
    for (const { start, meaning } of this.#starts) {
      if (begins(words, start) || begins(damaged, start)) return meaning;
    }
    return undefined;
  }
}

/** The fewest unspoilt letters by which a word is known again. */
const FEWEST_LETTERS = 5;

/** A word as it is, without its accents, and with "?" for each run of letters that a code page could have changed. */
function spellings(word: string): string[] {
  const whole = plain(word);
  const keys = [whole, whole.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l')];
  const damaged = spoilt(whole);
  const letters = damaged.replace(/[^a-z]/g, '').length;
  if (letters >= FEWEST_LETTERS && letters * 2 > whole.length) keys.push(damaged);
  return keys;
}

/** Soft hyphens are what CP866 has become on a page of Windows-1251; pasting loses them or not. */
function plain(text: string): string {
  return text.replaceAll('\u00ad', '').trim().replace(/ {2,}/g, ' ').toLowerCase().normalize('NFC');
}

function spoilt(text: string): string {
  return text.replace(/[^ ->@-~]+/g, '?');
}

function begins(text: string, start: string): boolean {
  return text.startsWith(start) && !/[\p{L}\d_?]/u.test(text.charAt(start.length));
}
