/** The face that every listing format shows to the parser, what a `Listing` is, and the words that formats share. */

import { type OS, type Process, type Socket, type TcpState, tcpState } from '../socket.ts';

export { couldContinue, Endpoints, plainEndpoint } from './address-field.ts';
export { Fields } from './fields.ts';
export { Memory } from './memory.ts';

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
   * The ASCII characters with which, after blanks, its lines can begin; absent: any. A line that begins with another
   * one is not offered to `recognise`, so that text which no format knows costs little however many formats there are.
   */
  begins?: string;
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
   * @returns a socket or several (the parser fills in `line`, `lines` and `raw`), a remark about the line,
   *          or null where the line is not of this format
   */
  read(text: string, peek: (ahead: number) => string): Socket | Sockets | Remark | null;
  /**
   * Reads the next line as `read` does, where it stands between two positions of the pasted text and needed no cleaning.
   * For formats of long listings: it spares a copy of each line, whose characters are slower to reach.
   */
  readWithin?(text: string, start: number, end: number, peek: (ahead: number) => string): Socket | Remark | null;
  /** a blank line: for formats in which it ends a socket */
  blank?(): void;
  /** the listing has ended: the last chance to correct sockets by what later lines showed */
  close?(): void;
}

/** Several sockets of one line, such as the published ports of a container: at least one. */
export interface Sockets {
  sockets: Socket[];
  /** what else the line told */
  reason?: string;
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
