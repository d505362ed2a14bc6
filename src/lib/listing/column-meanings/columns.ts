/** How the layout of one tool's rows is written down. */

import type { AnnotationPart } from '../annotate/annotation.ts';

/** A meaning, or one for listening sockets and another for all others. */
export type Meaning = string | { listening: string; otherwise: string };

/** A column that `annotate` knows how to find by the socket's values, or a pattern with what it means. */
export type Slot =
  | 'protocol'
  | 'receive-queue'
  | 'send-queue'
  | 'listen-queues'
  | 'hex-queues'
  | 'local'
  | 'local-address'
  | 'local-port'
  | 'remote'
  | 'remote-address'
  | 'remote-port'
  | 'state'
  | 'user'
  | 'owner'
  | 'inode'
  | 'process'
  | 'timer'
  | 'path'
  | 'port-and-protocol'
  | 'published-ports'
  | { pattern: RegExp; part?: AnnotationPart; meaning: string };

/** A value behind a key ("uid:112", "src=192.0.2.10"), found wherever it stands; a further one means something else. */
export interface Keyed {
  /** sticky; the first group is the key, the second the value */
  pattern: RegExp;
  parts: readonly AnnotationPart[];
  meanings?: readonly string[];
}

/** How one tool lays out its rows, and what its columns mean. */
export interface Columns {
  rows: readonly Slot[];
  unixRows?: readonly Slot[];
  keyed?: readonly Keyed[];
  /** what stands between values where the tool can print them separated: commas, quotes */
  delimiters?: string;
  meanings: Partial<Record<AnnotationPart, Meaning>>;
  /** where the remote side names no peer */
  noPeer: string;
  /** where a dash stands for the program */
  noProgram?: string;
  /** titles that mean something else here than in other tools */
  titles?: Readonly<Record<string, AnnotationPart | string>>;
}
