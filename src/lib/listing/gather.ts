/** Who talks with whom: the sockets of a listing gathered by process and port on this side, by host on the other. */

import { addressScope, isWildcard } from '../address.ts';
import type { Endpoint, Socket } from '../socket.ts';
import { peerOf, processName } from './table.ts';

/** A port that is listened on, or (`port` null) the connections that a process opened from ports of its own. */
export interface TalkerRow {
  key: string;
  port: number | string | null;
  text: string;
  /** from where the port can be reached */
  note: string;
  connections: number;
  sockets: number[];
}

/** The processes of one name. */
export interface Talker {
  key: string;
  name: string;
  pids: number[];
  rows: TalkerRow[];
  /** how many, over all rows */
  sockets: number;
}

export interface Host {
  key: string;
  address: string;
  /** as texts, in order of appearance */
  ports: string[];
  sockets: number[];
}

/** One connection: from a row of this machine to a host. */
export interface Tie {
  row: string;
  host: string;
  phase: 'opening' | 'open' | 'closing' | 'unconnected';
  index: number;
}

export interface Gathered {
  /** those with most sockets first */
  talkers: Talker[];
  hosts: Host[];
  ties: Tie[];
  /** how many sockets are in any of these */
  drawn: number;
}

/** Gathers sockets. Those without a local port (Unix, raw) are left out. */
export function gather(sockets: readonly Socket[]): Gathered {
  const owners = listeners(sockets);
  const talkers = new Map<
    string,
    Pick<Talker, 'key' | 'name'> & { pids: Set<number>; byRow: Map<string, TalkerRow> }
  >();
  const hosts = new Map<string, Host & { seen: Set<string> }>();
  const ties: Tie[] = [];
  let drawn = 0;
  for (const [index, socket] of sockets.entries()) {
    const { local, processes } = socket;
    const port = portOf(local);
    if (local === null || port === null || socket.protocol === 'unix') continue;
    drawn++;
    const peer = peerOf(socket);
    const listening = owners.get(portKey(socket, port));
    // What no process owns any more (TIME-WAIT) still belongs to the port it came in by.
    const name = processes.length === 0 && listening !== undefined ? listening : processName(socket);
    const talker = entry(talkers, name, () => ({
      key: `process:${name}`,
      name,
      pids: new Set<number>(),
      byRow: new Map(),
    }));
    for (const { pid } of processes) if (pid !== undefined) talker.pids.add(pid);
    const incoming = peer === null || listening !== undefined;
    const row = entry(talker.byRow, incoming ? portKey(socket, port) : 'outgoing', (key) =>
      incoming
        ? { key: `${name} ${key}`, port, text: `${port} ${socket.protocol}`, note: '', connections: 0, sockets: [] }
        : { key: `${name} out`, port: null, text: 'outgoing', note: '', connections: 0, sockets: [] },
    );
    row.sockets.push(index);
    if (peer === null) {
      row.note = widest(row.note, exposure(local));
      continue;
    }
    row.connections++;
    const host = entry(hosts, peer.address, (address) => ({
      key: `host:${address}`,
      address,
      ports: [],
      sockets: [],
      seen: new Set<string>(),
    }));
    host.sockets.push(index);
    const remotePort = `${portOf(peer) ?? '*'}`;
    if (!host.seen.has(remotePort)) {
      host.seen.add(remotePort);
      host.ports.push(remotePort);
    }
    ties.push({
      row: row.key,
      host: host.key,
      phase: PHASES[socket.state ?? ''] ?? (socket.state === null ? 'unconnected' : 'closing'),
      index,
    });
  }
  return {
    talkers: Array.from(talkers.values(), ({ key, name, pids, byRow }) => {
      const rows = [...byRow.values()];
      const sockets = rows.reduce((sum, row) => sum + row.sockets.length, 0);
      return { key, name, pids: [...pids], rows, sockets };
    }).sort(
      (one, other) => Number(one.name === UNKNOWN) - Number(other.name === UNKNOWN) || other.sockets - one.sockets,
    ),
    hosts: Array.from(hosts.values(), ({ seen: _seen, ...host }) => host).sort(
      (one, other) => other.sockets.length - one.sockets.length,
    ),
    ties,
    drawn,
  };
}

const UNKNOWN = 'not shown';

/** The process that waits on each port. */
function listeners(sockets: readonly Socket[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const socket of sockets) {
    const port = portOf(socket.local);
    if (port === null || socket.protocol === 'unix') continue;
    const waits = socket.state === 'LISTEN' || (socket.state === null && peerOf(socket) === null);
    const key = portKey(socket, port);
    if (waits && (owners.get(key) ?? UNKNOWN) === UNKNOWN) owners.set(key, processName(socket));
  }
  return owners;
}

function portKey({ protocol }: Socket, port: number | string): string {
  return `${port} ${protocol}`;
}

function portOf(endpoint: Endpoint | null): number | string | null {
  return endpoint === null ? null : (endpoint.port ?? endpoint.service ?? null);
}

/** From where a waiting socket can be reached, from narrow to wide. */
const EXPOSURES = ['', 'this machine only', 'one address', 'every address'];

function exposure({ address }: Endpoint): string {
  if (isWildcard(address)) return EXPOSURES[3]!;
  return EXPOSURES[addressScope(address) === 'loopback' ? 1 : 2]!;
}

function widest(one: string, other: string): string {
  return EXPOSURES.indexOf(one) > EXPOSURES.indexOf(other) ? one : other;
}

const PHASES: Readonly<Record<string, Tie['phase']>> = {
  'SYN-SENT': 'opening',
  'SYN-RECEIVED': 'opening',
  ESTABLISHED: 'open',
  LISTEN: 'unconnected',
};

function entry<T>(map: Map<string, T>, key: string, make: (key: string) => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make(key);
    map.set(key, value);
  }
  return value;
}
