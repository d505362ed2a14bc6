/** "Which of these lines shows a socket that listens?" */

import { STATE_MEANINGS } from '../../listing/state-meanings.ts';
import type { Socket } from '../../socket.ts';
import { assemble, CANDIDATES, type Maker, type Option } from './maker.ts';
import { codeSpan, pastedLine } from './quote.ts';

export const listens: Maker = ({ sockets, listeners }, random) => {
  const listener = random.pick(listeners);
  if (listener === undefined) return null;
  const others = sockets.filter(
    ({ protocol, state }) => protocol === 'tcp' && state !== null && state !== 'LISTEN' && state !== 'CLOSED',
  );
  const wrong = random.shuffled(others).slice(0, CANDIDATES);
  return assemble(
    {
      id: `listens-line-${listener.line}`,
      prompt: 'Which of these lines of your listing shows a socket that *listens*?',
      right: [option(listener)],
      wrong: wrong.map(option),
      source: 'RFC 9293 section 3.3.2',
      difficulty: 1,
    },
    random,
  );
};

function option(socket: Socket): Option {
  const state = socket.state!;
  return {
    id: `line-${socket.line}`,
    text: codeSpan(pastedLine(socket)),
    why: `Its state is ${state}. ${STATE_MEANINGS[state]}`,
  };
}
