/** "Which line is the other end of this connection?" */

import { mappedAddress } from '../../address.ts';
import type { Endpoint, Socket } from '../../socket.ts';
import { assemble, CANDIDATES, grouped, isPeer, type Maker } from './maker.ts';
import { codeBlock, codeEndpoint, codeSpan, pastedLine } from './quote.ts';

export const pair: Maker = ({ sockets }, random) => {
  const connected = sockets.filter(isConnection);
  const byTuple = grouped(connected, (socket) => tupleOf(socket, 'forth'));
  const otherEnds = (socket: Connection) => byTuple.get(tupleOf(socket, 'back')) ?? [];
  const askable = connected.filter((socket) => {
    const [other, ...more] = otherEnds(socket);
    return (
      other !== undefined &&
      more.length === 0 &&
      other !== socket &&
      byTuple.get(tupleOf(socket, 'forth'))!.length === 1
    );
  });
  const asked = random.pick(askable);
  if (asked === undefined) return null;
  const [right] = otherEnds(asked);
  const wrong = random
    .shuffled(connected.filter((socket) => socket !== asked && socket !== right))
    .slice(0, CANDIDATES)
    .filter((socket) => pastedLine(socket) !== pastedLine(asked));
  return assemble(
    {
      id: `pair-line-${asked.line}`,
      prompt: `Both ends of this connection are in your listing. Which line is the other end?\n\n${codeBlock([pastedLine(asked)])}`,
      right: [
        {
          ...option(right!),
          why: `What is local there is remote here, and the reverse: ${codeEndpoint(asked.local)} and ${codeEndpoint(asked.remote)}.`,
        },
      ],
      wrong: wrong.map((socket) => ({ ...option(socket), why: difference(socket, asked) })),
      source: 'RFC 9293 section 4: a connection is a pair of sockets',
      difficulty: 2,
    },
    random,
  );
};

interface Connection extends Socket {
  local: Endpoint & { port: number };
  remote: Endpoint & { port: number };
}

function isConnection(socket: Socket): socket is Connection {
  return isPeer(socket.local) && isPeer(socket.remote) && !same(socket.local, socket.remote);
}

function option(socket: Socket) {
  return { id: `line-${socket.line}`, text: codeSpan(pastedLine(socket)) };
}

/** Says why a line is not the other end. */
function difference(socket: Connection, asked: Connection): string {
  if (socket.protocol !== asked.protocol) {
    return `It speaks ${socket.protocol.toUpperCase()}, the other line ${asked.protocol.toUpperCase()}.`;
  }
  if (!same(socket.local, asked.remote)) {
    return `Its local side is ${codeEndpoint(socket.local)}; the other end has ${codeEndpoint(asked.remote)} there.`;
  }
  return `Its remote side is ${codeEndpoint(socket.remote)}; the other end has ${codeEndpoint(asked.local)} there.`;
}

function tupleOf({ protocol, local, remote }: Connection, way: 'forth' | 'back'): string {
  const [from, to] = way === 'forth' ? [local, remote] : [remote, local];
  return `${protocol} ${plain(from)} ${plain(to)}`;
}

function same(one: Endpoint, other: Endpoint): boolean {
  return plain(one) === plain(other);
}

/** A dual-stack socket shows an IPv4 peer as a mapped address, or as IPv4; the interface may be shown at one end only. */
function plain({ address, port }: Endpoint): string {
  return `${mappedAddress(address) ?? address} ${port}`;
}
