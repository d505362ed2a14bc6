/** The fields of one line: what stands between its blanks. */

/** More fields than any tool prints; what follows stays part of the line but gets no number. */
const MOST_FIELDS = 32;

/** The fields of one line, as positions in the text that holds it. One instance serves all lines of a listing. */
export class Fields {
  count = 0;
  text = '';
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** where the line ends */
  #end = 0;

  /** Cuts a line at its blanks: the whole text, or what stands between two positions of it. */
  scan(text: string, from = 0, to = text.length): number {
    const { starts, ends } = this;
    let count = 0;
    let at = from;
    while (count < MOST_FIELDS) {
      while (at < to && text.charCodeAt(at) === BLANK) at++;
      if (at >= to) break;
      starts[count] = at;
      while (at < to && text.charCodeAt(at) !== BLANK) at++;
      ends[count++] = at;
    }
    this.text = text;
    this.count = count;
    this.#end = to;
    return count;
  }

  /** The text of a field; empty where the line has fewer. */
  at(index: number): string {
    return index < this.count ? this.text.slice(this.starts[index], this.ends[index]) : '';
  }

  length(index: number): number {
    return index < this.count ? this.ends[index]! - this.starts[index]! : 0;
  }

  /** Claims that a character stands in the field. */
  has(index: number, code: number): boolean {
    if (index >= this.count) return false;
    for (let at = this.starts[index]!; at < this.ends[index]!; at++) if (this.text.charCodeAt(at) === code) return true;
    return false;
  }

  /** Reads a field of decimal digits; -1 for anything else. */
  number(index: number): number {
    if (index >= this.count) return -1;
    const end = this.ends[index]!;
    let value = 0;
    for (let at = this.starts[index]!; at < end; at++) {
      const digit = this.text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  }

  /** Claims that a field consists of hexadecimal digits, at least so many. */
  isHexadecimal(index: number, least: number): boolean {
    if (this.length(index) < least) return false;
    const end = this.ends[index]!;
    for (let at = this.starts[index]!; at < end; at++) {
      const code = this.text.charCodeAt(at);
      if (!((code >= ZERO && code <= ZERO + 9) || (code >= LOWER_A && code <= LOWER_A + 5))) return false;
    }
    return true;
  }

  /** The line from a field to its end, without blanks behind. */
  from(index: number): string {
    return index < this.count ? this.text.slice(this.starts[index], this.#end).trimEnd() : '';
  }
}

const BLANK = 32;
const ZERO = 48;
const LOWER_A = 97;
