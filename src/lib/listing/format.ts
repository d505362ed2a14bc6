/** The face that every listing format shows to the parser. */

/** What a line of a pasted listing is. */
export type LineKind = 'socket' | 'detail' | 'header' | 'blank' | 'prompt' | 'skipped';

/** The account of one pasted line. */
export interface ListingLine {
  /** 1-based */
  line: number;
  kind: LineKind;
  /** why it was skipped, or what it belongs to */
  reason?: string;
}
