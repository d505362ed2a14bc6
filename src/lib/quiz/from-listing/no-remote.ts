/** "Which of these sockets has no remote side?" */

import { isUnspecified } from '../../endpoint.ts';
import type { Socket } from '../../socket.ts';
import { assemble, CANDIDATES, isPeer, type Maker, type Option } from './maker.ts';
import { codeEndpoint, codeSpan, pastedLine } from './quote.ts';

export const noRemote: Maker = ({ sockets }, random) => {
  const alone = random.pick(sockets.filter(hasNoRemote));
  if (alone === undefined) return null;
  const connected = random.shuffled(sockets.filter(({ remote }) => isPeer(remote))).slice(0, CANDIDATES);
  return assemble(
    {
      id: `no-remote-line-${alone.line}`,
      prompt: 'Which of these sockets has no remote side?',
      right: [{ ...option(alone), why: whyAlone(alone) }],
      wrong: connected.map((socket) => ({
        ...option(socket),
        why: `Its remote side is ${codeEndpoint(socket.remote!)}: it is one end of a connection.`,
      })),
      source: 'RFC 9293 sections 3.3.2 and 4; udp(7)',
      difficulty: 1,
    },
    random,
  );
};

/** Claims that the socket speaks to nobody in particular: it listens, or is a UDP socket that is not connected. */
export function hasNoRemote({ protocol, state, remote }: Socket): boolean {
  const waits = protocol === 'tcp' ? state === 'LISTEN' : protocol === 'udp' && state === null;
  return waits && (remote === null || isUnspecified(remote));
}

function option(socket: Socket): Omit<Option, 'why'> {
  return { id: `line-${socket.line}`, text: codeSpan(pastedLine(socket)) };
}

function whyAlone({ protocol }: Socket): string {
  return protocol === 'tcp'
    ? 'It listens: it waits for any peer and has none itself. Each accepted connection gets a socket of its own.'
    : 'It is an unconnected UDP socket: it takes datagrams from any peer.';
}
