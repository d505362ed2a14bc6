/** The address fields of BSD's netstat: dotted ports, and what a tool cuts to the width of its column. */

import { parseEndpoint } from '../../../endpoint.ts';
import { HIGHEST_PORT } from '../../../port.ts';
import { failure, type Result } from '../../../result.ts';
import type { Endpoint } from '../../../socket.ts';
import { couldContinue } from '../../format.ts';

/** Field widths: ordinary, and with -A. Names lose what exceeds 16, or 12 with -A; with -W, -l and -v nothing is cut. */
export const WIDTH = 22;
export const WIDTH_WITH_ADDRESS = 18;
const NAME_WIDTH = 16;
const NAME_WIDTH_WITH_ADDRESS = 12;

/**
 * Reads an address field that may be cut: the name or IPv6 address to 16 characters, then the whole field to its width,
 * so that the port may lack digits (inet6.c, inet6print).
 *
 * @param width of the field; 0 where nothing is cut
 */
export function readEndpoint(field: string, width: number): Result<Endpoint> {
  const dot = field.lastIndexOf('.');
  const address = field.slice(0, dot);
  const port = field.slice(dot + 1);
  if (dot < 1 || port === '') return failure({ found: `"${field}"`, expected: 'an address, a dot and a port' });
  const isName = !address.includes(':') && /[a-z]/i.test(address);
  const nameWidth = isName && width === WIDTH_WITH_ADDRESS ? NAME_WIDTH_WITH_ADDRESS : NAME_WIDTH;
  const fills = width > 0 && (address.length === NAME_WIDTH || address.length === nameWidth);
  const addressCut = fills && couldContinue(withoutZone(address));
  const read = parseEndpoint(
    addressCut ? `*:${port}` : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
  );
  if (!read.ok) return read;
  const { value } = read;
  if (addressCut) value.address = address;
  if (addressCut && isName) value.named = true;
  const portCut =
    width > 0 && field.length === width && port !== '*' && (!/^\d+$/.test(port) || Number(port) * 10 <= HIGHEST_PORT);
  if (portCut) value.port = null;
  if (addressCut || portCut) value.truncated = true;
  return { ok: true, value };
}

/** Claims that a dot separates the port: it is the last separator of the field. */
export function hasDot(field: string): boolean {
  return field.lastIndexOf('.') > Math.max(field.lastIndexOf(':'), 0) && !field.endsWith('.');
}

/** "fe80::1%lo0" without "%lo0"; where the zone itself may be cut, what stands before it is whole all the same. */
function withoutZone(address: string): string {
  const percent = address.indexOf('%');
  return percent < 0 ? address : `${address.slice(0, percent)}:`;
}
