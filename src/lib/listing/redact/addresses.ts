/** Stand-ins for addresses. */

import { addressScope } from '../../address.ts';

/** Gives each address one stand-in of its length and scope. */
export class Addresses {
  readonly #given = new Map<string, string>();
  #next = 0;

  standIn(address: string): string {
    if (addressScope(address) === 'wildcard') return address;
    const known = this.#given.get(address);
    if (known !== undefined) return known;
    const digits = address.split('.');
    const standIn = [
      ...digits.slice(0, 3),
      String(this.#next++ % 10 ** digits[3]!.length).padStart(digits[3]!.length, '1'),
    ].join('.');
    this.#given.set(address, standIn);
    return standIn;
  }
}
