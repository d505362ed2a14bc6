/** Text → sockets: clean each line, find its format, let that read it, and account for every line. */

import type { OS, Socket } from '../socket.ts';
import { lineBounds, nextUnplain, plainText, surrounding } from './clean.ts';
import type { Format, Listing, ListingLine, Reader, Remark, Sockets } from './format.ts';
import { formatsThatBegin } from './formats.ts';
import { peel } from './peel.ts';

/**
 * Reads pasted output of netstat and its kin. Nothing has to be named: each line is read by the format that knows it,
 * so listings of several tools and systems may follow one another, with prompts, colours, quotes and chatter between them.
 *
 * Every line of the text is in `lines` once, in order; what was not understood is there as `skipped` with its reason,
 * and nothing is guessed. Nothing throws, whatever the text; the time grows with its length alone.
 *
 * @param watch hears now and then which part of the lines has been read, from 0 to 1
 * @example parseListing('tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN').sockets[0].local // { address: '0.0.0.0', port: 22 }
 * @example parseListing('hello').lines // [{ line: 1, kind: 'skipped', reason: 'not a line of a listing that is known here' }]
 */
export function parseListing(text: string, watch?: (share: number) => void): Listing {
  return new Parser(text).listing(watch);
}

/** After so many lines each, who watches hears how far the reading is. */
const WATCHED_LINES = 10_000;

const UNKNOWN = 'not a line of a listing that is known here';
const BROKEN = 'a heading, broken by a narrow window';
const ORPHAN = 'describes a socket whose own line is missing';

/** Far more than the longest line of a tool: `ss -p` names every process that holds the socket. */
const LONGEST_LINE = 65_536;
const TOO_LONG = 'longer than any line of a listing (more than 65,536 characters)';

/** One format at work in this text. */
interface Work {
  format: Format;
  reader: Reader;
  /** it has begun to read the listing under way */
  open: boolean;
  /** lines read: of the listing under way, and of the whole text; a socket outweighs any number of headers */
  weight: number;
  total: number;
  /** the system that the weightiest listing so far came from */
  os: OS | null;
  weightOfOs: number;
}

const SOCKET = 1;
const HEADING = 1e-6;

class Parser {
  readonly #text: string;
  readonly #bounds: Int32Array;
  /** where the next colour, tab or other character stands that a line must be cleaned of */
  #unplainAt = -1;
  readonly #sockets: Socket[] = [];
  readonly #lines: ListingLine[] = [];
  readonly #works: Work[] = [];
  /** the format of the line before */
  #current: Work | null = null;
  /** the command above the listing under way */
  #command = '';
  /** how many quoting marks or numbers the last line that was read had before it */
  #layers = 0;
  /** the socket that further lines may belong to */
  #last: Socket | null = null;
  /** the first of the detail lines that wait for their socket; 0: none */
  #waiting = 0;
  /** 0-based */
  #index = 0;

  constructor(text: string) {
    this.#text = text;
    this.#bounds = lineBounds(text);
  }

  listing(watch?: (share: number) => void): Listing {
    const count = this.#bounds.length / 2;
    for (this.#index = 0; this.#index < count; this.#index++) {
      if (this.#index % WATCHED_LINES === 0) watch?.(this.#index / count);
      const asked = this.#asPasted();
      if (asked !== 'read') this.#line(asked === 'not read');
    }
    this.#closeListing();
    const main = this.#main();
    return {
      format: main?.format.id ?? null,
      os: main?.os ?? null,
      sockets: this.#sockets,
      lines: this.#lines,
    };
  }

  /** The short way, which most lines of a long listing take: as pasted, to the format of the line before. */
  #asPasted(): 'read' | 'not read' | 'not asked' {
    const reader = this.#current?.reader;
    if (reader?.readWithin === undefined || this.#layers > 0) return 'not asked';
    const start = this.#bounds[2 * this.#index]!;
    const end = this.#bounds[2 * this.#index + 1]!;
    if (start === end || end - start > LONGEST_LINE || !this.#isPlain(start, end)) return 'not asked';
    const reading = reader.readWithin(this.#text, start, end, this.#peek);
    if (reading === null) return 'not read';
    if (isSocket(reading)) this.#socket(reading);
    else if (reading.unsure && this.#othersKnow(this.#raw(this.#index))) return 'not read';
    else this.#remark(reading);
    return 'read';
  }

  /** Claims that nothing between two positions needs cleaning; asked in the order of the text, it looks at each character once. */
  #isPlain(start: number, end: number): boolean {
    if (this.#unplainAt < start) this.#unplainAt = nextUnplain(this.#text, start);
    return this.#unplainAt >= end;
  }

  /**
   * Finds out what one line is. The format of the line before is asked first, then the others.
   *
   * @param asked that format has been asked already
   */
  #line(asked: boolean): void {
    const raw = this.#raw(this.#index);
    if (raw.length > LONGEST_LINE) {
      this.#last = null;
      this.#account('skipped', TOO_LONG);
      return;
    }
    const plain = this.#isPlain(this.#bounds[2 * this.#index]!, this.#bounds[2 * this.#index + 1]!)
      ? raw
      : plainText(raw);
    const text = this.#layers === 0 ? plain : this.#peeled(plain, this.#layers);
    if (isBlank(text)) {
      this.#current?.reader.blank?.();
      this.#account('blank');
      return;
    }
    if (!asked && this.#sameFormat(text)) return;
    if (this.#another(text) || this.#around(text) || this.#underLayers(plain) || this.#goesOn(text)) return;
    this.#last = null;
    this.#account('skipped', UNKNOWN);
  }

  /** Offers the line to the format of the line before. */
  #sameFormat(text: string): boolean {
    const reading = this.#current?.reader.read(text, this.#peek) ?? null;
    if (reading === null) return false;
    if (isSocket(reading)) this.#socket(reading);
    else if (isSeveral(reading)) this.#several(reading);
    else if (reading.unsure && this.#othersKnow(text)) return false;
    else this.#remark(reading);
    return true;
  }

  /** Offers the line to every format and lets the surest read it. */
  #another(text: string): boolean {
    const work = this.#workFor(text);
    if (work === null || work === this.#current) return false;
    const reading = work.reader.read(text, this.#peek);
    if (reading === null) return false;
    this.#orphans();
    this.#current = work;
    this.#last = null;
    if (isSocket(reading)) this.#socket(reading);
    else if (isSeveral(reading)) this.#several(reading);
    else this.#remark(reading);
    return true;
  }

  /** What reads the format of this line, begun. */
  #workFor(text: string): Work | null {
    const format = this.#surest(text);
    if (format === null) return null;
    const work = this.#works.find((known) => known.format === format) ?? this.#begin(format);
    if (!work.open) {
      work.reader.begin(this.#command);
      work.open = true;
    }
    return work;
  }

  #begin(format: Format): Work {
    const work = { format, reader: format.reader(), open: false, weight: 0, total: 0, os: null, weightOfOs: 0 };
    this.#works.push(work);
    return work;
  }

  /** Recognises what belongs to the terminal around a listing. A prompt ends the listing above it. */
  #around(text: string): boolean {
    const around = surrounding(text);
    if (around === null) return false;
    if (around.kind === 'prompt') this.#closeListing();
    if (around.command !== undefined) this.#command = around.command;
    this.#account(around.kind, around.reason);
    return true;
  }

  /** Tries again without quoting marks and line numbers; remembers how many it took. */
  #underLayers(plain: string): boolean {
    const before = this.#layers;
    for (let layers = 0; layers <= MOST_LAYERS; layers++) {
      if (layers === before) continue;
      const text = this.#peeled(plain, layers);
      if (layers > 0 && text === this.#peeled(plain, layers - 1)) break;
      if (isBlank(text)) continue;
      this.#layers = layers;
      if (this.#sameFormat(text) || this.#another(text) || this.#around(text)) return true;
    }
    this.#layers = before;
    return false;
  }

  /**
   * Tries the line as the rest of the one above, which a narrow window broke. That one must have been no row, or a TCP
   * row without its state; together they must be a heading, or a row with a state. Nothing less shows that they belong
   * together, so what is broken behind the state stays broken.
   */
  #goesOn(text: string): boolean {
    const above = this.#lines.at(-1);
    if (above === undefined || (above.kind !== 'skipped' && above.kind !== 'socket')) return false;
    const begun = this.#peek(-1);
    if (begun.length < NARROWEST || begun.length > WIDEST || text.length > WIDEST) return false;
    if (above.kind === 'skipped') {
      if (above.reason === UNKNOWN && !HEADING_BEGUN.test(begun)) return false;
    } else if (!this.#isHalf(this.#last)) return false;
    for (const whole of [begun + text, `${begun} ${text}`]) {
      const work = this.#current ?? this.#workFor(whole);
      const reading = work?.reader.read(whole, this.#peek) ?? null;
      if (work === null || reading === null) continue;
      if (isSocket(reading)) {
        if (reading.state === null) continue;
        this.#current = work;
        this.#joined(reading, above);
        return true;
      }
      if (isSeveral(reading) || reading.kind !== 'header' || above.kind === 'socket') continue;
      this.#current = work;
      this.#lines[above.line - 1] = { line: above.line, kind: 'header', reason: BROKEN };
      work.weight += HEADING;
      this.#account('header', BROKEN);
      return true;
    }
    return false;
  }

  /** Claims that the socket is that of the line above alone, and a TCP one without its state. */
  #isHalf(socket: Socket | null): boolean {
    if (socket === null || socket.protocol !== 'tcp' || socket.state !== null) return false;
    return socket.line === this.#index && this.#sockets.at(-2)?.line !== this.#index;
  }

  /** Puts a row of two lines in the place of its first one, which was read as half a socket or skipped. */
  #joined(socket: Socket, above: ListingLine): void {
    if (above.kind === 'socket') this.#sockets.pop();
    else this.#current!.weight += SOCKET;
    this.#extend(socket, above.line, above.line + 1);
    this.#last = socket;
    this.#sockets.push(socket);
    this.#lines[above.line - 1] = { line: above.line, kind: 'socket' };
    this.#account('detail', `the rest of line ${above.line}, broken by a narrow window`);
  }

  #surest(text: string): Format | null {
    let best: Format | null = null;
    let score = 0;
    for (const format of formatsThatBegin(text)) {
      const sure = format.recognise(text);
      if (sure > score) {
        best = format;
        score = sure;
      }
    }
    return best;
  }

  #othersKnow(text: string): boolean {
    const format = this.#surest(text);
    return format !== null && format !== this.#current?.format;
  }

  #socket(socket: Socket): void {
    const line = this.#index + 1;
    socket.line = line;
    socket.raw = this.#raw(this.#index);
    if (this.#waiting > 0) this.#extend(socket, this.#waiting, line);
    this.#waiting = 0;
    this.#last = socket;
    this.#sockets.push(socket);
    this.#current!.weight += SOCKET;
    this.#lines.push({ line, kind: 'socket' });
  }

  /** Takes the sockets of one line, which is accounted for once. */
  #several({ sockets, reason }: Sockets): void {
    const [first, ...others] = sockets;
    if (first === undefined) {
      this.#account('skipped', reason ?? UNKNOWN);
      return;
    }
    this.#socket(first);
    this.#lines.at(-1)!.reason = reason;
    for (const other of others) {
      other.line = first.line;
      other.lines = first.lines;
      other.raw = first.raw;
      this.#sockets.push(other);
      this.#current!.weight += SOCKET;
    }
  }

  #remark({ kind, reason, of }: Remark): void {
    const line = this.#index + 1;
    if (kind === 'detail' && of === 'next') {
      if (this.#waiting === 0) this.#waiting = line;
    } else if (kind === 'detail' && this.#last !== null) {
      this.#extend(this.#last, this.#last.line, line);
    } else if (kind === 'detail') {
      this.#account('skipped', ORPHAN);
      return;
    } else {
      this.#orphans();
      this.#last = null;
      if (kind === 'header') this.#current!.weight += HEADING;
    }
    this.#account(kind, reason);
  }

  /** Stretches a socket over further lines. */
  #extend(socket: Socket, first: number, last: number): void {
    socket.line = first;
    socket.lines = last - first + 1;
    socket.raw = this.#text.slice(this.#bounds[2 * (first - 1)], this.#bounds[2 * (last - 1) + 1]);
  }

  /** Details that waited for a socket which does not come describe nothing. */
  #orphans(): void {
    if (this.#waiting === 0) return;
    for (let line = this.#waiting; line <= this.#lines.length; line++) {
      const account = this.#lines[line - 1]!;
      if (account.kind === 'detail') {
        account.kind = 'skipped';
        account.reason = ORPHAN;
      }
    }
    this.#waiting = 0;
  }

  #account(kind: ListingLine['kind'], reason?: string): void {
    const line = this.#index + 1;
    this.#lines.push(reason === undefined ? { line, kind } : { line, kind, reason });
  }

  #closeListing(): void {
    this.#orphans();
    for (const work of this.#works) {
      if (!work.open) continue;
      work.reader.close?.();
      work.open = false;
      work.total += work.weight;
      if (work.weight > work.weightOfOs && work.reader.os !== null) {
        work.os = work.reader.os;
        work.weightOfOs = work.weight;
      }
      work.weight = 0;
    }
    this.#current = null;
    this.#last = null;
    this.#command = '';
  }

  /** The format that read the most. */
  #main(): Work | null {
    let best: Work | null = null;
    for (const work of this.#works) if (work.total > (best?.total ?? 0)) best = work;
    return best;
  }

  readonly #peek = (ahead: number): string => {
    const index = this.#index + ahead;
    if (index >= this.#bounds.length / 2) return '';
    const plain = plainText(this.#raw(index));
    return this.#layers === 0 ? plain : this.#peeled(plain, this.#layers);
  };

  #peeled(plain: string, layers: number): string {
    let text = plain;
    for (let layer = 0; layer < layers; layer++) text = peel(text) ?? text;
    return text;
  }

  #raw(index: number): string {
    return this.#text.slice(this.#bounds[2 * index], this.#bounds[2 * index + 1]);
  }
}

/** Where a heading begins. */
const HEADING_BEGUN = /^ *(?:Proto|Local|Netid|State|Active)\b/;
/** The narrowest window that breaks rows, and the widest, in characters. */
const NARROWEST = 30;
const WIDEST = 300;

/** An e-mail quoted twice, with the numbers of a grep -n, in an indented block. */
const MOST_LAYERS = 4;

function isSocket(reading: Socket | Sockets | Remark): reading is Socket {
  return (reading as Socket).processes !== undefined;
}

function isSeveral(reading: Sockets | Remark): reading is Sockets {
  return (reading as Sockets).sockets !== undefined;
}

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== 32) return false;
  return true;
}
