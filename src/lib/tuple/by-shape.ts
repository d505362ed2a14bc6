/** Reads a tuple by the order of its parts, whatever stands around them. */

import { isWildcard } from '../address.ts';
import { parseEndpoint } from '../endpoint.ts';
import { type Side, sideOf } from './keys.ts';
import { complete, findProtocol, isPortless, listens, placeOf, type Reading } from './reading.ts';
import type { Token } from './tokens.ts';

/** One side: an endpoint, or an address and the port behind it. In pairs of groups: address, port. */
const SIDE = /([AET])((?<=E)|(?<=[AT])[NWT])/d;

/** Tried in turn; groups tell where the local address, local port, remote address and remote port stand. */
const SHAPES: readonly { pattern: RegExp; groups: readonly number[]; between: number; says?: string }[] = [
  {
    // One side, what stands between, the other side.
    pattern: /([AET])((?<=E)|(?<=[AT])[NWT])([^AEYZ]*?)([AET])((?<=E)|(?<=[AT])[NWT])/d,
    groups: [1, 2, 4, 5],
    between: 3,
  },
  // AWS VPC flow logs, pf's filterlog, Azure NSG flow logs: both addresses first.
  { pattern: /(A)(>?)(A)([NWT])([NWT])/d, groups: [1, 4, 3, 5], between: 2 },
  {
    pattern: /([NW])(A)([^AEYZN]*)([NW])(A)/d,
    groups: [2, 1, 5, 4],
    between: 3,
    says: 'Each port stands before its address; the usual order is address, port.',
  },
];

/** Without ports, for protocols that have none. */
const PORTLESS = { pattern: /([AT])()([^AEYZ]*)([AT])()/d, groups: [1, 2, 4, 5], between: 3 };

/** Host names are believed only where the line is nothing but a tuple. */
const NAMED = /^P?(?:[AHW][NWT]|[EG])[<>.]*(?:[AHW][NWT]|[EG])[SP]*$/;

/** Reads the first stretch of tokens that has the shape of a tuple; null where none has. */
export function readShape(tokens: Token[]): Reading | null {
  const shape = shapeOf(tokens);
  const found = match(tokens, shape, SHAPES);
  if (found) return found;
  const glued = tokens.map((token) => splitIpv6(token, /^PNN/.test(shape)));
  const unglued = match(glued, shapeOf(glued), SHAPES);
  if (unglued) return unglued;
  const named = NAMED.test(shape) ? shape.replace(/[HW](?=[NWT])/g, 'A') : shape;
  return match(tokens, named.replaceAll('G', 'E'), SHAPES.slice(0, 1)) ?? readOneSide(tokens, shape);
}

/** The kinds of the tokens as one word. */
export function shapeOf(tokens: Token[]): string {
  return tokens.map(({ kind }) => kind).join('');
}

function match(tokens: Token[], shape: string, shapes: typeof SHAPES): Reading | null {
  for (const { pattern, groups, between, says } of withPortless(tokens, shapes)) {
    const indices = pattern.exec(shape)?.indices;
    if (!indices) continue;
    const [a, b, c, d] = groups.map((group) => {
      const [from, to] = indices[group]!;
      return from < to ? tokens[from]! : null;
    });
    const first = placeOf(a!, b!);
    const second = placeOf(c!, d!);
    if (!('endpoint' in first && 'endpoint' in second)) continue;
    const [start, stop] = indices[0]!;
    const [from, to] = indices[between]!;
    const arrows = shape.slice(from, to);
    const back = arrows.includes('<') && !arrows.includes('>');
    const named = !back && namesRemoteFirst(tokens, tokens.indexOf(a!), tokens.indexOf(c!));
    const sides = back || named ? ([second, first] as const) : ([first, second] as const);
    const reading = complete(tokens, ...sides, findProtocol(tokens, start, stop));
    const say = (at: number, found: string, expected: string, hint: string) =>
      reading.remarks.push({ at, found, expected, hint });
    if (says) say(first.portAt, 'a port first', 'an address', says);
    if (sides[0] === second)
      say(
        first.at,
        named ? 'the remote side first' : 'an arrow to the left',
        'the local side first',
        'The second endpoint is read as the local one.',
      );
    // Nothing that could be a part is passed over in silence.
    const inside = arrows.search(/[NB]/);
    const behind = shape.slice(stop).search(/[AE]/);
    const spare = inside >= 0 ? tokens[from + inside] : behind >= 0 ? tokens[stop + behind] : undefined;
    if (spare) say(spare.at, `${spare.text} besides`, 'two addresses and two ports', 'It is passed over.');
    const translated = tokens.find(
      ({ kind, endpoint }, index) => kind === 'x' && endpoint && endpoint.address !== addressBefore(tokens, index),
    );
    if (translated)
      say(
        translated.at,
        `${translated.text} in parentheses`,
        'the address before it',
        'Network address translation (NAT) replaces one by the other: inside and outside see different tuples.',
      );
    for (const token of [a!, c!])
      if (token.kind === 'E' && token.problem) reading.remarks.push({ ...token.problem, at: token.at });
    return reading;
  }
  return null;
}

/** The address that a token in parentheses translates: right before it, or before a port. */
function addressBefore(tokens: Token[], index: number): string | undefined {
  return (tokens[index - 1]?.endpoint ?? tokens[index - 2]?.endpoint)?.address;
}

function withPortless(tokens: Token[], shapes: typeof SHAPES): typeof SHAPES {
  const protocol = findProtocol(tokens, 0, tokens.length);
  return protocol && isPortless(protocol.name) ? [...shapes, PORTLESS] : shapes;
}

/** Reads `2001:db8::10:51734` as an endpoint where no port follows; in a line of netstat that is the rule and no remark. */
function splitIpv6(token: Token, netstat: boolean): Token {
  if (token.kind !== 'A' || token.text.startsWith('[') || !token.text.includes(':')) return token;
  const endpoint = parseEndpoint(token.text);
  if (!endpoint.ok || endpoint.value.port === null) return token;
  const { address, port } = endpoint.value;
  return {
    ...token,
    kind: 'E',
    endpoint: endpoint.value,
    problem: netstat
      ? undefined
      : {
          line: 1,
          column: 1,
          found: `${token.text} without brackets`,
          expected: `[${address}]:${port}`,
          hint: `It is read as address ${address} and port ${port}; the whole could also be one IPv6 address.`,
        },
  };
}

/** Claims that words say so: `to A from B`, or a firewall's interface names, `outside:A to inside:B`. */
function namesRemoteFirst(tokens: Token[], first: number, second: number): boolean {
  return (
    (hint(tokens, first) === 'remote' && hint(tokens, second) !== 'remote') ||
    (hint(tokens, first) === undefined && hint(tokens, second) === 'local')
  );
}

function hint(tokens: Token[], index: number): Side | undefined {
  const [further, near] = [tokens[index - 2], tokens[index - 1]];
  if (!near || !/[HW]/.test(near.kind)) return undefined;
  const place = /^(outside|wan|untrust|internet)$|^(inside|lan|trust|dmz)$/i.exec(near.text);
  const explicit = /^(?:src|dst|source|destination)$/i.test(further?.text ?? '') ? sideOf(further!.text) : undefined;
  return place ? (explicit ?? (place[1] ? 'remote' : 'local')) : sideOf(near.text);
}

/** Reads a listening or unconnected socket of a tool that prints its own side alone. */
function readOneSide(tokens: Token[], shape: string): Reading | null {
  const indices = SIDE.exec(shape)?.indices;
  if (!indices) return null;
  const [address, port] = [tokens[indices[1]![0]]!, indices[2]![0] < indices[2]![1] ? tokens[indices[2]![0]]! : null];
  const place = placeOf(address, port);
  const rest = shape.slice(indices[0]![1]);
  if (!('endpoint' in place) || /[AEYZBG]/.test(rest)) return null;
  // "192.168.1.5:51734 ->" waits for more; "*:5353" does not.
  if (!listens(tokens) && !rest.includes('T') && !(isWildcard(place.endpoint.address) && /^[SUH.]*$/.test(rest)))
    return null;
  return complete(tokens, place, null, findProtocol(tokens, indices[0]![0], indices[0]![1]));
}
