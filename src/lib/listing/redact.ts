/** A listing without what identifies its machine and its people, for showing it to others. */

import { addressScope, parseAddress } from '../address.ts';
import { Addresses } from './redact/addresses.ts';

/**
 * Replaces addresses consistently: the same address by the same stand-in of the same length and scope.
 *
 * @param text a pasted listing, as `parseListing` takes it
 */
export function redact(text: string): string {
  const addresses = new Addresses();
  return text.replace(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w])/g, (found) =>
    parseAddress(found) === null || addressScope(found) === 'loopback' ? found : addresses.standIn(found),
  );
}
