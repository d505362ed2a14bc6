/** An address and a port together, in every dialect that socket tools print. */

import { addressFamily, addressProblem, isWildcard, parseAddress } from './address.ts';
import { HIGHEST_PORT, parsePort } from './port.ts';
import { failure, type Result, success } from './result.ts';
import { portOfService } from './service-names.ts';
import type { Endpoint } from './socket.ts';

/**
 * Parses one endpoint as socket tools print it.
 *
 * Dialects: `127.0.0.1:80`, `[::1]:80`, `:::80` (net-tools), `127.0.0.1.80` and `*.80` (BSD), `*:http`,
 * `fe80::1%eth0:546`, `[fe80::1%eth0]:546`, `[fe80::1]%eth0:546` and `0.0.0.0%virbr0:67` (ss), `web.example:https` (without `-n`).
 * The part after the last separator is the port; `*` is any port.
 *
 * @param text one field, without surrounding blanks
 * @returns the endpoint (`port` null where the tool printed `*` or a service name that is not among the common ones),
 *          or a `Problem` with the column of the first character that does not fit
 * @see netstat(8), ss(8), lsof(8), inet(4); RFC 5952 for the form of IPv6 addresses
 * @example parseEndpoint('[::1]:443') // { ok: true, value: { address: '::1', port: 443 } }
 * @example parseEndpoint(':::22') // { ok: true, value: { address: '::', port: 22 } }
 * @example parseEndpoint('192.168.1.5.51734') // { ok: true, value: { address: '192.168.1.5', port: 51734 } }
 */
export function parseEndpoint(text: string): Result<Endpoint> {
  const split = splitEndpoint(text);
  if (split === null) {
    return failure({
      column: text.length + 1,
      found: text === '' ? 'nothing' : `"${text}"`,
      expected: 'an address and a port, such as 192.0.2.10:443 or [2001:db8::10]:443',
      hint: 'Between address and port stands a colon, or a dot on BSD and macOS.',
    });
  }
  const host = readHost(split.host);
  if (host === null) {
    const problem = addressProblem(split.host);
    return failure({ ...problem, column: problem.column + (text.startsWith('[') ? 1 : 0) });
  }
  const port = readPort(split.port);
  if (port === null) {
    const number = parsePort(split.port);
    return failure({
      found: `port "${split.port}"`,
      expected: `a number from 0 to ${HIGHEST_PORT}, a service name, or *`,
      hint: !number.ok && /^\d+$/.test(split.port) ? number.problem.hint : '',
      column: split.portColumn,
    });
  }
  return success({ ...host, ...port });
}

/**
 * Writes an endpoint as `address:port`, IPv6 in brackets (RFC 5952 section 6), so that `parseEndpoint` reads it back.
 *
 * @example formatEndpoint({ address: '2001:db8::10', port: 443 }) // '[2001:db8::10]:443'
 */
export function formatEndpoint({ address, zone, port, service }: Endpoint): string {
  const host = zone === undefined ? address : `${address}%${zone}`;
  return `${addressFamily(address) === 'ipv6' ? `[${host}]` : host}:${port ?? service ?? '*'}`;
}

/** Claims that the endpoint names no peer: a wildcard address with any port, as tools print for listening sockets. */
export function isUnspecified(endpoint: Endpoint): boolean {
  return (
    isWildcard(endpoint.address) && (endpoint.port === null || endpoint.port === 0) && endpoint.service === undefined
  );
}

/** Cuts host from port at the last separator; null where there is none. */
function splitEndpoint(text: string): { host: string; port: string; portColumn: number } | null {
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    // ss prints the zone behind the bracket: "[fe80::1]%eth0:546".
    const at = text[close + 1] === '%' ? Math.max(text.lastIndexOf(':'), close) : close + 1;
    if (close < 0 || (text[at] !== ':' && text[at] !== '.')) return null;
    return { host: text.slice(1, close) + text.slice(close + 1, at), port: text.slice(at + 1), portColumn: at + 2 };
  }
  const dot = text.lastIndexOf('.');
  const colon = text.lastIndexOf(':');
  // "127.0.0.1:80" has its colon last; "::1.80" and "fe80::1%lo0.546" have their dot last: the later one separates,
  // but for "::ffff:10.0.0.5", where no port follows.
  const at = Math.max(dot, colon);
  if (at < 0 || at === text.length - 1) return null;
  if (at === dot && !isDotted(text, dot)) return null;
  return { host: text.slice(0, at), port: text.slice(at + 1), portColumn: at + 2 };
}

/** Claims that the last dot separates a BSD port: what stands before it is a whole address, a star, or a name. */
function isDotted(text: string, dot: number): boolean {
  const host = text.slice(0, dot);
  if (host === '*' || host.includes(':')) return parseAddress(text) === null;
  const groups = host.split('.').length;
  return parseAddress(text) === null && (groups === 4 || !/^[\d.]+$/.test(text));
}

/** Reads the part before the port: an address with or without a zone, a star, or a host name. */
function readHost(text: string): Pick<Endpoint, 'address' | 'zone' | 'named'> | null {
  if (text === '*') return { address: '*' };
  const [, bare = text, zone] = WITH_ZONE.exec(text) ?? [];
  const address = bare === '*' ? '*' : parseAddress(bare);
  if (address !== null) return zone === undefined ? { address } : { address, zone };
  return HOST_NAME.test(text) ? { address: text, named: true } : null;
}

/** Reads the part after the separator: a number in range, `*`, or a service name. */
function readPort(text: string): Pick<Endpoint, 'port' | 'service'> | null {
  if (text === '*') return { port: null };
  if (/^\d{1,5}$/.test(text)) return Number(text) <= HIGHEST_PORT ? { port: Number(text) } : null;
  return SERVICE_NAME.test(text) ? { port: portOfService(text), service: text } : null;
}

/** An interface name has no blanks; brackets and a second % would not come back from `formatEndpoint`. */
const WITH_ZONE = /^([^%]*)%([^\s%[\]]+)$/;

/** At least one letter, so that a malformed number is not taken for a name (RFC 1123 section 2.1, with "_" as found in practice). */
const HOST_NAME = /^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/i;

/** RFC 6335 section 5.1 allows 15 letters, digits and hyphens with at least one letter; services(5) also has "_", "+", "." and "/". */
const SERVICE_NAME = /^(?=.*[a-z])[a-z0-9_+./-]+$/i;
