/** What the lens says about a listing: the words of its rows, its caption and its account, for the build and the page alike. */

import { type Endpoint, formatName, isUnspecified, type Listing, type Socket } from '../../lib/index.ts';
import { count, owner, SYSTEMS, statePhase } from './wording.ts';

/** A piece of a cell and the class that colours it; the classes are those of tuple.css. */
export interface Piece {
  text: string;
  className?: string;
}

export type Cell = Piece[];

/** The small form shows no more rows than this, and says so. */
export const MOST_ROWS = 200;
/** How many lines that were not understood it lists. */
const MOST_SKIPPED = 50;

export const EMPTY = 'Paste the output of netstat -an, or take an example.';

export const COLUMNS = ['Protocol', 'Local', 'Remote', 'State', 'Process'];

/** The cells of one socket, in the order of `COLUMNS`. */
export function row(socket: Socket): Cell[] {
  const { protocol, local, remote, state, stateText, processes, path } = socket;
  return [
    [{ text: protocol, className: 'protocol' }],
    protocol === 'unix'
      ? [path === undefined ? quiet('no name') : { text: path, className: 'local-address' }]
      : side(local, 'local'),
    protocol === 'unix' || remote === null || isUnspecified(remote) ? [quiet('no peer')] : side(remote, 'remote'),
    state === null ? [quiet(stateText ?? 'none')] : [{ text: state, className: `state-${statePhase(state)}` }],
    processes.length === 0 ? [quiet('not shown')] : [{ text: processes.map(owner).join(', ') }],
  ];
}

/** "netstat (Linux net-tools), Linux, 6 sockets", or what to say where there is none. */
export function caption(listing: Listing): string {
  const { format, os, sockets, lines } = listing;
  if (lines.length === 0) return 'Nothing pasted yet.';
  if (format === null) return 'No socket was recognised in this text.';
  const system = os === null ? 'system not known' : SYSTEMS[os];
  return `${formatName(format)}, ${system}, ${count(sockets.length, 'socket')}.`;
}

/** "9 lines: 6 sockets, 2 headers, 1 not understood." */
export function account({ lines }: Listing): string {
  const counts = new Map<string, number>();
  for (const { kind } of lines) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = KINDS.filter(([kind]) => counts.has(kind)).map(([kind, one, many]) =>
    count(counts.get(kind)!, one, many),
  );
  return `${count(lines.length, 'line')}: ${parts.join(', ')}.`;
}

/** The lines that were not understood, with their reasons, as sentences; of many the first, and how many more. */
export function skipped({ lines }: Listing): string[] {
  const all = lines.filter(({ kind }) => kind === 'skipped');
  const sentences = all.slice(0, MOST_SKIPPED).map(({ line, reason }) => `Line ${line}: ${reason}.`);
  const more = all.length - sentences.length;
  return more > 0 ? [...sentences, `And ${count(more, 'more line')}.`] : sentences;
}

/** "The first 200 of 12,345 sockets are shown; all were read."; empty where all are shown. */
export function rest({ sockets }: Listing): string {
  return sockets.length > MOST_ROWS
    ? `The first ${MOST_ROWS} of ${sockets.length.toLocaleString('en')} sockets are shown; all were read.`
    : '';
}

const KINDS = [
  ['socket', 'socket', 'sockets'],
  ['detail', 'detail', 'details'],
  ['header', 'header', 'headers'],
  ['prompt', 'prompt', 'prompts'],
  ['blank', 'blank', 'blank'],
  ['skipped', 'not understood', 'not understood'],
] as const;

function side(endpoint: Endpoint | null, name: 'local' | 'remote'): Cell {
  if (endpoint === null) return [quiet('none')];
  const { address, zone, port, service, truncated } = endpoint;
  const six = address.includes(':');
  const host = zone === undefined ? address : `${address}%${zone}`;
  const cell: Cell = [
    { text: six ? `[${host}${truncated ? '…' : ''}]` : host, className: `${name}-address` },
    { text: ':' },
    { text: `${port ?? service ?? (truncated ? '…' : '*')}`, className: `${name}-port` },
  ];
  if (truncated) cell.push(quiet(' cut by the tool'));
  return cell;
}

function quiet(text: string): Piece {
  return { text, className: 'quiet' };
}
