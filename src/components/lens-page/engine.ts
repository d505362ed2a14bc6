/** What the lens knows about one text: it holds the listing, and answers what the page asks. It runs in the worker. */

import {
  annotate,
  compareListings,
  decodeText,
  explainSocket,
  type Facet,
  type Finding,
  findings,
  holdersOf,
  type Listing,
  type ListingLine,
  listingAsCsv,
  listingAsJson,
  listingAsMarkdown,
  type OS,
  type Picture,
  type PortHolders,
  pairs,
  parseListing,
  pictureOf,
  questionsFrom,
  redact,
  SocketTable,
  type TableView,
} from '../../lib/index.ts';
import type { Question } from '../../lib/quiz/index.ts';
import {
  type Row as AnnotatedRow,
  rows as annotatedRows,
  MOST_LINES as MOST_ANNOTATED,
  rest,
} from '../line-annotator/rows.ts';
import { account, caption } from '../listing-lens/rows.ts';
import { joinListings } from './join.ts';
import { lineOf, type Row, rowOf } from './words.ts';

/** Something to read: what was typed or pasted, or a file. */
export interface Source {
  name: string;
  content: string | Blob;
}

/** What the page shows at once after a text was read. */
export interface Summary {
  caption: string;
  account: string;
  os: OS | null;
  sockets: number;
  lines: number;
  /** how many lines were not understood */
  skipped: number;
}

/** Sockets to choose from, named by what they belong to. */
export type Among = { finding: number } | { mark: string } | { link: number } | { port: number };

export interface ViewRequest extends Omit<TableView, 'only'> {
  among: Among | null;
}

export interface Arrangement {
  shown: number;
  total: number;
  facets: Facet[];
}

/** The facts about one socket that stand beside the table. */
export interface Detail {
  index: number;
  sentence: string;
  raw: string;
  line: number;
  lines: number;
  /** the file it came from, where there are several */
  source: string | null;
  /** the other end of the same connection */
  pair: { index: number; sentence: string } | null;
}

/** A finding; its sockets stay here, the page asks for them by its place. */
export type CountedFinding = Omit<Finding, 'sockets'> & { count: number };

export interface SkippedLine extends ListingLine {
  text: string;
  source: string | null;
}

/** How many there are, and the first of them in words. */
export interface Listed {
  count: number;
  lines: string[];
}

export interface ComparisonAnswer {
  /** what the second text was read as */
  caption: string;
  appeared: Listed;
  vanished: Listed;
  changed: Listed;
}

/** Sockets of a picture stay here; the page asks for them by the mark's id. */
export type DrawnPicture = Omit<Picture, 'marks' | 'links'> & {
  marks: Omit<Picture['marks'][number], 'sockets'>[];
  links: Omit<Picture['links'][number], 'sockets'>[];
};

export type Export = 'markdown' | 'csv' | 'json';

/** How far the reading of a large text is: what happens now, and how much of it is done, from 0 to 1. */
export interface Progress {
  stage: string;
  done: number;
}

export class Engine {
  readonly #tell: (progress: Progress) => void;
  #texts: { name: string; text: string }[] = [];
  #firstLines: number[] = [];
  #listing: Listing = parseListing('');
  #table = new SocketTable([]);
  #findings: Finding[] = [];
  #pairs: Map<number, number> | null = null;
  #picture: Picture | null = null;
  #order: number[] = [];

  constructor(tell: (progress: Progress) => void = () => {}) {
    this.#tell = tell;
  }

  /** Reads sources one after another. @throws Error with the name of a file that cannot be read */
  async read(sources: Source[]): Promise<Summary> {
    const { texts, listing, firstLines } = await this.#parse(sources, 0.7);
    this.#texts = texts;
    this.#listing = listing;
    this.#firstLines = firstLines;
    this.#table = new SocketTable(listing.sockets);
    this.#order = listing.sockets.map((_, index) => index);
    this.#pairs = null;
    this.#picture = null;
    this.#findings = [];
    return {
      caption: caption(listing),
      account: listing.lines.length === 0 ? '' : account(listing),
      os: listing.os,
      sockets: listing.sockets.length,
      lines: listing.lines.length,
      skipped: listing.lines.reduce((sum, { kind }) => sum + Number(kind === 'skipped'), 0),
    };
  }

  /** Chooses and orders rows; `rows` then answers from this arrangement. */
  arrange({ among, ...view }: ViewRequest): Arrangement {
    const only = among === null ? {} : { only: this.#among(among) };
    this.#order = this.#table.rows({ ...view, ...only });
    return {
      shown: this.#order.length,
      total: this.#listing.sockets.length,
      facets: this.#table.facets({ ...view, ...only }),
    };
  }

  rows(from: number, to: number): Row[] {
    return this.#order.slice(from, to).map((index) => rowOf(this.#listing.sockets[index]!, index));
  }

  /** Where a socket stands in the arrangement; -1 where the view does not show it. */
  place(index: number): number {
    return this.#order.indexOf(index);
  }

  detail(index: number): Detail | null {
    const socket = this.#listing.sockets[index];
    if (socket === undefined) return null;
    const { os } = this.#listing;
    const pair = this.#pairOf(index);
    const { line, source } = this.#origin(socket.line);
    return {
      index,
      sentence: explainSocket(socket, os ?? undefined),
      raw: socket.raw,
      line,
      lines: socket.lines,
      source,
      pair:
        pair === undefined
          ? null
          : { index: pair, sentence: explainSocket(this.#listing.sockets[pair]!, os ?? undefined) },
    };
  }

  picture(width: number): DrawnPicture {
    this.#tell({ stage: 'Drawing who talks with whom', done: 0.9 });
    this.#picture = pictureOf(this.#listing, width);
    const { marks, links, ...rest } = this.#picture;
    return {
      ...rest,
      marks: marks.map(({ sockets: _sockets, ...mark }) => mark),
      links: links.map(({ sockets: _sockets, ...link }) => link),
    };
  }

  /** Looks for what deserves attention. */
  findings(): CountedFinding[] {
    this.#tell({ stage: 'Looking for what deserves attention', done: 0.8 });
    this.#findings = findings(this.#listing);
    return this.#findings.map(({ sockets, ...finding }) => ({ ...finding, count: sockets.length }));
  }

  port(port: number): Omit<PortHolders, 'sockets'> & Listed {
    const { sockets, ...holders } = holdersOf(this.#listing, port);
    return { ...holders, ...listed(sockets, (index) => lineOf(this.#listing.sockets[index]!)) };
  }

  /** The first lines of the (first) text, taken apart, and what is said of further ones. */
  annotated(): { rows: AnnotatedRow[]; rest: string } {
    const { text } = this.#texts[0] ?? { text: '' };
    const { lines } = this.#listing;
    return { rows: annotatedRows(annotate(text, this.#listing, MOST_ANNOTATED), lines), rest: rest(lines.length) };
  }

  /** Questions about what was read; the same seed asks the same. */
  questions(seed: number): Question[] {
    return questionsFrom(this.#listing, seed);
  }

  /** The lines that were not understood, from one place in their list to another. */
  skipped(from: number, to: number): SkippedLine[] {
    const lines = this.#listing.lines.filter(({ kind }) => kind === 'skipped').slice(from, to);
    return lines.map((account) => {
      const { line, source, text } = this.#origin(account.line);
      return { ...account, line, source, text };
    });
  }

  export(kind: Export): string {
    return EXPORTS[kind](this.#listing);
  }

  /** All that was read, one source after another, without what tells of its people and machines. */
  redacted(): string {
    return redact(this.#texts.map(({ text }) => text).join('\n'));
  }

  /** What was read, as text. */
  texts(): { name: string; content: string }[] {
    return this.#texts.map(({ name, text }) => ({ name, content: text }));
  }

  /** Compares what was read with another text, which was taken `after` or `before` it. */
  async compare(sources: Source[], taken: 'after' | 'before'): Promise<ComparisonAnswer> {
    const { listing: other } = await this.#parse(sources, 1);
    const [before, after] = taken === 'after' ? [this.#listing, other] : [other, this.#listing];
    const { appeared, vanished, changed } = compareListings(before, after);
    return {
      caption: caption(other),
      appeared: listed(appeared, (index) => lineOf(after.sockets[index]!)),
      vanished: listed(vanished, (index) => lineOf(before.sockets[index]!)),
      changed: listed(changed, (change) =>
        changeOf(lineOf(before.sockets[change.before]!), lineOf(after.sockets[change.after]!)),
      ),
    };
  }

  /** Parses sources, each on its own, and joins what they say. */
  async #parse(sources: Source[], share: number) {
    const texts: { name: string; text: string }[] = [];
    const listings: Listing[] = [];
    const size = sources.reduce((sum, { content }) => sum + sizeOf(content), 0) || 1;
    let read = 0;
    for (const { name, content } of sources) {
      const tell = (part: number) =>
        this.#tell({ stage: `Reading ${name}`, done: ((read + part * sizeOf(content)) / size) * share });
      tell(0);
      const text = typeof content === 'string' ? content : await textOf(name, content);
      texts.push({ name, text });
      listings.push(parseListing(text, tell));
      read += sizeOf(content);
    }
    return { texts, ...joinListings(listings) };
  }

  #among(among: Among): number[] {
    if ('finding' in among) return this.#findings[among.finding]?.sockets ?? [];
    if ('port' in among) return holdersOf(this.#listing, among.port).sockets;
    if ('mark' in among) return this.#picture?.marks.find(({ id }) => id === among.mark)?.sockets ?? [];
    if ('link' in among) return this.#picture?.links[among.link]?.sockets ?? [];
    return [];
  }

  #pairOf(index: number): number | undefined {
    this.#pairs ??= new Map(
      pairs(this.#listing).flatMap(([one, other]) => [
        [one, other],
        [other, one],
      ]),
    );
    return this.#pairs.get(index);
  }

  /** Finds a line of the joined listing in its own source. */
  #origin(joined: number): { line: number; source: string | null; text: string } {
    const at = this.#firstLines.findLastIndex((first) => first <= joined);
    const { name, text } = this.#texts[at] ?? { name: '', text: '' };
    const line = joined - (this.#firstLines[at] ?? 1) + 1;
    return { line, source: this.#texts.length > 1 ? name : null, text: lineAt(text, line) };
  }
}

const MOST_LINES = 200;

function listed<T>(items: readonly T[], say: (item: T) => string): Listed {
  return { count: items.length, lines: items.slice(0, MOST_LINES).map(say) };
}

/** "tcp … ESTABLISHED nginx (812), before CLOSE-WAIT nginx (812)": what both have in common is said once. */
function changeOf(before: string, after: string): string {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  return `${after}, before ${before.slice(before.lastIndexOf(' ', same - 1) + 1) || before}`;
}

const EXPORTS: Readonly<Record<Export, (listing: Listing) => string>> = {
  markdown: listingAsMarkdown,
  csv: listingAsCsv,
  json: listingAsJson,
};

async function textOf(name: string, file: Blob): Promise<string> {
  try {
    return decodeText(new Uint8Array(await file.arrayBuffer()));
  } catch {
    throw new Error(`${name} cannot be read. Is it a folder, or was it moved?`);
  }
}

function sizeOf(content: string | Blob): number {
  return typeof content === 'string' ? content.length : content.size;
}

/** The text of one line, 1-based, without its end: CRLF, LF or CR. */
function lineAt(text: string, line: number): string {
  const ends = /\r\n|\n|\r/g;
  for (let at = 1; at < line; at++) if (ends.exec(text) === null) return '';
  const start = ends.lastIndex;
  const end = ends.exec(text);
  return text.slice(start, end?.index ?? text.length);
}
