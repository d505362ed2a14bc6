/** Stand-ins for names: hosts, users, programs, containers, paths. Word by word, each of the same length. */

import { StandIns } from './stand-ins.ts';

/** Gives stand-ins for the words of names. Every name is to be shown to `see` before the first is replaced. */
export class Names {
  readonly #seen = new Set<string>();
  readonly #whole = new Set<string>();
  readonly #words = new Map<string, StandIns>();

  /** Takes note of the words of a name. */
  see(name: string): void {
    this.#whole.add(name).add(escaped(name));
    for (const [word] of name.matchAll(WORD)) if (isTelling(word)) this.#seen.add(word);
  }

  /** Claims that this is a name of the text, as it stands. */
  knows(name: string): boolean {
    return this.#whole.has(name);
  }

  /** Replaces every telling word of a name; blanks, dots, slashes and escapes stay. */
  standIn(name: string): string {
    return name.replace(WORD, (word) => (isTelling(word) ? this.#word(word) : word));
  }

  /** Replaces the words that are part of some name, in a line whose structure is not known. */
  inText(text: string, isKept: (word: string) => boolean): string {
    return text.replace(WORD, (word) => (this.#seen.has(word) && !isKept(word) ? this.#word(word) : word));
  }

  #word(word: string): string {
    const kind = `${word.length}${word === word.toLowerCase() ? '' : word === word.toUpperCase() ? 'U' : 'L'}`;
    let standIns = this.#words.get(kind);
    if (standIns === undefined) {
      const write = wordsOfLength(word.length);
      standIns = new StandIns(
        kind.endsWith('U')
          ? (count) => write(count)?.toUpperCase() ?? null
          : kind.endsWith('L')
            ? (count) => capital(write(count))
            : write,
      );
      this.#words.set(kind, standIns);
    }
    return standIns.of(word, (candidate) => this.#seen.has(candidate));
  }
}

/** lsof's escapes of bytes stay as they are; letters of any script, digits and underlines make words. */
const WORD = /\\x[0-9a-f]{2}|[\p{L}\p{N}\p{M}_]+/gu;

/** What is no secret, and what tools or parsers know by its name. */
const PLAIN_WORDS =
  /^(?:\\x..|\d+|exe|dll|windows|system32|Program|Files|System|Idle|localhost\d?|localdomain\d?|ip6|run|var|tmp|dev|usr|lib|etc|proc|sys|home|Users|private|sock|socket)$/;

function isTelling(word: string): boolean {
  return !PLAIN_WORDS.test(word);
}

function capital(word: string | null): string | null {
  return word === null ? null : word[0]!.toUpperCase() + word.slice(1);
}

/** "name00", "name01" …; shorter ones "n01"; of one or two letters any. */
function wordsOfLength(length: number): (count: number) => string | null {
  const start = length >= 6 ? 'name' : length >= 3 ? 'n' : '';
  const digits = length - start.length;
  const base = start === '' ? 26 : 36;
  return (count) => {
    if (count >= base ** digits) return null;
    if (start !== '') return start + count.toString(36).padStart(digits, '0');
    return count
      .toString(26)
      .padStart(digits, '0')
      .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  };
}

/** A name as lsof writes it: what is not ASCII as bytes. @example escaped('é') // '\\xc3\\xa9' */
export function escaped(name: string): string {
  return name.replace(/[^\x20-\x7e]+/g, (part) =>
    encodeURIComponent(part.toWellFormed()).replace(/%(..)/g, (_, byte: string) => `\\x${byte.toLowerCase()}`),
  );
}
