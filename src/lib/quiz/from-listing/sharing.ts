/** "How many of these sockets have this local port?" */

import { formatEndpoint, isUnspecified } from '../../endpoint.ts';
import type { Socket } from '../../socket.ts';
import { assemble, grouped, isDefinite, isPeer, type Maker, type Option } from './maker.ts';
import { codeBlock, listOf, pastedRow } from './quote.ts';

/** How many lines are shown, and how many of them may share the port. */
const MOST_SHOWN = 8;
const MOST_SHARING = 5;

export const sharing: Maker = ({ sockets }, random) => {
  const tcp = sockets.filter(({ protocol, local, lines }) => protocol === 'tcp' && lines === 1 && isDefinite(local));
  const byPort = grouped(tcp, ({ local }) => local!.port!);
  const askable = [...byPort].filter(
    ([, sharers]) => sharers.length >= 2 && sharers.length <= MOST_SHARING && areDistinct(sharers),
  );
  const [port, sharers] = random.pick(askable) ?? [];
  if (port === undefined || sharers === undefined) return null;
  const others = tcp.filter(({ local }) => local!.port !== port);
  const remotely = others.filter(({ remote }) => isPeer(remote) && remote.port === port);
  const decoys = [
    ...random.shuffled(remotely).slice(0, 2),
    ...random.shuffled(others.filter((other) => !remotely.includes(other))),
  ];
  const shown = [...sharers, ...decoys.slice(0, Math.min(3, MOST_SHOWN - sharers.length))].toSorted(
    (one, other) => one.line - other.line,
  );
  const asRemote = shown.filter(({ remote }) => isPeer(remote) && remote.port === port).length;
  const count = sharers.length;
  const option = (number: number, why: string): Option => ({ id: `count-${number}`, text: String(number), why });
  const wrong = [
    ...(asRemote > 0
      ? [option(count + asRemote, `That counts the lines where ${port} is the remote port as well.`)]
      : []),
    option(1, `A local port is not used up by one socket: accepted connections keep the port that was listened on.`),
    option(shown.length, `That is every line shown; the local port is another one in ${shown.length - count} of them.`),
    option(count + 1, `It is one fewer: ${where(sharers)}.`),
    option(count - 1, `It is one more: ${where(sharers)}.`),
  ];
  return assemble(
    {
      id: `sharing-port-${port}`,
      prompt: `How many of these sockets have the *local* port ${port}?\n\n${codeBlock(shown.map(pastedRow))}`,
      right: [
        option(
          count,
          `${port} is the local port in ${where(sharers)}. Their addresses and remote sides tell the sockets apart.`,
        ),
      ],
      wrong: wrong.filter(({ id }) => id !== `count-${count}` && id !== 'count-0'),
      source: 'RFC 9293 section 3.3.1',
      difficulty: 2,
    },
    random,
  );
};

function where(sharers: readonly Socket[]): string {
  return `lines ${listOf(sharers.map(({ line }) => String(line)))} of your listing`;
}

/** lsof prints a socket once for each process that has it; such lines are not sockets of their own. */
function areDistinct(sharers: readonly Socket[]): boolean {
  const tuples = sharers.map(
    ({ local, remote }) =>
      `${formatEndpoint(local!)} ${remote === null || isUnspecified(remote) ? '' : formatEndpoint(remote)}`,
  );
  return new Set(tuples).size === sharers.length;
}
