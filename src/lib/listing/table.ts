/** A listing as a table: which sockets a view shows, in which order, and how many each further choice would show. */

import { addressScope } from '../address.ts';
import { formatEndpoint, isUnspecified } from '../endpoint.ts';
import type { Endpoint, Socket } from '../socket.ts';

export const TABLE_COLUMNS = [
  'protocol',
  'localAddress',
  'localPort',
  'remoteAddress',
  'remotePort',
  'state',
  'receiveQueue',
  'sendQueue',
  'process',
  'line',
] as const;

export type TableColumn = (typeof TABLE_COLUMNS)[number];

export const FACETS = ['state', 'protocol', 'scope', 'process'] as const;

/** What sockets may be chosen by. `scope` is that of the peer, or of the local address where there is no peer. */
export type FacetName = (typeof FACETS)[number];

export interface TableView {
  /** words that must all stand in a row, in any order and case */
  text: string;
  /** the values chosen of each facet; none: every value */
  chosen: Partial<Record<FacetName, readonly string[]>>;
  sort: TableColumn;
  descending: boolean;
  /** indexes of the sockets to choose from; without it, all */
  only?: readonly number[];
}

/** The choices of a facet, the commonest first, each with how many rows it has under every other condition of the view. */
export interface Facet {
  name: FacetName;
  choices: { value: string; count: number }[];
}

/** Answers views of one list of sockets. What it needs to know of each socket it works out once, when first asked. */
export class SocketTable {
  readonly #sockets: readonly Socket[];
  readonly #codes = new Map<FacetName, { codes: Uint32Array; values: string[] }>();
  readonly #ranks = new Map<TableColumn, Float64Array>();
  #texts: string[] | null = null;

  constructor(sockets: readonly Socket[]) {
    this.#sockets = sockets;
  }

  /** The indexes of the sockets that a view shows, in its order; equal ones stay in the order of the text. */
  rows(view: TableView): number[] {
    const { failures } = this.#conditions(view);
    const ranks = this.#rank(view.sort);
    const count = this.#sockets.length;
    const keys = new Float64Array(count);
    let shown = 0;
    for (let index = 0; index < count; index++) {
      if (failures[index] !== 0) continue;
      const rank = ranks[index]!;
      // What a socket does not have comes last, whichever way the column is sorted.
      const place = rank === MISSING ? count : view.descending ? count - 1 - rank : rank;
      keys[shown++] = place * count + index;
    }
    return Array.from(keys.subarray(0, shown).sort(), (key) => key % count);
  }

  facets(view: TableView): Facet[] {
    const { failures, chosen } = this.#conditions(view);
    return FACETS.map((name, bit) => {
      const { codes, values } = this.#facet(name);
      const counts = new Uint32Array(values.length);
      for (let index = 0; index < codes.length; index++) {
        if ((failures[index]! & ~(1 << bit)) === 0) counts[codes[index]!]!++;
      }
      const choices = values
        .map((value, code) => ({ value, count: counts[code]! }))
        .filter(({ value, count }) => count > 0 || chosen[bit]!.has(value))
        .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
      return { name, choices };
    });
  }

  /** For each socket the conditions that it fails: one bit for each facet, and one for text and `only`. */
  #conditions({ text, chosen, only }: TableView): { failures: Uint8Array; chosen: Set<string>[] } {
    const failures = new Uint8Array(this.#sockets.length);
    const wanted = FACETS.map((name) => new Set(chosen[name] ?? []));
    for (const [bit, values] of wanted.entries()) {
      if (values.size === 0) continue;
      const facet = this.#facet(FACETS[bit]!);
      const passes = facet.values.map((value) => values.has(value));
      for (let index = 0; index < failures.length; index++) {
        if (!passes[facet.codes[index]!]) failures[index]! |= 1 << bit;
      }
    }
    if (only !== undefined) {
      const among = new Uint8Array(failures.length);
      for (const index of only) among[index] = 1;
      for (let index = 0; index < failures.length; index++) if (among[index] === 0) failures[index]! |= REST;
    }
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length > 0) {
      const texts = this.#allTexts();
      for (let index = 0; index < failures.length; index++) {
        if (!words.every((word) => texts[index]!.includes(word))) failures[index]! |= REST;
      }
    }
    return { failures, chosen: wanted };
  }

  #facet(name: FacetName): { codes: Uint32Array; values: string[] } {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const of = FACET_VALUES[name];
    const places = new Map<string, number>();
    const codes = Uint32Array.from(this.#sockets, (socket) => {
      const value = of(socket);
      const code = places.get(value) ?? places.size;
      if (code === places.size) places.set(value, code);
      return code;
    });
    const facet = { codes, values: [...places.keys()] };
    this.#codes.set(name, facet);
    return facet;
  }

  /** The place of each socket's value among the distinct values of a column. */
  #rank(column: TableColumn): Float64Array {
    const known = this.#ranks.get(column);
    if (known !== undefined) return known;
    const values = this.#sockets.map(COLUMN_VALUES[column]);
    const distinct = [...new Set(values)].filter((value) => value !== null).sort(compare);
    const places = new Map<string | number | null, number>(distinct.map((value, place) => [value, place]));
    const ranks = Float64Array.from(values, (value) => places.get(value) ?? MISSING);
    this.#ranks.set(column, ranks);
    return ranks;
  }

  #allTexts(): string[] {
    this.#texts ??= this.#sockets.map((socket) => {
      const { protocol, state, local, remote, raw } = socket;
      const ends = [local, remote].map((end) => (end === null ? '' : formatEndpoint(end))).join(' ');
      return `${protocol} ${state ?? ''} ${ends} ${raw}`.toLowerCase();
    });
    return this.#texts;
  }
}

/**
 * Names what a socket is filtered by as its process: the program, else its PID.
 *
 * @example processName({ protocol: 'tcp', family: 'ipv4', local: null, remote: null, state: null, processes: [{ pid: 812, name: 'nginx' }], line: 1, lines: 1, raw: '' }) // 'nginx'
 */
export function processName({ processes }: Socket): string {
  const [first] = processes;
  return first?.name ?? (first?.pid === undefined ? 'not shown' : `PID ${first.pid}`);
}

/** The peer of a socket, or null where it has none: a listening or unconnected socket. */
export function peerOf({ remote }: Socket): Endpoint | null {
  return remote === null || isUnspecified(remote) ? null : remote;
}

const MISSING = -1;
/** The bit of text and `only`; the facets have the bits below it. */
const REST = 1 << FACETS.length;

const FACET_VALUES: Readonly<Record<FacetName, (socket: Socket) => string>> = {
  state: ({ state, stateText }) => state ?? stateText ?? 'none',
  protocol: ({ protocol }) => protocol,
  scope: (socket) => {
    const end = peerOf(socket) ?? socket.local;
    if (socket.protocol === 'unix') return 'unix';
    return end === null ? 'unknown' : (addressScope(end.address) ?? 'by name');
  },
  process: processName,
};

const COLUMN_VALUES: Readonly<Record<TableColumn, (socket: Socket) => string | number | null>> = {
  protocol: ({ protocol }) => protocol,
  localAddress: ({ local, path }) => (local === null ? (path ?? null) : addressKey(local.address)),
  localPort: ({ local }) => portKey(local),
  remoteAddress: (socket) => {
    const peer = peerOf(socket);
    return peer === null ? null : addressKey(peer.address);
  },
  remotePort: (socket) => portKey(peerOf(socket)),
  state: ({ state, stateText }) => state ?? stateText ?? null,
  receiveQueue: ({ receiveQueue }) => receiveQueue ?? null,
  sendQueue: ({ sendQueue }) => sendQueue ?? null,
  process: ({ processes: [first] }) => first?.name?.toLowerCase() ?? first?.pid ?? first?.user ?? null,
  line: ({ line }) => line,
};

/** Numbers stand before names. */
function compare(one: string | number, other: string | number): number {
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  return one < other ? -1 : 1;
}

function portKey(endpoint: Endpoint | null): string | number | null {
  return endpoint === null ? null : (endpoint.port ?? endpoint.service ?? null);
}

/** A text that sorts as the address does: IPv4 by its numbers, then IPv6 by its groups, then names. */
function addressKey(address: string): string {
  if (!address.includes(':')) {
    return /^[\d.*]+$/.test(address)
      ? `4${address
          .split('.')
          .map((part) => part.padStart(3, '0'))
          .join('.')}`
      : `n${address.toLowerCase()}`;
  }
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `6${[...before, ...(tail === undefined ? [] : zeros), ...after].map((group) => group.padStart(4, '0')).join('')}`;
}
