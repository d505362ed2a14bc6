/** The face that every listing format shows to the parser, what a `Listing` is, and the tools that formats share. */

import { parseAddress } from '../address.ts';
import { HIGHEST_PORT } from '../port.ts';
import { type Endpoint, type OS, type Process, type Socket, type TcpState, tcpState } from '../socket.ts';

/** What a line of a pasted listing is. */
export type LineKind = 'socket' | 'detail' | 'header' | 'blank' | 'prompt' | 'skipped';

/** The account of one pasted line. */
export interface ListingLine {
  /** 1-based */
  line: number;
  kind: LineKind;
  /** why it was skipped, or what it is where that is not plain */
  reason?: string;
}

/** A pasted text, read: its sockets, and an account of each of its lines. */
export interface Listing {
  /** the id of the format that most sockets came in; null where nothing was recognised */
  format: string | null;
  /** the system that such a listing comes from; null where it does not show */
  os: OS | null;
  sockets: Socket[];
  /** every line of the text, once and in order */
  lines: ListingLine[];
}

/**
 * One way of printing sockets: one tool, or one family of tools with one look.
 *
 * A format never sees the whole text. The parser offers it line by line, cleaned (no colours, tabs, quoting marks),
 * so it must do with what it gets: a header may be missing, and the listing may start in the middle.
 */
export interface Format {
  /** names its folder of fixtures too */
  id: string;
  /** for the reader: the tool's name */
  name: string;
  /**
   * Says how surely a line is of this format, from the line alone: 0 (no), 1 (a header that no other tool prints).
   * Rows score between. It runs on every line that the current format does not know, so it must be cheap.
   */
  recognise(text: string): number;
  /** Makes what reads the listings of one text. */
  reader(): Reader;
}

/** Reads listings, one after the other. What it learns on the way (columns, widths, the system) lives here. */
export interface Reader {
  /** the system, as far as the lines of this listing have shown it */
  os: OS | null;
  /**
   * A listing begins: forget the one before.
   *
   * @param command the command line above the listing, where it was pasted too; else empty
   */
  begin(command: string): void;
  /**
   * Reads the next line.
   *
   * @param text the cleaned line
   * @param peek returns the cleaned line so many lines further (1: the next); empty past the end
   * @returns a socket (the parser fills in `line`, `lines` and `raw`), a remark about the line,
   *          or null where the line is not of this format
   */
  read(text: string, peek: (ahead: number) => string): Socket | Remark | null;
  /** a blank line: for formats in which it ends a socket */
  blank?(): void;
  /** the listing has ended: the last chance to correct sockets by what later lines showed */
  close?(): void;
}

/** What a line is that begins no socket. */
export interface Remark {
  kind: 'header' | 'detail' | 'skipped';
  reason?: string;
  /** which socket a detail belongs to: the last one (as if absent) or the next one */
  of?: 'last' | 'next';
  /** another format that recognises the line goes first */
  unsure?: true;
}

/** The remark for an ordinary header. */
export const HEADER: Remark = { kind: 'header' };

/** The remark for a line that looks like a socket but cannot be read as one. */
export function unreadable(reason: string): Remark {
  return { kind: 'skipped', reason };
}

/**
 * Reads the commonest endpoints at once, four decimal parts and a port, as `parseEndpoint` would; null for all others.
 *
 * @param separator the character between address and port: a colon, or a dot
 */
export function plainEndpoint(field: string, separator: number): { ok: true; value: Endpoint } | null {
  const { length } = field;
  if (length < 9 || length > 21) return null;
  let at = 0;
  for (let part = 0; part < 4; part++) {
    const start = at;
    let value = 0;
    for (; at < length; at++) {
      const digit = field.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const digits = at - start;
    if (digits === 0 || digits > 3 || value > 255 || (digits > 1 && field.charCodeAt(start) === ZERO)) return null;
    if (field.charCodeAt(at) !== (part < 3 ? FULL_STOP : separator)) return null;
    at++;
  }
  const address = field.slice(0, at - 1);
  if (at === length - 1 && field.charCodeAt(at) === STAR) return { ok: true, value: { address, port: null } };
  if (at === length || length - at > 5) return null;
  let port = 0;
  for (; at < length; at++) {
    const digit = field.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return null;
    port = port * 10 + digit;
  }
  return port > HIGHEST_PORT ? null : { ok: true, value: { address, port } };
}

/** A state as printed, and the TCP state that it is. */
export interface StateText {
  state: TcpState | null;
  /** as printed, where that differs from `state` */
  stateText: string | undefined;
}

/** Reads a TCP state and keeps its spelling where that is not the standard's. */
export function readState(text: string): StateText {
  const state = tcpState(text);
  return { state, stateText: state === text ? undefined : text };
}

/** Sockets without a known process share this list. */
export const NOBODY: Process[] = [];

/**
 * Claims that a tool which cut this address may have cut more than blanks: what stands here is no whole address,
 * or it could go on and be another address.
 *
 * @param address as printed, IPv4, IPv6 or a name
 */
export function couldContinue(address: string): boolean {
  if (address === '*') return false;
  if (parseAddress(address) === null) return true;
  const lastDot = address.lastIndexOf('.');
  if (lastDot >= 0) {
    const last = address.slice(lastDot + 1);
    return last !== '0' && Number(last) * 10 <= 255;
  }
  const groups = address.split(':');
  if (groups.at(-1)!.length < 4) return true;
  // inet_ntop(3) writes "::" for two groups of zeros or more, so beside it stand at most six.
  return groups.filter((group) => group !== '').length < (address.includes('::') ? 6 : 8);
}

/** More fields than any tool prints; what follows stays part of the line but gets no number. */
const MOST_FIELDS = 32;

/** The fields of one line, as positions in it. One instance serves all lines of a listing. */
export class Fields {
  count = 0;
  text = '';
  readonly starts = new Int32Array(MOST_FIELDS);
  readonly ends = new Int32Array(MOST_FIELDS);

  /** Cuts the text at its blanks, from a position on. */
  scan(text: string, from = 0): number {
    const { starts, ends } = this;
    const { length } = text;
    let count = 0;
    let at = from;
    while (count < MOST_FIELDS) {
      while (at < length && text.charCodeAt(at) === BLANK) at++;
      if (at === length) break;
      starts[count] = at;
      // A line is a slice of the pasted text, whose characters cost more one by one than a search.
      const end = text.indexOf(' ', at);
      at = end < 0 ? length : end;
      ends[count++] = at;
    }
    this.text = text;
    this.count = count;
    return count;
  }

  /** The text of a field; empty where the line has fewer. */
  at(index: number): string {
    return index < this.count ? this.text.slice(this.starts[index], this.ends[index]) : '';
  }

  length(index: number): number {
    return index < this.count ? this.ends[index]! - this.starts[index]! : 0;
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
    return index < this.count ? this.text.slice(this.starts[index]).trimEnd() : '';
  }
}

/**
 * Remembers what fields meant, since listings repeat them: the value of each text is made once.
 * The table has a fixed size, and a newcomer takes the place of an older one, so it cannot grow with the text.
 */
export class Memory<T> {
  readonly #make: (text: string) => T;
  readonly #keys: string[] = new Array(MEMORY_SIZE).fill('');
  readonly #values: T[] = new Array(MEMORY_SIZE);

  constructor(make: (text: string) => T) {
    this.#make = make;
  }

  /** The value of the piece of text between two positions; the piece is copied out only where it is new. */
  of(text: string, start: number, end: number): T {
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const place = (hash ^ (hash >>> 15)) & (MEMORY_SIZE - 1);
    const key = this.#keys[place]!;
    if (key.length === end - start && key !== '' && text.startsWith(key, start)) return this.#values[place]!;
    const piece = text.slice(start, end);
    const value = this.#make(piece);
    this.#keys[place] = piece;
    this.#values[place] = value;
    return value;
  }
}

const MEMORY_SIZE = 4096;
const BLANK = 32;
const ZERO = 48;
const LOWER_A = 97;
const FULL_STOP = 46;
const STAR = 42;
