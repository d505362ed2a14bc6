/** An answer of the registry in words; the page's build and the element speak with the same ones. */

import {
  EPHEMERAL_RANGES,
  isEphemeral,
  type OS,
  OS_NAMES,
  PORT_RANGES,
  type PortEntry,
  type PortStatus,
} from '../../lib/index.ts';

/** A reader takes in about this many at a glance; a longer question narrows them. */
export const MOST_ENTRIES = 10;

/** The answer in one sentence. */
export function headline(query: string, entries: readonly PortEntry[]): string {
  const [first] = entries;
  if (!first) return `No service in the registry has a name that begins with “${query.trim()}”.`;
  if (entries.every(({ port }) => port === first.port))
    return `Port${isBlock(first) ? 's' : ''} ${numbers(first)}: ${services(entries)}.`;
  const more = entries.length > MOST_ENTRIES ? ` The first ${MOST_ENTRIES} are shown.` : '';
  return `${entries.length} entries for “${query.trim()}”.${more}`;
}

/** What the entry's number is, as text: `443`, or `6000–6063` for a whole block. */
export function numbers(entry: PortEntry): string {
  return isBlock(entry) ? `${entry.block!.first}–${entry.block!.last}` : String(entry.port);
}

/** The service's name, or what stands in its place. */
export function service({ name, description }: PortEntry): string {
  return name ?? description;
}

/** The transports; empty where the entry holds for all of them. */
export function transports({ protocols }: PortEntry): string {
  return protocols.length === 4 ? '' : protocols.join(', ').toUpperCase() || 'transport not stated';
}

/** Whatever else the registry says of the service. */
export function details(entry: PortEntry): string {
  const { name, description, otherNames, block } = entry;
  return [
    name !== null && description,
    otherNames && `also ${otherNames.join(', ')}`,
    block && !isBlock(entry) && `one of ${block.first}–${block.last}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** The range of RFC 6335 that the entry lies in, with its meaning. */
export function rangeFact(entry: PortEntry): string {
  const { range, first, last, meaning } = PORT_RANGES.find(({ range }) => range === entry.range)!;
  return `${range}, ${first}–${last}: ${meaning}`;
}

/** Which systems give this port to outgoing connections, by default. */
export function ephemeralFact({ port }: PortEntry): string {
  return (
    (Object.keys(OS_NAMES) as OS[])
      .filter((os) => isEphemeral(port, os))
      .map((os) => `${OS_NAMES[os]} (${EPHEMERAL_RANGES[os].first}–${EPHEMERAL_RANGES[os].last})`)
      .join(', ') || 'no system by default'
  );
}

/** Claims that the entry speaks of its block as a whole. */
function isBlock({ port, block }: PortEntry): boolean {
  return port === block?.first;
}

/** `https over TCP, UDP, SCTP`, or `shell over TCP; syslog over UDP`. */
function services(entries: readonly PortEntry[]): string {
  const carried = new Map<string, string[]>();
  for (const entry of entries) {
    const subject = entry.name ?? STATUS_WORDS[entry.status] ?? entry.description;
    const over = entry.protocols.length === 4 ? [] : entry.protocols;
    carried.set(subject, [...(carried.get(subject) ?? []), ...over]);
  }
  return [...carried]
    .map(([subject, over]) => (over.length > 0 ? `${subject} over ${over.join(', ').toUpperCase()}` : subject))
    .join('; ');
}

/** What stands for the name of a service where there is none. */
const STATUS_WORDS: Partial<Record<PortStatus, string>> = {
  reserved: 'reserved',
  unassigned: 'unassigned',
  dynamic: 'dynamic, never assigned to a service',
};
