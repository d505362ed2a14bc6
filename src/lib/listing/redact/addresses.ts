/** Stand-ins for IP addresses: the same length, the same scope, and equal where the originals are equal. */

import { addressFamily, addressScope, mappedAddress, parseAddress, type Scope } from '../../address.ts';
import { StandIns } from './stand-ins.ts';

/** Gives stand-ins for the addresses of one text. Every address is to be shown to `see` before the first is replaced. */
export class Addresses {
  readonly #seenFour = new Set<string>();
  readonly #seenGroups = new Set<string>();
  readonly #fours = new Map<string, StandIns>();
  readonly #groups = new Map<number, StandIns>();

  /** Takes note of an original, so that no stand-in equals it. */
  see(written: string): void {
    const four = fourIn(written);
    if (four !== null) this.#seenFour.add(four);
    else if (!written.includes(':')) this.#seenFour.add(written);
    else for (const group of written.split(':')) this.#seenGroups.add(bare(group));
  }

  /** Replaces an address as it is written: compressed, with leading zeros, mapped, or cut at its end. */
  standIn(written: string): string {
    const canonical = parseAddress(written);
    const scope = canonical === null ? null : addressScope(canonical);
    if (scope === 'loopback' || scope === 'wildcard' || scope === 'broadcast') return written;
    const four = fourIn(written);
    if (four === null) return written.includes(':') ? this.#six(written) : this.#cut(written);
    const standIn = this.four(four);
    if (written.endsWith(four)) return written.slice(0, written.length - four.length) + standIn;
    const [a, b, c, d] = standIn.split('.').map(Number) as [number, number, number, number];
    return `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }

  /** Replaces an IPv4 address. */
  four(address: string): string {
    const scope = addressScope(address)!;
    if (scope === 'loopback' || scope === 'wildcard' || scope === 'broadcast') return address;
    const octets = address.split('.');
    const kept = octets.slice(0, KEPT_OCTETS[scope]);
    const shape = `${scope} ${kept.join('.')} ${octets.map(({ length }) => length).join('')}`;
    let standIns = this.#fours.get(shape);
    if (standIns === undefined) {
      standIns = new StandIns(fours(scope, kept, octets));
      this.#fours.set(shape, standIns);
    }
    return standIns.of(address, (candidate) => addressScope(candidate) !== scope || this.#hasSeen(candidate));
  }

  /** Replaces the beginning of an IPv4 address, whose end a tool cut. */
  #cut(written: string): string {
    const octets = written.split('.');
    const shape = `cut ${octets.map(({ length }) => length).join('')}`;
    if (!octets.every((octet) => /^\d{1,3}$/.test(octet))) return written;
    let standIns = this.#fours.get(shape);
    if (standIns === undefined) {
      standIns = new StandIns(fours('public', [], octets));
      this.#fours.set(shape, standIns);
    }
    return standIns.of(written, (candidate) => this.#seenFour.has(candidate));
  }

  /** Claims that an original stands within the candidate: "10.0.0.5" does in "10.0.0.57". */
  #hasSeen(candidate: string): boolean {
    const first = candidate.indexOf('.');
    const last = candidate.lastIndexOf('.');
    for (let start = 0; start < first; start++) {
      for (let end = last + 2; end <= candidate.length; end++) {
        if (this.#seenFour.has(candidate.slice(start, end))) return true;
      }
    }
    return false;
  }

  /** `::5`, however it is written: its only group may become any but 1, which is loopback. */
  #lonely(written: string, value: string): string {
    const key = `lonely ${value.length}`;
    let standIns = this.#fours.get(key);
    if (standIns === undefined) {
      const first = 16 ** (value.length - 1);
      standIns = new StandIns((count) => {
        const candidate = first + count + (value.length === 1 ? 1 : 0);
        return candidate < first * 16 ? candidate.toString(16) : null;
      });
      this.#fours.set(key, standIns);
    }
    const standIn = standIns.of(value, (candidate) => this.#seenGroups.has(candidate));
    return written.slice(0, written.length - value.length) + standIn;
  }

  /** Group by group, so that every spelling of an address, and a cut one, becomes the same. */
  #six(written: string): string {
    const lonely = LONELY.exec(parseAddress(written) ?? '')?.[1];
    if (lonely !== undefined) return this.#lonely(written, lonely);
    const groups = written.split(':');
    return groups
      .map((group, index) => {
        if (!/^[0-9a-f]{1,4}$/i.test(group) || isKept(groups, index)) return group;
        const value = bare(group);
        if (value === '') return group;
        const standIn = this.#group(value).padStart(group.length, '0');
        return group === group.toUpperCase() ? standIn.toUpperCase() : standIn;
      })
      .join(':');
  }

  #group(value: string): string {
    let standIns = this.#groups.get(value.length);
    if (standIns === undefined) {
      const first = 16 ** (value.length - 1);
      standIns = new StandIns((count) => (first + count < first * 16 ? (first + count).toString(16) : null));
      this.#groups.set(value.length, standIns);
    }
    return standIns.of(value, (candidate) => this.#seenGroups.has(candidate) || SPECIAL_GROUPS.test(candidate));
  }
}

/** A group without leading zeros, in lower case; empty for zero. */
function bare(group: string): string {
  return group.toLowerCase().replace(/^0+/, '');
}

/** The IPv4 address that is written, or mapped into IPv6. */
function fourIn(written: string): string | null {
  const canonical = parseAddress(written);
  if (canonical === null) return null;
  return addressFamily(canonical) === 'ipv4' ? canonical : mappedAddress(canonical);
}

const LONELY = /^::([0-9a-f]{1,4})$/;

/** Groups that would make another scope of a neighbour: 2001:2::, 2001:db8::, ::ffff:0:0. */
const SPECIAL_GROUPS = /^(?:2|db8|ffff)$/;

/** The first group tells the scope, with 2001 the second too; it says no more than the provider's region. */
function isKept(groups: readonly string[], index: number): boolean {
  return index === 0 || (index === 1 && /^2001$/.test(groups[0]!) && /^0*(?:db8|2)$/i.test(groups[1]!));
}

/** How many octets make the scope. */
const KEPT_OCTETS: Readonly<Record<Scope, number>> = {
  wildcard: 4,
  loopback: 4,
  broadcast: 4,
  'link-local': 2,
  private: 1,
  shared: 1,
  documentation: 3,
  benchmarking: 2,
  multicast: 1,
  reserved: 1,
  public: 0,
};

/** First octets for public addresses: networks of the United States' Department of Defense, which announce little, first. */
const PUBLIC_FIRST: Readonly<Record<number, readonly number[]>> = {
  1: [6, 7],
  2: [11, 21, 22, 26, 28, 29, 30, 33, 55],
  3: [214, 215],
};

/** Candidates of the same shape: the kept octets, then numbers of as many digits as the originals have. */
function fours(scope: Scope, kept: readonly string[], octets: readonly string[]): (count: number) => string | null {
  const choices = octets.map(({ length }, index) => {
    if (index === 0 && scope === 'public') return withPreferred(PUBLIC_FIRST[length]!, octetsOfLength(length));
    if (index < kept.length) return [Number(kept[index])];
    // The second octet of 172.16.0.0/12 and 192.168.0.0/16 belongs to the scope.
    if (index === 1 && scope === 'private' && kept[0] !== '10') return kept[0] === '192' ? [168] : range(16, 31);
    if (index === 1 && scope === 'shared') return range(64, 127).filter((octet) => String(octet).length === length);
    return octetsOfLength(length);
  });
  const total = choices.reduce((product, { length }) => product * length, 1);
  return (count) => {
    if (count >= total) return null;
    let rest = count;
    const chosen: number[] = [];
    for (let index = choices.length - 1; index >= 0; index--) {
      const own = choices[index]!;
      chosen.unshift(own[rest % own.length]!);
      rest = Math.floor(rest / own.length);
    }
    return chosen.join('.');
  };
}

function octetsOfLength(length: number): readonly number[] {
  return length === 1 ? [...range(1, 9), 0] : length === 2 ? range(10, 99) : range(100, 255);
}

function withPreferred(preferred: readonly number[], all: readonly number[]): readonly number[] {
  return [...preferred, ...all.filter((one) => !preferred.includes(one))];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
