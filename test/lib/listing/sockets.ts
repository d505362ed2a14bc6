/** Sockets and listings for tests, written shortly. */

import { readdirSync, readFileSync } from 'node:fs';
import { parseEndpoint } from '../../../src/lib/endpoint.ts';
import type { Listing } from '../../../src/lib/listing/format.ts';
import type { Endpoint, OS, Socket } from '../../../src/lib/socket.ts';

/** A socket with its endpoints as tools print them; '' is none. */
export function socket(
  protocol: Socket['protocol'],
  local: string,
  remote: string,
  more: Partial<Socket> = {},
): Socket {
  const end = endpoint(local);
  const family = end === null || end.address === '*' ? null : end.address.includes(':') ? 'ipv6' : 'ipv4';
  return {
    protocol,
    family: protocol === 'unix' ? 'unix' : family,
    local: end,
    remote: endpoint(remote),
    state: null,
    processes: [],
    line: 1,
    lines: 1,
    raw: `${protocol} ${local} ${remote}`,
    ...more,
  };
}

function endpoint(text: string): Endpoint | null {
  if (text === '') return null;
  const read = parseEndpoint(text);
  if (!read.ok) throw new Error(`not an endpoint: ${text}`);
  return read.value;
}

export function listingOf(sockets: Socket[], os: OS | null = 'linux'): Listing {
  return { format: null, os, sockets, lines: [] };
}

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** Every fixture of every listing format: its name and text. */
export function listingFixtures(): [name: string, text: string][] {
  return readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[\w-]+\/.*\.txt$/.test(file))
    .sort()
    .map((file) => [file, readFileSync(new URL(file, FIXTURES), 'utf8')]);
}
