/** What each column means in each tool: the same number is a queue in one and a limit in another. */

import type { AnnotationPart } from './annotate/annotation.ts';
import type { Columns, Meaning } from './column-meanings/columns.ts';
import { conntrack } from './column-meanings/conntrack.ts';
import { docker } from './column-meanings/docker.ts';
import { fstat } from './column-meanings/fstat.ts';
import { lsof } from './column-meanings/lsof.ts';
import { netstatBsd } from './column-meanings/netstat-bsd.ts';
import { netstatLinux } from './column-meanings/netstat-linux.ts';
import { netstatSolaris } from './column-meanings/netstat-solaris.ts';
import { netstatWindows } from './column-meanings/netstat-windows.ts';
import { nmap } from './column-meanings/nmap.ts';
import { powershell } from './column-meanings/powershell.ts';
import { procNet } from './column-meanings/proc-net.ts';
import { sockstat } from './column-meanings/sockstat.ts';
import { ss } from './column-meanings/ss.ts';

export type { Columns, Keyed, Slot } from './column-meanings/columns.ts';

/** The tables, by the id of the listing format. To add one, add a line. */
export const COLUMNS: Readonly<Record<string, Columns>> = {
  'netstat-linux': netstatLinux,
  'netstat-windows': netstatWindows,
  'netstat-bsd': netstatBsd,
  'netstat-solaris': netstatSolaris,
  ss,
  lsof,
  'proc-net': procNet,
  powershell,
  sockstat,
  fstat,
  docker,
  conntrack,
  nmap,
};

const LOCAL_ADDRESS = "The local address: this machine's end.";
const LOCAL_PORT = 'The local port.';
const REMOTE_ADDRESS = 'The remote address: the machine at the other end.';
const REMOTE_PORT = 'The remote port.';

/** What holds in every tool, unless its own table says otherwise. */
const EVERYWHERE: Partial<Record<AnnotationPart, Meaning>> = {
  protocol: 'The protocol.',
  'local-address': LOCAL_ADDRESS,
  'local-port': LOCAL_PORT,
  'remote-address': REMOTE_ADDRESS,
  'remote-port': REMOTE_PORT,
  state: 'The state.',
  'receive-queue': 'Bytes that have arrived and that the program has not read yet.',
  'send-queue': 'Bytes that are sent or waiting to be, and that the peer has not acknowledged.',
  process: 'The process that holds the socket.',
  user: 'The user who owns the socket.',
  inode: "The socket's inode: its number in this machine's file systems, the same in /proc/PID/fd.",
  timer: 'The timer of the connection.',
  path: 'The name of a Unix domain socket: a path, or an abstract name that begins with @.',
};

/** The layout for a tool that has no table of its own: the commonest order. */
const ORDINARY: Columns = {
  rows: ['protocol', 'receive-queue', 'send-queue', 'local', 'remote', 'state', 'user', 'inode', 'process', 'timer'],
  unixRows: ['protocol', 'receive-queue', 'send-queue', 'state', 'inode', 'process', 'path'],
  meanings: {},
  noPeer: 'No peer: this socket is not connected.',
};

/** The columns of a format; for one without a table, what most tools have in common. */
export function columnsOf(format: string | null): Columns {
  return format !== null && Object.hasOwn(COLUMNS, format) ? COLUMNS[format]! : ORDINARY;
}

/**
 * What a part means in a tool.
 *
 * @param format the id of a listing format, or null where it is not known
 * @param listening whether the socket listens; `both` for the title of the column
 * @example columnMeaning('ss', 'send-queue', true) // 'Send-Q of a listening socket: the limit of its accept queue, which the program gave to listen().'
 */
export function columnMeaning(
  format: string | null,
  part: AnnotationPart,
  listening: boolean | 'both',
): string | undefined {
  const meaning = columnsOf(format).meanings[part] ?? EVERYWHERE[part];
  if (meaning === undefined || typeof meaning === 'string') return meaning;
  if (listening === 'both') return `${meaning.otherwise} ${meaning.listening}`;
  return listening ? meaning.listening : meaning.otherwise;
}
