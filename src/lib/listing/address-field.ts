/** What an address field of a listing holds: the commonest endpoints read at once, and whether a tool may have cut it. */

import { parseAddress } from '../address.ts';
import { HIGHEST_PORT } from '../port.ts';
import type { Result } from '../result.ts';
import type { Endpoint } from '../socket.ts';
import { Memory } from './memory.ts';

/** How many endpoints, and how many addresses, `Endpoints` remembers. */
const REMEMBERED = 4096;

/**
 * Reads the address fields of a listing. The commonest, four decimal parts and a port, it reads straight from the text,
 * as `parseEndpoint` would; for the others it asks. Equal endpoints, and equal addresses with other ports, are made once
 * while they are remembered.
 */
export class Endpoints {
  /** what was wrong with the field read last, where that gave none: 'found "…", expected …' */
  problem = '';
  readonly #separator: number;
  readonly #cutWidth: number;
  readonly #others: Memory<Result<Endpoint>>;
  readonly #found: Plain = { bits: 0, addressEnd: 0, port: 0 };
  readonly #keys = new Int32Array(2 * REMEMBERED);
  readonly #endpoints: Endpoint[] = new Array(REMEMBERED);
  readonly #addressKeys = new Int32Array(REMEMBERED);
  readonly #addresses: string[] = new Array(REMEMBERED);

  /**
   * @param separator the character between address and port of the commonest: a colon, or a dot
   * @param others reads all other fields
   * @param cutWidth a field of this width may be cut, so `others` reads it whatever it looks like; 0: none is
   */
  constructor(separator: number, others: (field: string) => Result<Endpoint>, cutWidth = 0) {
    this.#separator = separator;
    this.#cutWidth = cutWidth;
    this.#others = new Memory(others);
  }

  /** The endpoint between two positions of the text; null where none stands there, and `problem` says why. */
  of(text: string, start: number, end: number): Endpoint | null {
    const found = this.#found;
    if (end - start === this.#cutWidth || !findPlain(text, start, end, this.#separator, found)) {
      return this.#other(text, start, end);
    }
    const { bits, port } = found;
    const place = placeOf(bits ^ Math.imul(port, SPREAD));
    const known = this.#endpoints[place];
    if (known !== undefined && this.#keys[2 * place] === bits && this.#keys[2 * place + 1] === port) return known;
    const address = this.#address(text, start, found.addressEnd, bits);
    const endpoint = { address, port: port === ANY ? null : port };
    this.#endpoints[place] = endpoint;
    this.#keys[2 * place] = bits;
    this.#keys[2 * place + 1] = port;
    return endpoint;
  }

  #other(text: string, start: number, end: number): Endpoint | null {
    const read = this.#others.of(text, start, end);
    if (read.ok) return read.value;
    this.problem = `found ${read.problem.found}, expected ${read.problem.expected}`;
    return null;
  }

  #address(text: string, start: number, end: number, bits: number): string {
    const place = placeOf(bits);
    const known = this.#addresses[place];
    if (known !== undefined && this.#addressKeys[place] === bits) return known;
    const address = text.slice(start, end);
    this.#addresses[place] = address;
    this.#addressKeys[place] = bits;
    return address;
  }
}

/**
 * Reads one endpoint of the commonest kind, as `Endpoints` does for a whole listing; null for all others.
 *
 * @param separator the character between address and port: a colon, or a dot
 */
export function plainEndpoint(field: string, separator: number): { ok: true; value: Endpoint } | null {
  const found: Plain = { bits: 0, addressEnd: 0, port: 0 };
  if (!findPlain(field, 0, field.length, separator, found)) return null;
  return {
    ok: true,
    value: { address: field.slice(0, found.addressEnd), port: found.port === ANY ? null : found.port },
  };
}

/** An IPv4 address as 32 bits, where its text ends, and the port. */
interface Plain {
  bits: number;
  addressEnd: number;
  /** `ANY` for a star */
  port: number;
}

/** Finds four decimal parts as `parseEndpoint` takes them, the separator, and a port or a star; nothing may follow. */
function findPlain(text: string, start: number, end: number, separator: number, found: Plain): boolean {
  if (end - start < 9 || end - start > 21) return false;
  let bits = 0;
  let at = start;
  for (let part = 0; part < 4; part++) {
    const first = text.charCodeAt(at) - ZERO;
    if (!(first >= 0 && first <= 9)) return false;
    let value = first;
    let code = text.charCodeAt(++at);
    for (let digits = 1; code >= ZERO && code <= ZERO + 9; digits++) {
      if (first === 0 || digits === 3) return false;
      value = value * 10 + code - ZERO;
      code = text.charCodeAt(++at);
    }
    if (value > 255 || code !== (part < 3 ? FULL_STOP : separator)) return false;
    bits = (bits << 8) | value;
    at++;
  }
  found.bits = bits;
  found.addressEnd = at - 1;
  found.port = portBetween(text, at, end);
  return found.port !== NONE;
}

/** Reads one to five digits up to 65535, or a star as `ANY`; `NONE` for anything else. */
function portBetween(text: string, start: number, end: number): number {
  if (end === start + 1 && text.charCodeAt(start) === STAR) return ANY;
  if (end <= start || end - start > 5) return NONE;
  let port = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NONE;
    port = port * 10 + digit;
  }
  return port > HIGHEST_PORT ? NONE : port;
}

/** Mixes the bits of a key, so that neighbours get places apart. */
function placeOf(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 15), SPREAD);
  return (mixed ^ (mixed >>> 15)) & (REMEMBERED - 1);
}

/**
 * Claims that a tool which cut this address may have cut more than blanks: what stands here is no whole address,
 * or it could go on and be another address.
 *
 * @param address as printed, IPv4, IPv6 or a name
 */
export function couldContinue(address: string): boolean {
  if (address === '*') return false;
  if (parseAddress(address) === null) return true;
  const lastDot = address.lastIndexOf('.');
  if (lastDot >= 0) {
    const last = address.slice(lastDot + 1);
    return last !== '0' && Number(last) * 10 <= 255;
  }
  const groups = address.split(':');
  if (groups.at(-1)!.length < 4) return true;
  // inet_ntop(3) writes "::" for two groups of zeros or more, so beside it stand at most six.
  return groups.filter((group) => group !== '').length < (address.includes('::') ? 6 : 8);
}

const ZERO = 48;
const FULL_STOP = 46;
const STAR = 42;
const ANY = -1;
const NONE = -2;
/** 2³² divided by the golden ratio: spreads keys that follow one another (Knuth, volume 3, section 6.4). */
const SPREAD = 0x9e3779b1;
