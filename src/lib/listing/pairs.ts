/** Both ends of one connection, where one listing shows both: over loopback, or within one machine. */

import { isWildcard, mappedAddress } from '../address.ts';
import type { Endpoint, Socket } from '../socket.ts';
import type { Listing } from './format.ts';

/**
 * Finds the sockets that are two ends of one connection: what is local to one is remote to the other.
 * An IPv4-mapped address (`::ffff:127.0.0.1`, as a dual-stack server shows it) counts as the IPv4 address in it.
 *
 * @returns pairs of indexes into `listing.sockets`, the lower first, ordered by it; each socket is in one pair at most.
 *          Cut endpoints pair with nothing. The time is linear but for the final sorting.
 */
export function pairs(listing: Listing): [number, number][] {
  const found: [number, number][] = [];
  const waiting = new Map<string, number[]>();
  listing.sockets.forEach((socket, index) => {
    const ends = endsOf(socket);
    if (ends === null) return;
    const [local, remote] = ends;
    // A socket connected to itself is both ends by itself.
    if (local === remote) return;
    const peers = waiting.get(`${socket.protocol} ${remote} ${local}`);
    const peer = peers?.pop();
    if (peer !== undefined) {
      found.push([peer, index]);
      return;
    }
    const key = `${socket.protocol} ${local} ${remote}`;
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [index]);
    else same.push(index);
  });
  return found.sort(([first], [second]) => first - second);
}

/** Both endpoints in one form, or null where the socket has no two known ends. */
function endsOf({ protocol, local, remote, state }: Socket): [local: string, remote: string] | null {
  if (protocol === 'unix' || state === 'LISTEN' || local === null || remote === null) return null;
  const ends = [endText(local), endText(remote)];
  return ends[0] === null || ends[1] === null ? null : (ends as [string, string]);
}

function endText({ address, port, service, truncated }: Endpoint): string | null {
  if (truncated || isWildcard(address)) return null;
  if (port === null && service === undefined) return null;
  return `${mappedAddress(address) ?? address} ${port ?? service}`;
}
