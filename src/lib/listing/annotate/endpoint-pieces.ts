/** Finds address, separator and port of an endpoint in a field, whatever the dialect. */

import { isWildcard, parseAddress } from '../../address.ts';
import { isUnspecified } from '../../endpoint.ts';
import type { Endpoint } from '../../socket.ts';
import type { Piece } from './annotation.ts';

/** Which end of the socket a field is. */
export type Side = 'local' | 'remote';

/** Cuts the field between two places into the pieces of an endpoint; null where it is not this endpoint. */
export function endpointPieces(
  text: string,
  start: number,
  end: number,
  endpoint: Endpoint | null,
  side: Side,
): Piece[] | null {
  const split = separatorIn(text, start, end, endpoint);
  if (split < 0) {
    const bare = text.slice(start, end);
    if (!isAddress(bare, endpoint)) return null;
    return [{ end, part: `${side}-address` }];
  }
  const address = text.slice(start, split);
  const port = text.slice(split + 1, end);
  const fits =
    endpoint === null || (side === 'remote' && isUnspecified(endpoint))
      ? side === 'remote' && isNoAddress(address) && isNoPort(port)
      : isPort(port, endpoint) && isAddress(address, endpoint);
  if (!fits) return null;
  return [
    { end: split, part: `${side}-address` },
    { end: split + 1, part: 'separator' },
    { end, part: `${side}-port` },
  ];
}

/** The place of the character between address and port; -1 where there is none. */
function separatorIn(text: string, start: number, end: number, endpoint: Endpoint | null): number {
  const field = text.slice(start, end);
  if (field.startsWith('[')) {
    const close = field.indexOf(']');
    const at = close < 0 ? -1 : Math.max(field.indexOf(':', close), field.indexOf('.', close));
    return at < 0 ? -1 : start + at;
  }
  // "2001:db8::1:443" is an address too: what was read tells where it ends.
  const whole = parseAddress(field);
  if (whole !== null && (endpoint === null || whole === endpoint.address || isAnyAddress(whole, endpoint))) return -1;
  const at = Math.max(field.lastIndexOf(':'), field.lastIndexOf('.'));
  return at < 1 || at === field.length - 1 ? -1 : start + at;
}

/** What tools print as the address of a side that is not there. */
function isNoAddress(text: string): boolean {
  const bare = text.replace(/^\[|\]/g, '').replace(/%.*$/s, '');
  return /^(?:\*|0+)$/.test(bare) || isWildcard(parseAddress(bare) ?? '');
}

/** What tools print as the port of a side that is not there. */
function isNoPort(port: string): boolean {
  return port === '*' || /^0+$/.test(port);
}

function isPort(text: string, { port, service, truncated }: Endpoint): boolean {
  if (text === service || (text === '*' && port === null)) return true;
  // Of a raw socket net-tools prints the number of the IP protocol in the place of the port.
  if (port === null) return truncated === true || (service === undefined && /^\d+$/.test(text));
  return Number(text) === port || (HEXADECIMAL_PORT.test(text) && Number.parseInt(text, 16) === port);
}

function isAddress(text: string, endpoint: Endpoint | null): boolean {
  if (endpoint === null) return text === '*';
  const bare = text.replace(/^\[|\]/g, '').replace(/%.*$/s, '');
  if (bare === endpoint.address || text.startsWith(endpoint.address)) return true;
  if (parseAddress(bare) === endpoint.address || isAnyAddress(bare, endpoint)) return true;
  // The kernel's tables have their addresses in hexadecimal, in the machine's own byte order.
  return HEXADECIMAL_ADDRESS.test(text) || (text === '*' && isUnspecified({ ...endpoint, port: null }));
}

/** "0.0.0.0" without a port, where it was read as no peer. */
function isAnyAddress(address: string, endpoint: Endpoint): boolean {
  return isWildcard(address) && isUnspecified(endpoint);
}

const HEXADECIMAL_PORT = /^[0-9A-F]{4}$/;
const HEXADECIMAL_ADDRESS = /^(?:[0-9A-F]{8}|[0-9A-F]{32})$/;
