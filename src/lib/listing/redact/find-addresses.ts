/** Where addresses stand in a line of a listing, in every dialect. */

import { parseAddress } from '../../address.ts';
import type { Socket } from '../../socket.ts';

/**
 * Replaces the addresses of a line.
 *
 * @param sockets those of this line: they tell where an address ends and its port begins, also where it was cut
 * @param standIn gives the replacement of an address as it is written
 */
export function replaceAddresses(
  line: string,
  sockets: readonly Socket[],
  standIn: (written: string) => string,
): string {
  const known = new Set<string>();
  for (const { local, remote } of sockets) {
    if (local !== null) known.add(local.address);
    if (remote !== null) known.add(remote.address);
  }
  const replaced = line.replace(RUN, (run, at: number) => {
    const before = line[at - 1] ?? '';
    const end = addressEnd(run, line[at + run.length] ?? '', before, known);
    return end === 0 ? run : standIn(run.slice(0, end)) + run.slice(end);
  });
  return known.size > 0 && KERNEL.test(line) ? replaceKernelAddresses(replaced, known, standIn) : replaced;
}

/** Whatever an address could be part of. */
const RUN = /[0-9a-f.:]+/gi;

/** Two numbers with a dot between, or two colons: less is no address. */
const MAYBE_ADDRESS = /\d\.\d|:[0-9a-f]*:/i;

/** An IPv6 address has 45 characters at most, then come a separator, a port, and dots where it was cut. */
const LONGEST_RUN = 64;

/** How many characters of a run are the address; 0 where there is none. */
function addressEnd(run: string, after: string, before: string, known: ReadonlySet<string>): number {
  if (run.length > LONGEST_RUN || !MAYBE_ADDRESS.test(run)) return 0;
  const ends = endsOf(/\w/.test(after) ? run.replace(/[0-9a-f]*$/i, '') : run.replace(/\.\.+$/, ''));
  for (const end of ends) {
    const text = run.slice(0, end);
    // A cut address is known as it is written.
    if (known.has(text) || known.has(parseAddress(text) ?? '')) return end;
  }
  if (/[\w-]/.test(before) && !run.startsWith(':')) return 0;
  for (const end of ends) {
    const text = run.slice(0, end);
    if (parseAddress(text) !== null && !(text.includes('.') && after === '' && end < run.length && isVersion(run)))
      return end;
  }
  return 0;
}

/** The places where an address may end: the end of the run, then before the last separator, then before the one before. */
function endsOf(run: string): number[] {
  const ends = [run.length];
  let end = run.length;
  for (let count = 0; count < 2; count++) {
    end = Math.max(run.lastIndexOf(':', end - 1), run.lastIndexOf('.', end - 1));
    if (end <= 0) break;
    ends.push(end);
  }
  return ends;
}

/** "1.2.3.4.5.6" is a version, not an address and a port. */
function isVersion(run: string): boolean {
  return !run.includes(':') && run.split('.').length > 5;
}

/** `0100007F:1F90` of /proc/net/tcp: words of 32 bits, each in the byte order of the machine. */
const KERNEL = /(?<![0-9A-F])(?:[0-9A-F]{8}|[0-9A-F]{32})(?=:[0-9A-F]{4}(?![0-9A-F]))/;

function replaceKernelAddresses(
  line: string,
  known: ReadonlySet<string>,
  standIn: (written: string) => string,
): string {
  return line.replace(new RegExp(KERNEL, 'g'), (hex) => {
    const address = decode(hex);
    if (address === null || !known.has(address)) return hex;
    return encode(standIn(address), hex.length);
  });
}

function decode(hex: string): string | null {
  const words = hex.match(/.{8}/g)!.map(reversed).join('');
  if (hex.length === 8)
    return words
      .match(/../g)!
      .map((byte) => Number.parseInt(byte, 16))
      .join('.');
  return parseAddress(words.match(/.{4}/g)!.join(':'));
}

function encode(address: string, length: number): string {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const tail =
    dotted === null
      ? null
      : dotted
          .slice(1)
          .map((octet) => Number(octet).toString(16).padStart(2, '0'))
          .join('');
  let hex = tail ?? '';
  if (length === 32) {
    hex = tail === null ? expanded(address) : `${'0'.repeat(20)}ffff${tail}`;
  }
  return hex.match(/.{8}/g)!.map(reversed).join('').toUpperCase();
}

function expanded(address: string): string {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('');
}

/** The bytes of a word in the other order. */
function reversed(word: string): string {
  return word.match(/../g)!.reverse().join('');
}
