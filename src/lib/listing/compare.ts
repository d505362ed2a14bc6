/** Two listings of one machine, one after the other: what came, what went, what changed. */

import { mappedAddress } from '../address.ts';
import type { Endpoint, Socket } from '../socket.ts';
import type { Listing } from './format.ts';

/** What differs between two listings. Each socket of either is in one list at most; what stayed is in none. */
export interface Comparison {
  /** indexes into the sockets of the later listing */
  appeared: number[];
  /** indexes into the sockets of the earlier listing */
  vanished: number[];
  /** the same endpoints in another state, or held by another process */
  changed: { before: number; after: number }[];
}

/**
 * Compares two listings. Sockets are the same when protocol, both endpoints and path are;
 * where several are alike (a listener with SO_REUSEPORT) their number counts.
 * Processes are compared only where both listings show them; queues, timers and line numbers are not.
 * Swapping the listings swaps `appeared` with `vanished`, and each change.
 */
export function compareListings(before: Listing, after: Listing): Comparison {
  const withProcesses = showsProcesses(before) && showsProcesses(after);
  const earlier = byIdentity(before.sockets);
  const later = byIdentity(after.sockets);
  const result: Comparison = { appeared: [], vanished: [], changed: [] };
  for (const [key, olds] of earlier) {
    const news = later.get(key) ?? [];
    const [oldRest, newRest] = withoutEqual(olds, news, before.sockets, after.sockets, withProcesses);
    const both = Math.min(oldRest.length, newRest.length);
    for (let at = 0; at < both; at++) result.changed.push({ before: oldRest[at]!, after: newRest[at]! });
    // Not spread into push(): a listing may hold more sockets than a call takes arguments.
    for (const index of oldRest.slice(both)) result.vanished.push(index);
    for (const index of newRest.slice(both)) result.appeared.push(index);
  }
  for (const [key, news] of later) {
    if (!earlier.has(key)) for (const index of news) result.appeared.push(index);
  }
  const ascending = (a: number, b: number) => a - b;
  result.appeared.sort(ascending);
  result.vanished.sort(ascending);
  result.changed.sort((a, b) => a.before - b.before);
  return result;
}

function showsProcesses(listing: Listing): boolean {
  return listing.sockets.some(({ processes }) => processes.some(({ pid, name }) => pid !== undefined || name));
}

function byIdentity(sockets: readonly Socket[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  sockets.forEach((socket, index) => {
    const key = identity(socket);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  });
  return groups;
}

/** What makes a socket the same socket in another listing. */
function identity({ protocol, family, local, remote, path, inode, container }: Socket): string {
  const unnamed = protocol === 'unix' && path === undefined ? inode : undefined;
  // A star alone does not tell the family: tcp4 *.22 and tcp6 *.22 are two sockets.
  const version = local?.address === '*' ? family : null;
  return JSON.stringify([protocol, version, endpoint(local), endpoint(remote), path, unnamed, container]);
}

function endpoint(end: Endpoint | null): unknown {
  if (end === null) return null;
  return [mappedAddress(end.address) ?? end.address, end.zone, end.port ?? end.service];
}

/** Takes out as many alike of both sides as there are; what remains has changed, come or gone. */
function withoutEqual(
  olds: number[],
  news: number[],
  before: readonly Socket[],
  after: readonly Socket[],
  withProcesses: boolean,
): [number[], number[]] {
  const numberOfNews = new Map<string, number>();
  const newDetails = news.map((index) => detail(after[index]!, withProcesses));
  for (const text of newDetails) numberOfNews.set(text, (numberOfNews.get(text) ?? 0) + 1);
  const matched = new Map<string, number>();
  const oldRest = olds.filter((index) => {
    const text = detail(before[index]!, withProcesses);
    const taken = matched.get(text) ?? 0;
    if (taken >= (numberOfNews.get(text) ?? 0)) return true;
    matched.set(text, taken + 1);
    return false;
  });
  const newRest = news.filter((_, at) => {
    const text = newDetails[at]!;
    const left = matched.get(text) ?? 0;
    if (left === 0) return true;
    matched.set(text, left - 1);
    return false;
  });
  return [oldRest, newRest];
}

function detail({ protocol, state, stateText, processes }: Socket, withProcesses: boolean): string {
  const owners = withProcesses ? processes.map(({ pid, name }) => `${pid} ${name}`).sort() : [];
  return JSON.stringify([state ?? (protocol === 'tcp' ? undefined : stateText), [...new Set(owners)]]);
}
