/** Several listings as one, line numbers running on. */

import type { Listing } from '../../lib/index.ts';

/** Joins listings; `firstLines` says with which line of the whole each begins. Format and system are the weightiest's. */
export function joinListings(listings: Listing[]): { listing: Listing; firstLines: number[] } {
  const [only] = listings;
  if (only !== undefined && listings.length === 1) return { listing: only, firstLines: [1] };
  const heaviest = listings.reduce<Listing | null>(
    (best, listing) => (best === null || listing.sockets.length > best.sockets.length ? listing : best),
    null,
  );
  const listing: Listing = { format: heaviest?.format ?? null, os: heaviest?.os ?? null, sockets: [], lines: [] };
  const firstLines: number[] = [];
  for (const { sockets, lines } of listings) {
    const before = listing.lines.length;
    firstLines.push(before + 1);
    for (const socket of sockets) listing.sockets.push({ ...socket, line: socket.line + before });
    for (const account of lines) listing.lines.push({ ...account, line: account.line + before });
  }
  return { listing, firstLines };
}
