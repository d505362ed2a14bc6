/** A listing seen as a whole, in one pass: what the rules group sockets by. */

import { isWildcard } from '../../address.ts';
import { isUnspecified } from '../../endpoint.ts';
import type { Socket } from '../../socket.ts';
import type { Listing } from '../format.ts';
import { isListener } from './finding.ts';

/** Indexes into `listing.sockets`, by what the rules ask for. */
export interface Overview {
  /** sockets that connections come in to */
  listeners: number[];
  /** TCP sockets with a peer, in any state but LISTEN */
  connections: number[];
  /** local ports of TCP listeners */
  listeningPorts: ReadonlySet<number>;
  /** the listing names a process somewhere */
  showsProcesses: boolean;
}

/** Reads a listing once. */
export function overviewOf({ sockets }: Listing): Overview {
  const listeners: number[] = [];
  const connections: number[] = [];
  const listeningPorts = new Set<number>();
  let showsProcesses = false;
  sockets.forEach((socket, index) => {
    showsProcesses ||= socket.processes.some(({ pid, name }) => pid !== undefined || name !== undefined);
    if (isListener(socket)) {
      listeners.push(index);
      if (socket.protocol === 'tcp' && socket.local!.port !== null) listeningPorts.add(socket.local!.port);
    } else if (
      socket.protocol === 'tcp' &&
      socket.local !== null &&
      socket.remote !== null &&
      !isUnspecified(socket.remote)
    ) {
      connections.push(index);
    }
  });
  return { listeners, connections, listeningPorts, showsProcesses };
}

/** Groups indexes by a key; where the key is null a socket is in no group. Groups are in the order of their first socket. */
export function groupBy<K>(
  indexes: readonly number[],
  sockets: readonly Socket[],
  key: (socket: Socket, index: number) => K | null,
): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const index of indexes) {
    const found = key(sockets[index]!, index);
    if (found === null) continue;
    const group = groups.get(found);
    if (group === undefined) groups.set(found, [index]);
    else group.push(index);
  }
  return groups;
}

/** The remote endpoint as text, or null where it is cut or has no port: it cannot be counted then. */
export function remoteKey({ remote }: Socket): string | null {
  if (remote === null || remote.truncated || isWildcard(remote.address)) return null;
  return remote.port === null && remote.service === undefined
    ? null
    : endpointKey(remote.address, remote.port ?? remote.service!);
}

/** "203.0.113.80:443", IPv6 in brackets. */
export function endpointKey(address: string, port: number | string): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
