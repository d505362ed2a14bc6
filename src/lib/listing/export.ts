/** A listing in forms that other programs read: a Markdown table, CSV for spreadsheets, JSON. */

import { formatEndpoint } from '../endpoint.ts';
import type { Endpoint, Socket } from '../socket.ts';
import type { Listing } from './format.ts';
import { PROTOCOL_NAMES } from './words.ts';

/**
 * Writes the sockets as a table in GitHub-flavoured Markdown, one a row.
 * Nothing in a cell can end the cell, begin a link or become HTML.
 */
export function listingAsMarkdown(listing: Listing): string {
  const rows = listing.sockets.map((socket) => [
    PROTOCOL_NAMES[socket.protocol],
    code(socket.path ?? endpointText(socket.local)),
    code(endpointText(socket.remote)),
    plain(socket.state ?? socket.stateText ?? ''),
    plain(ownersText(socket)),
  ]);
  return `${[['Protocol', 'Local', 'Remote', 'State', 'Process'], ['---', '---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')}\n`;
}

/**
 * Writes the sockets as CSV with a header row and CRLF line ends.
 * A cell that a spreadsheet would take for a formula has an apostrophe before it.
 *
 * @see RFC 4180; OWASP, "CSV Injection"
 */
export function listingAsCsv(listing: Listing): string {
  const rows = listing.sockets.map((socket) => COLUMNS.map(([, value]) => csvCell(value(socket))));
  return [COLUMNS.map(([title]) => title), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Writes format, system and sockets as JSON; `JSON.parse(…).sockets` equals `listing.sockets`. */
export function listingAsJson(listing: Listing): string {
  const { format, os, sockets } = listing;
  return `${JSON.stringify({ format, os, sockets }, null, 2)}\n`;
}

const COLUMNS: readonly (readonly [title: string, value: (socket: Socket) => string | number | null | undefined])[] = [
  ['protocol', ({ protocol }) => protocol],
  ['family', ({ family }) => family],
  ['local address', ({ local }) => hostText(local)],
  ['local port', ({ local }) => local?.port ?? local?.service],
  ['remote address', ({ remote }) => hostText(remote)],
  ['remote port', ({ remote }) => remote?.port ?? remote?.service],
  ['state', ({ state, stateText }) => state ?? stateText],
  ['receive queue', ({ receiveQueue }) => receiveQueue],
  ['send queue', ({ sendQueue }) => sendQueue],
  ['pids', ({ processes }) => distinct(processes.map(({ pid }) => pid))],
  ['programs', ({ processes }) => distinct(processes.map(({ name }) => name))],
  ['users', ({ processes }) => distinct(processes.map(({ user }) => user))],
  ['path', ({ path }) => path],
  ['inode', ({ inode }) => inode],
  ['timer', ({ timer }) => timer],
  ['container', ({ container }) => container],
  ['line', ({ line }) => line],
];

function hostText(endpoint: Endpoint | null): string | undefined {
  if (endpoint === null) return undefined;
  const { address, zone, truncated } = endpoint;
  return `${address}${zone === undefined ? '' : `%${zone}`}${truncated ? '…' : ''}`;
}

function endpointText(endpoint: Endpoint | null): string {
  if (endpoint === null) return '';
  return `${formatEndpoint(endpoint)}${endpoint.truncated ? ' …' : ''}`;
}

function ownersText({ processes }: Socket): string {
  return distinct(processes.map(({ pid, name }) => [name, pid].filter((part) => part !== undefined).join(' ')));
}

function distinct(values: readonly (string | number | undefined)[]): string {
  return [...new Set(values.filter((value) => value !== undefined && value !== ''))].join('; ');
}

function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What makes Excel, LibreOffice Calc or Google Sheets evaluate a cell, also behind blanks. */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;

/** Inline code: without backticks and line ends inside, and without the bar that ends a cell. */
function code(text: string): string {
  return text === '' ? '' : `\`${oneLine(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>()#+!|~&@]/g, '\\$&');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
