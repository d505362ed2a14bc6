/** Words of tools that speak the reader's language, known again where a wrong code page has spoilt their letters. */

/** A dictionary from words as printed to what they mean. */
export class Words<T> {
  readonly #meanings = new Map<string, T>();
  /** by their first character, so that a line is compared with few */
  readonly #starts = new Map<string, { start: string; meaning: T }[]>();

  /** @param entries word and meaning; of two entries that spoil to one spelling the first counts */
  constructor(entries: Iterable<readonly [word: string, meaning: T]>) {
    for (const [word, meaning] of entries) {
      for (const key of spellings(word)) {
        if (this.#meanings.has(key)) continue;
        this.#meanings.set(key, meaning);
        const alike = this.#starts.get(key.charAt(0));
        if (alike === undefined) this.#starts.set(key.charAt(0), [{ start: key, meaning }]);
        else alike.push({ start: key, meaning });
      }
    }
  }

  /** What the whole text means; undefined where it is unknown. */
  of(text: string): T | undefined {
    if (!this.#mayBegin(text)) return undefined;
    const word = plain(text);
    return this.#meanings.get(word) ?? this.#meanings.get(spoilt(word));
  }

  /** What the words at the beginning of the text mean. */
  at(text: string): T | undefined {
    if (!this.#mayBegin(text)) return undefined;
    const words = plain(text);
    const damaged = spoilt(words);
    for (const { start, meaning } of this.#starts.get(words.charAt(0)) ?? []) {
      if (begins(words, start) || begins(damaged, start)) return meaning;
    }
    if (damaged.charAt(0) === words.charAt(0)) return undefined;
    for (const { start, meaning } of this.#starts.get(damaged.charAt(0)) ?? []) {
      if (begins(damaged, start)) return meaning;
    }
    return undefined;
  }

  /** Claims that some word begins as the text does; most lines need no closer look. What is not ASCII may be anything. */
  #mayBegin(text: string): boolean {
    const at = text.search(/\S/);
    return at < 0 || text.charCodeAt(at) > LAST_ASCII || this.#starts.has(text.charAt(at).toLowerCase());
  }
}

const LAST_ASCII = 127;

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
