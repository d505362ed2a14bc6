/** A listing as a picture: who listens and talks on this machine, with which hosts, laid out but not drawn. */

import type { Socket } from '../socket.ts';
import type { Listing } from './format.ts';
import { type Gathered, gather, type Tie } from './gather.ts';
import { count, GAP, layHosts, layMachine, ROW, type Side } from './picture-sides.ts';

/** What a connection is doing, as the marks of states tell it. */
export type PicturePhase = 'opening' | 'open' | 'closing' | 'unconnected';

/** A labelled place in the picture. Positions and sizes are in pixels at a text size of 15. */
export interface PictureMark {
  id: string;
  side: 'local' | 'remote';
  kind: 'process' | 'port' | 'outgoing' | 'host' | 'more';
  /** as drawn: it may be shortened */
  text: string;
  /** beside the text, quieter */
  note: string;
  /** what it is, on its own: "nginx, port 80 tcp" */
  name: string;
  /** everything about it as a sentence */
  fact: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** indexes into `listing.sockets` */
  sockets: number[];
}

/** Connections between a mark of this machine and a mark of the others. */
export interface PictureLink {
  from: string;
  to: string;
  phase: PicturePhase;
  /** of the line, in pixels; it grows with the logarithm of the count */
  width: number;
  /** the path of the line, as SVG's `d` */
  path: string;
  fact: string;
  sockets: number[];
}

/** A heading over hosts of one scope. */
export interface PictureHeading {
  text: string;
  x: number;
  y: number;
}

export interface Picture {
  width: number;
  height: number;
  headings: PictureHeading[];
  marks: PictureMark[];
  links: PictureLink[];
  /** what a picture cannot show, as sentences */
  left: string[];
}

/**
 * Lays a listing out as a picture: this machine's processes with their ports on the left, the hosts that they talk with
 * on the right, grouped by scope, a line for each pair of rows and each phase.
 *
 * The picture stays readable however many sockets there are: beyond a number of rows the rest of each group is one row,
 * so that every connection is in exactly one link.
 *
 * @param width of the drawing, in pixels; at least 480
 * @example pictureOf({ format: null, os: null, sockets: [], lines: [] }).marks // []
 */
export function pictureOf(listing: Listing, width = 960): Picture {
  const gathered = gather(listing.sockets);
  const side = Math.floor(Math.max(480, width) * 0.36);
  const local = layMachine(gathered, side);
  const remote = layHosts(gathered, side, Math.max(480, width) - side);
  const links = layLinks(gathered.ties, local, remote);
  return {
    width: Math.max(480, width),
    height: Math.max(local.height, remote.height) + GAP,
    headings: [...local.headings, ...remote.headings],
    marks: [...local.marks, ...remote.marks],
    links,
    left: leftOut(listing.sockets, gathered),
  };
}

function layLinks(ties: Tie[], local: Side, remote: Side): PictureLink[] {
  const links = new Map<string, PictureLink & { start: PictureMark; end: PictureMark }>();
  for (const { row, host, phase, index } of ties) {
    const start = local.places.get(row)!;
    const end = remote.places.get(host)!;
    const key = `${start.id} ${end.id} ${phase}`;
    const link = links.get(key);
    if (link !== undefined) link.sockets.push(index);
    else
      links.set(key, { from: start.id, to: end.id, phase, width: 0, path: '', fact: '', sockets: [index], start, end });
  }
  return Array.from(links.values(), ({ start, end, ...link }, at) => {
    const { length } = link.sockets;
    // Links of one pair of rows in several phases run side by side.
    const shift = ((at % 3) - 1) * 3;
    const from = { x: start.x + start.width, y: start.y + ROW / 2 + shift };
    const to = { x: end.x, y: end.y + ROW / 2 + shift };
    const middle = Math.round((from.x + to.x) / 2);
    return {
      ...link,
      width: Math.round((1.25 + Math.log2(length) * 0.75) * 100) / 100,
      path: `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`,
      fact: `${start.name} with ${end.name}: ${count(length, `${PHASE_WORDS[link.phase]} connection`)}.`,
    };
  });
}

/** Says in words what is not drawn. */
function leftOut(sockets: readonly Socket[], { drawn }: Gathered): string[] {
  const unix = sockets.filter(({ protocol }) => protocol === 'unix').length;
  const others = sockets.length - unix - drawn;
  return [
    ...(unix > 0 ? [`${count(unix, 'Unix domain socket')}: they have paths and no addresses.`] : []),
    ...(others > 0 ? [`${count(others, 'socket')} without a local port.`] : []),
  ];
}

const PHASE_WORDS: Record<PicturePhase, string> = {
  opening: 'opening',
  open: 'open',
  closing: 'closing',
  unconnected: 'stateless',
};
