/** "Which of these ports lies in the range from which this system takes a client's port?" */

import { EPHEMERAL_RANGES, isEphemeral } from '../../port.ts';
import { serviceOfPort } from '../../service-names.ts';
import { type OS, OS_NAMES } from '../../socket.ts';
import { assemble, CANDIDATES, isDefinite, type Maker, type Option } from './maker.ts';
import { codeSpan } from './quote.ts';

export const ephemeral: Maker = ({ sockets, os }, random) => {
  if (os === null) return null;
  const ports = new Set<number>();
  for (const { local } of sockets) if (isDefinite(local)) ports.add(local.port);
  const inside = random.pick([...ports].filter((port) => isEphemeral(port, os)));
  if (inside === undefined) return null;
  const outside = random.shuffled([...ports].filter((port) => !isEphemeral(port, os))).slice(0, CANDIDATES);
  return assemble(
    {
      id: `ephemeral-port-${inside}`,
      prompt:
        `Which of these local ports of your listing lies in the range from which ${OS_NAMES[os]} ` +
        'takes *ephemeral* ports, if nobody has changed it?',
      right: [option(inside, os)],
      wrong: outside.map((port) => option(port, os)),
      source: EPHEMERAL_RANGES[os].source,
      difficulty: 2,
      os,
    },
    random,
  );
};

function option(port: number, os: OS): Option {
  const { first, last } = EPHEMERAL_RANGES[os];
  const service = serviceOfPort(port);
  const known = service === null ? '' : ` It is registered for ${codeSpan(service)}.`;
  const why =
    port < first
      ? `${port} lies below ${first}, where the range begins.${known}`
      : port > last
        ? `${port} lies above ${last}, where the range ends.${known}`
        : `${port} lies between ${first} and ${last}.`;
  return { id: `port-${port}`, text: codeSpan(String(port)), why };
}
