/** What a reader should know about a tuple that was readable. */

import { addressFamily, addressScope, isWildcard, mappedAddress } from '../address.ts';
import { formatEndpoint, isUnspecified } from '../endpoint.ts';
import type { SocketTuple } from '../socket.ts';
import { isPortless, type Reading, type Remark } from './reading.ts';

/** Finds what is odd, with the place in the text of `reading`. */
export function oddities({ protocol, local, remote, state }: SocketTuple, reading: Reading): Remark[] {
  const remarks: Remark[] = [];
  const say = (at: number, found: string, expected: string, hint: string) =>
    remarks.push({ at, found, expected, hint });
  const far = reading.remote ?? reading.local;
  const none = isUnspecified(remote);
  const portless = isPortless(protocol);
  if (none)
    say(
      far.at,
      'no remote side',
      'a remote address and port',
      `${state === 'LISTEN' ? 'A listening socket waits for any peer' : 'This socket is not connected'}: it is not a five-tuple yet.`,
    );
  if (portless)
    say(
      reading.protocolAt,
      `protocol ${protocol === 'other' ? 'without ports' : protocol.toUpperCase()}`,
      'one with ports, such as TCP or UDP',
      protocol === 'icmp' ? 'ICMP has no ports; echo messages carry an identifier instead.' : 'It has no ports.',
    );
  for (const [side, place] of [
    ['local', reading.local],
    ['remote', reading.remote],
  ] as const) {
    if (place === null || portless || (side === 'remote' && none)) continue;
    const { address, port, service } = place.endpoint;
    if (port === 0)
      say(
        place.portAt,
        'port 0',
        'a port from 1 to 65535',
        'Port 0 is reserved; bind() to 0 asks the system for any free port.',
      );
    if (port === null && service !== undefined)
      say(
        place.portAt,
        `"${service}"`,
        'a common service name or a number',
        'Its port is not known here; netstat -n and ss -n print the number.',
      );
    else if (port === null)
      say(place.portAt, `any ${side} port`, 'one port', 'A star stands for every port: this matches many tuples.');
    const scope = addressScope(address);
    if (protocol === 'tcp' && (scope === 'multicast' || scope === 'broadcast'))
      say(place.at, `a ${scope} address`, 'the address of one machine', 'A TCP connection has exactly two ends.');
  }
  if (none || reading.remote === null) return remarks;
  if (isWildcard(remote.address))
    say(
      far.at,
      `${remote.address} as remote address`,
      'the address of one machine',
      'A wildcard stands for the addresses of this machine; it names no peer.',
    );
  else if (formatEndpoint(local) === formatEndpoint(remote) && local.port !== null)
    say(
      far.at,
      'the local endpoint again',
      'another endpoint',
      'Both sides are the same: TCP can connect a socket to itself, but it is rarely meant.',
    );
  const families = [local, remote].map(({ address }) => addressFamily(mappedAddress(address) ?? address));
  if (
    families[0] &&
    families[1] &&
    families[0] !== families[1] &&
    !isWildcard(local.address) &&
    !isWildcard(remote.address)
  )
    say(
      far.at,
      `an ${families[1] === 'ipv6' ? 'IPv6' : 'IPv4'} address`,
      'both sides in one family',
      'IPv4 and IPv6 do not talk to each other without a translator.',
    );
  return remarks;
}
