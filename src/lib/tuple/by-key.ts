/** Reads a tuple by the names of its parts: `src=… sport=…`, JSON, conntrack, netfilter's LOG. */

import { isWildcard } from '../address.ts';
import type { Side } from './keys.ts';
import {
  complete,
  findProtocol,
  isPortless,
  listens,
  missing,
  type Place,
  placeOf,
  type Reading,
  type Refusal,
} from './reading.ts';
import type { Token } from './tokens.ts';

/** Reads `src=… sport=…` and its kin in every order; null where no address has such a key. */
export function readKeys(tokens: Token[], end: number): Reading | Refusal | null {
  const keyed = (side: Side, ...parts: string[]) =>
    tokens.filter(({ key }) => key?.side === side && parts.includes(key.part) && key.part !== 'other');
  const sides = (['local', 'remote'] as const).map((side) => ({
    side,
    addresses: keyed(side, 'address', 'endpoint'),
    ports: keyed(side, 'port'),
  }));
  if (
    !sides.some(
      ({ addresses, ports }) =>
        addresses.length > 0 &&
        (ports.length > 0 || addresses[0]!.kind === 'E' || sides.every(({ addresses }) => addresses.length > 0)),
    )
  )
    return null;
  const protocol = findProtocol(tokens, tokens.length);
  const portless = protocol !== null && isPortless(protocol.name);
  const places: (Place | null)[] = [];
  for (const { side, addresses, ports } of sides) {
    const [address] = addresses;
    if (address === undefined) {
      if (side === 'remote' && listens(tokens)) {
        places.push(null);
        continue;
      }
      return {
        ...missing(
          end,
          `the ${side} address`,
          side === 'local' ? 'Such as src=192.0.2.10.' : 'Such as dst=203.0.113.80.',
        ),
        weight: 3,
      };
    }
    const place = placeOf(address, ports[0] ?? null);
    if (!('endpoint' in place)) return place;
    if (
      place.endpoint.port === null &&
      !ports[0] &&
      address.kind !== 'E' &&
      !portless &&
      !isWildcard(place.endpoint.address)
    )
      return {
        ...missing(end, `the ${side} port`, side === 'local' ? 'Such as sport=51734.' : 'Such as dport=443.'),
        weight: 3,
      };
    places.push(place);
  }
  const reading = complete(tokens, places[0]!, places[1]!, protocol);
  addReply(reading, sides);
  return reading;
}

/** Tells where the second half of a conntrack line differs from the first turned round: that is NAT. */
function addReply(reading: Reading, [from, to]: { addresses: Token[]; ports: Token[] }[]) {
  const answer = [from!.addresses[1], from!.ports[1], to!.addresses[1], to!.ports[1]];
  if (from!.addresses[0]?.key?.name !== 'src' || answer.some((token) => token === undefined)) return;
  const [source, sourcePort, target, targetPort] = answer.map((token) => token!.text);
  const asked = [to!.addresses[0], to!.ports[0], from!.addresses[0], from!.ports[0]].map((token) => token?.text);
  if (answer.every((token, index) => token!.text === asked[index])) return;
  reading.remarks.push({
    at: answer[0]!.at,
    found: `a reply from ${source} port ${sourcePort} to ${target} port ${targetPort}`,
    expected: 'the same two endpoints turned round',
    hint: 'Network address translation (NAT) stands between: the two ends see different tuples. The original direction is read.',
  });
}
