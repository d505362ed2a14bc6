/** The words of annotation: what a piece of a pasted line can be. */

import type { Endpoint } from '../../socket.ts';

/** What a piece of a pasted line is; the first five are the parts of the tuple. */
export type AnnotationPart =
  | 'protocol'
  | 'local-address'
  | 'local-port'
  | 'remote-address'
  | 'remote-port'
  | 'state'
  | 'receive-queue'
  | 'send-queue'
  | 'process'
  | 'user'
  | 'inode'
  | 'timer'
  | 'path'
  | 'separator'
  | 'heading'
  | 'other';

/** A piece of a pasted line; the texts of a line's pieces, joined, are the line. */
export interface Annotation {
  text: string;
  part: AnnotationPart;
  /** what it means in the tool that printed it, in sentences */
  meaning?: string;
}

/** A piece by its place in the cleaned line. Pieces follow one another without gaps. */
export interface Piece {
  end: number;
  part: AnnotationPart;
  meaning?: string;
  /** the local end that it tells of, where the line has several sockets */
  endpoint?: Endpoint;
}
