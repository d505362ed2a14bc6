/** One port number: what is valid, and which range it lies in, by the standard and by each operating system. */

import { failure, type Result, success } from './result.ts';
import type { OS } from './socket.ts';

/** A port is a 16-bit field in the TCP and UDP headers (RFC 9293, section 3.1; RFC 768). */
export const HIGHEST_PORT = 65535;

/**
 * Reads a port number: decimal digits, 0 to 65535.
 *
 * @returns the number, or a `Problem` whose column counts within `text`
 * @example parsePort('443') // { ok: true, value: 443 }
 */
export function parsePort(text: string): Result<number> {
  if (!/^\d+$/.test(text)) {
    const column = text.search(/\D/) + 1 || 1;
    return failure({
      column,
      found: text === '' ? 'nothing' : `"${text}"`,
      expected: `a port number from 0 to ${HIGHEST_PORT}`,
      hint: 'A port is written in decimal digits only.',
    });
  }
  const port = Number(text);
  if (port <= HIGHEST_PORT) return success(port);
  return failure({
    found: `port ${text}`,
    expected: `a port number from 0 to ${HIGHEST_PORT} (RFC 9293: a 16-bit field)`,
    hint: `Did you mean ${nearestPort(text)}?`,
  });
}

/** The ranges of RFC 6335, section 6. */
export type PortRange = 'system' | 'user' | 'dynamic';

export const PORT_RANGES: readonly { range: PortRange; first: number; last: number; meaning: string }[] = [
  { range: 'system', first: 0, last: 1023, meaning: 'assigned by IANA after review; also called well-known ports' },
  { range: 'user', first: 1024, last: 49151, meaning: 'assigned by IANA on request; also called registered ports' },
  { range: 'dynamic', first: 49152, last: 65535, meaning: 'never assigned; for private and short-lived use' },
];

/** Names the range of a port. @example portRange(3306) // 'user' @see RFC 6335 section 6 */
export function portRange(port: number): PortRange {
  if (port < 1024) return 'system';
  return port < 49152 ? 'user' : 'dynamic';
}

/** The range from which each system picks a local port by default, with where that is written. */
export const EPHEMERAL_RANGES: Readonly<Record<OS, { first: number; last: number; source: string }>> = {
  linux: { first: 32768, last: 60999, source: 'Linux ip-sysctl: ip_local_port_range' },
  macos: { first: 49152, last: 65535, source: 'sysctl net.inet.ip.portrange.first and .last' },
  windows: { first: 49152, last: 65535, source: 'Microsoft: default dynamic port range (since Vista)' },
  freebsd: { first: 10000, last: 65535, source: 'ip(4): net.inet.ip.portrange.first and .last' },
  openbsd: { first: 1024, last: 49151, source: 'sysctl(2): net.inet.ip.portfirst and portlast' },
  solaris: { first: 32768, last: 65535, source: 'Solaris Tunable Parameters: tcp_smallest_anon_port' },
  aix: { first: 32768, last: 65535, source: 'AIX no command: tcp_ephemeral_low and tcp_ephemeral_high' },
};

/** Claims that a system by default takes this port for outgoing connections. @example isEphemeral(51734, 'linux') // true */
export function isEphemeral(port: number, os: OS): boolean {
  return port >= EPHEMERAL_RANGES[os].first && port <= EPHEMERAL_RANGES[os].last;
}

/** Drops digits from the end until the number fits: the likeliest slip is one digit too many. More than five never fit. */
function nearestPort(digits: string): number {
  let text = digits.replace(/^0+(?=\d)/, '').slice(0, 5);
  while (Number(text) > HIGHEST_PORT) text = text.slice(0, -1);
  return Number(text);
}
