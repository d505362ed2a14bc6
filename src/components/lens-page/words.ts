/** What the lens writes into its table: for the build and the page alike. */

import {
  type Endpoint,
  type FacetName,
  peerOf,
  type Socket,
  TABLE_COLUMNS,
  type TableColumn,
} from '../../lib/index.ts';
import { owner, statePhase } from '../listing-lens/wording.ts';

/** One row of the table as it travels from the worker. */
export interface Row {
  /** into the sockets of the listing */
  index: number;
  /** in the order of `TABLE_COLUMNS`; empty where the listing shows nothing */
  cells: string[];
  /** the mark of the state, or empty */
  phase: string;
}

export const COLUMN_TITLES: Readonly<Record<TableColumn, string>> = {
  protocol: 'Protocol',
  localAddress: 'Local address',
  localPort: 'Local port',
  remoteAddress: 'Remote address',
  remotePort: 'Remote port',
  state: 'State',
  receiveQueue: 'Recv-Q',
  sendQueue: 'Send-Q',
  process: 'Process',
  line: 'Line',
};

export const FACET_TITLES: Readonly<Record<FacetName, string>> = {
  state: 'State',
  protocol: 'Protocol',
  scope: 'Scope',
  process: 'Process',
};

/** The class of each column's cells: the five parts have those of tuple.css. */
export const COLUMN_CLASSES: Readonly<Record<TableColumn, string>> = {
  protocol: 'protocol',
  localAddress: 'local-address',
  localPort: 'local-port',
  remoteAddress: 'remote-address',
  remotePort: 'remote-port',
  state: 'state',
  receiveQueue: 'queue',
  sendQueue: 'queue',
  process: 'process',
  line: 'quiet',
};

export function rowOf(socket: Socket, index: number): Row {
  const cells = TABLE_COLUMNS.map((column) => CELLS[column](socket));
  return { index, cells, phase: socket.state === null ? '' : statePhase(socket.state) };
}

/** One socket in one line of text: "tcp 192.0.2.10:51734 → 203.0.113.80:443 ESTABLISHED firefox (812)". */
export function lineOf(socket: Socket): string {
  const [protocol, address, port, remoteAddress, remotePort, state, , , process] = rowOf(socket, 0).cells;
  const end = (host: string, number: string) =>
    number === '' ? host : `${host.includes(':') ? `[${host}]` : host}:${number}`;
  const peer = remoteAddress === '' ? '' : ` → ${end(remoteAddress!, remotePort!)}`;
  return `${protocol} ${end(address!, port!)}${peer} ${state} ${process}`.trim();
}

const CELLS: Readonly<Record<TableColumn, (socket: Socket) => string>> = {
  protocol: ({ protocol }) => protocol,
  localAddress: ({ protocol, local, path }) => (protocol === 'unix' ? (path ?? 'no name') : hostOf(local)),
  localPort: ({ protocol, local }) => (protocol === 'unix' ? '' : portOf(local)),
  remoteAddress: (socket) => hostOf(peerOf(socket)),
  remotePort: (socket) => portOf(peerOf(socket)),
  state: ({ state, stateText }) => state ?? stateText ?? '',
  receiveQueue: ({ receiveQueue }) => receiveQueue?.toString() ?? '',
  sendQueue: ({ sendQueue }) => sendQueue?.toString() ?? '',
  process: ({ processes }) => processes.map(owner).join(', '),
  line: ({ line }) => line.toString(),
};

function hostOf(endpoint: Endpoint | null): string {
  if (endpoint === null) return '';
  const { address, zone, truncated } = endpoint;
  return `${zone === undefined ? address : `${address}%${zone}`}${truncated ? '…' : ''}`;
}

function portOf(endpoint: Endpoint | null): string {
  return endpoint === null ? '' : `${endpoint.port ?? endpoint.service ?? (endpoint.truncated ? '…' : '*')}`;
}
