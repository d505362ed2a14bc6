/** "What does this state mean for the program?" */

import { STATE_MEANINGS } from '../../listing/state-meanings.ts';
import { TCP_STATES, type TcpState } from '../../socket.ts';
import { assemble, type Maker, type Option } from './maker.ts';
import { codeBlock, pastedLine } from './quote.ts';

/** States whose meanings overlap in a reader's eye, so that they are never set against each other. */
const ALIKE: readonly (readonly [TcpState, TcpState])[] = [
  ['FIN-WAIT-1', 'CLOSING'],
  ['LAST-ACK', 'CLOSING'],
  ['SYN-RECEIVED', 'SYN-SENT'],
];

export const state: Maker = ({ sockets }, random) => {
  // Each state has the same chance, however many sockets are in it.
  const seen = TCP_STATES.filter(
    (state) => state !== 'CLOSED' && sockets.some((socket) => socket.protocol === 'tcp' && socket.state === state),
  );
  const asked = random.pick(seen);
  if (asked === undefined) return null;
  const socket = random.pick(sockets.filter(({ protocol, state }) => protocol === 'tcp' && state === asked))!;
  const others = TCP_STATES.filter(
    (state) =>
      state !== asked &&
      state !== 'CLOSED' &&
      !ALIKE.some(([one, other]) => (one === asked && other === state) || (one === state && other === asked)),
  );
  // What the listing shows too is the likelier mix-up.
  const near = random.shuffled(others.filter((state) => seen.includes(state)));
  const far = random.shuffled(others.filter((state) => !seen.includes(state)));
  return assemble(
    {
      id: `state-line-${socket.line}`,
      prompt: `What does the state of this socket mean?\n\n${codeBlock([pastedLine(socket)])}`,
      right: [option(asked, asked)],
      wrong: [...near, ...far].map((state) => option(state, asked)),
      source: 'RFC 9293 section 3.3.2',
      difficulty: 1,
    },
    random,
  );
};

function option(state: TcpState, asked: TcpState): Option {
  return {
    id: state.toLowerCase(),
    text: STATE_MEANINGS[state],
    why: state === asked ? `That is ${state}, the state of this line.` : `That is ${state}. This line is in ${asked}.`,
  };
}
