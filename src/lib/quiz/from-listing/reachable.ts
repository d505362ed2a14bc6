/** "Which of these listeners can another machine reach?" */

import { addressFamily, addressScope, isWildcard, SCOPE_MEANINGS, type Scope } from '../../address.ts';
import type { Socket } from '../../socket.ts';
import { assemble, CANDIDATES, isDefinite, type Maker, type Option } from './maker.ts';
import { codeEndpoint, codeSpan, programName } from './quote.ts';

/** Scopes of addresses that no listener has, or of which it cannot be told from afar who reaches them. */
const UNCLEAR: readonly (Scope | null)[] = [null, 'multicast', 'broadcast', 'reserved'];

export const reachable: Maker = ({ listeners }, random) => {
  const clear = random.shuffled(listeners.filter(isClear));
  const open = distinct(clear.filter(isReachable));
  const closed = distinct(clear.filter((socket) => !isReachable(socket)));
  const right = open.slice(0, closed.length < 2 ? 2 : 1 + random.below(2));
  const [first] = right;
  if (first === undefined) return null;
  return assemble(
    {
      id: `reachable-${first.id}`,
      kind: 'multiple',
      prompt: 'Which of these listeners can another machine reach, if no firewall stands in between?',
      right,
      wrong: closed,
      source: 'ip(7) and ipv6(7); RFC 1122 section 3.2.1.3 and RFC 4291 section 2.5.3 on loopback',
      difficulty: 2,
    },
    random,
  );
};

/** Claims that others can connect: the listener is not bound to loopback alone. */
function isReachable({ local }: Socket): boolean {
  return addressScope(local!.address) !== 'loopback';
}

function isClear({ local }: Socket): boolean {
  if (!isDefinite(local) || UNCLEAR.includes(addressScope(local.address))) return false;
  // A wildcard on one interface (0.0.0.0%lo) is no address of every interface.
  return local.zone === undefined || !isWildcard(local.address);
}

function option(socket: Socket): Option {
  const { address } = socket.local!;
  const program = socket.processes.map(programName).find((name) => name !== null);
  return {
    id: `line-${socket.line}`,
    text: `${codeEndpoint(socket.local!)}${program === undefined ? '' : `, ${codeSpan(program)}`}`,
    why: why(address, addressScope(address)!),
  };
}

function why(address: string, scope: Scope): string {
  if (scope === 'wildcard') {
    const family = addressFamily(address);
    const which = family === 'ipv4' ? 'every IPv4 address' : family === 'ipv6' ? 'every IPv6 address' : 'every address';
    return `${codeSpan(address)} stands for ${which} of this machine, also those that others connect to.`;
  }
  return scope === 'loopback'
    ? `${codeSpan(address)} is a loopback address: ${SCOPE_MEANINGS.loopback}.`
    : `${codeSpan(address)} is one address of this machine, and no loopback address: whoever can reach the address can reach the port.`;
}

/** The choices that these listeners make, those that would read alike only once. */
function distinct(sockets: readonly Socket[]): Option[] {
  const options = sockets.slice(0, CANDIDATES).map(option);
  return options.filter(({ text }, at) => options.findIndex((other) => other.text === text) === at);
}
