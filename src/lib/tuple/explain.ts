/** Says why tokens are no tuple, at the first one that does not fit. */

import { parseEndpoint } from '../endpoint.ts';
import { parsePort } from '../port.ts';
import { shapeOf } from './by-shape.ts';
import { missing, type Refusal, refusal } from './reading.ts';
import type { Token } from './tokens.ts';

const EXAMPLE = 'Such as: TCP, 192.168.1.5, 51734, 93.184.216.34, 80';
const ORDER = 'A five-tuple has two sides: protocol, local address, local port, remote address, remote port.';
const PORT = 'Each address is followed by its port: 192.0.2.10:443, or [2001:db8::10]:443 for IPv6.';

/** Refuses tokens that neither keys nor shape make a tuple; `end` is the offset behind the last. */
export function explain(tokens: Token[], end: number): Refusal {
  const shape = shapeOf(tokens);
  return { ...firstMisfit(tokens, shape, end), weight: shape.replace(/[^AEGTYZ]/g, '').slice(0, 4).length };
}

function firstMisfit(tokens: Token[], shape: string, end: number): Refusal {
  const at = (token: Token | undefined, expected: string, hint: string) =>
    token ? refusal(token, expected, hint) : missing(end, expected, hint);
  const malformed = tokens[shape.search(/[YZ]|(?<=A[>.]?)B|B(?=A)/)];
  if (malformed) {
    const port = parsePort(malformed.text);
    const problem = malformed.problem ?? (port.ok ? undefined : port.problem);
    if (problem) return { ok: false, weight: 0, ...problem, at: malformed.at + problem.column - 1 };
  }
  const lone = shape.search(/[AT](?![NWT])/);
  const side = /[EG]|[AT][NWT]/.exec(shape) ?? /^P?[HW][NW]/.exec(shape);
  if (side === null || (lone >= 0 && lone < side.index)) {
    if (lone >= 0)
      return at(
        tokens.slice(lone + 1).find(({ kind }) => !/[<>]/.test(kind)),
        'the local port',
        PORT,
      );
    const first = tokens.find(({ kind }) => !/[P<>]/.test(kind));
    return at(first, shape.includes('P') ? 'a local address' : 'a socket tuple', EXAMPLE);
  }
  const from = side.index + side[0].length;
  if (lone >= from)
    return at(
      tokens.slice(lone + 1).find(({ kind }) => kind !== 'S'),
      'the remote port',
      PORT,
    );
  const next = tokens.slice(from).find(({ kind }) => !/[<>S]/.test(kind));
  // "web:foo": a host and a service name that is not a common one.
  const named = next?.text.includes(':') ? parseEndpoint(next.text) : null;
  if (next && named?.ok && named.value.service) {
    const { service } = named.value;
    return {
      ...refusal(next, 'a port number or a common service name', 'netstat -n and ss -n print the number.'),
      found: `port "${service}"`,
      at: next.at + next.text.length - service.length,
    };
  }
  return at(next, 'a remote address and its port', ORDER);
}
