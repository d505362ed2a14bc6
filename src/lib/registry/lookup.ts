/** Answers a reader's question from the registry: at most one file is read for it. */

import { portRange } from '../port.ts';
import { failure, type Result, success } from '../result.ts';
import { entryOf, entryWithoutRow, numbersOf, type PortEntry, type PortProtocol, type Shard } from './entry.ts';
import { fileSpan, nameFile, portFile } from './files.ts';
import type { Registry } from './open.ts';
import { parseQuery } from './query.ts';

/**
 * Looks a port up, by number, range or service name.
 *
 * A number always has an entry: `status` tells what is assigned, reserved, unassigned or dynamic. A name that the registry
 * does not have gives an empty list. Names match whole or by their beginning, whatever the case.
 *
 * @param query `443`, `443/tcp`, `0x1bb`, `6000-6063`, `https`, … (see `parseQuery`)
 * @returns entries, best first; a `Problem` for what cannot be a port, or (see `canRetry`) where the registry did not answer.
 *          The promise never rejects.
 * @see RFC 6335; IANA Service Name and Transport Protocol Port Number Registry
 */
export async function lookupPort(query: string | number, registry: Registry): Promise<Result<PortEntry[]>> {
  const parsed = parseQuery(query);
  if (!parsed.ok) return parsed;
  const { protocol } = parsed.value;
  if (parsed.value.kind === 'name') {
    const shard = await registry.shard(nameFile(parsed.value.name));
    return shard.ok ? success(named(parsed.value.name, protocol, shard.value)) : shard;
  }
  const { first, last } = parsed.value;
  const transports = protocol ? [protocol] : undefined;
  const { last: lastInFile } = fileSpan(first);
  if (last > lastInFile) return tooWide(first, last, lastInFile);
  if (portRange(first) === 'dynamic') return success([entryWithoutRow(first, last, transports)]);
  const shard = await registry.shard(portFile(first));
  return shard.ok ? success(numbered(first, last, protocol, shard.value)) : shard;
}

/** The entries of the numbers from first to last, in order, with one entry for each gap between them. */
function numbered(first: number, last: number, protocol: PortProtocol | null, shard: Shard): PortEntry[] {
  const rows = Object.keys(shard)
    .map((ports) => ({ ports, numbers: numbersOf(ports) }))
    .filter(({ numbers }) => numbers.first <= last && numbers.last >= first)
    .sort((one, other) => one.numbers.first - other.numbers.first);
  const entries: PortEntry[] = [];
  let next = first;
  const fillUpTo = (end: number) => {
    if (end > next) entries.push(entryWithoutRow(next, end - 1, protocol ? [protocol] : undefined));
  };
  for (const { ports, numbers } of rows) {
    const fitting = shard[ports]!.map((row) => entryOf(ports, row, first === last ? first : undefined)).filter(
      carriedBy(protocol),
    );
    if (fitting.length === 0) continue;
    fillUpTo(numbers.first);
    entries.push(...fitting);
    next = Math.max(next, numbers.last + 1);
  }
  fillUpTo(last + 1);
  return entries;
}

/** Services of that name first, then those whose name begins so, the shorter name first. */
function named(name: string, protocol: PortProtocol | null, shard: Shard): PortEntry[] {
  const found: { entry: PortEntry; length: number }[] = [];
  for (const [ports, rows] of Object.entries(shard)) {
    for (const row of rows) {
      const [, main, , ...others] = row;
      const matching = [main, ...others].filter((one) => one.toLowerCase().startsWith(name));
      if (matching.length === 0) continue;
      const entry = entryOf(ports, row);
      if (carriedBy(protocol)(entry)) found.push({ entry, length: Math.min(...matching.map((one) => one.length)) });
    }
  }
  return found
    .sort((one, other) => one.length - other.length || one.entry.port - other.entry.port)
    .map(({ entry }) => entry);
}

function carriedBy(protocol: PortProtocol | null): (entry: PortEntry) => boolean {
  return ({ protocols }) => protocol === null || protocols.length === 0 || protocols.includes(protocol);
}

function tooWide(first: number, last: number, lastInFile: number): Result<never> {
  return failure({
    found: `the range ${first}-${last}`,
    expected: `a range within ${fileSpan(first).first}-${lastInFile}`,
    hint: `Ask for a part of it, such as ${first}-${lastInFile}.`,
  });
}
