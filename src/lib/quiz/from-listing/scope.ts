/** "Which of these addresses is loopback, private, link-local, public?" */

import { addressScope, isWildcard, SCOPE_MEANINGS, type Scope } from '../../address.ts';
import { assemble, CANDIDATES, type Maker, type Option } from './maker.ts';
import { codeSpan } from './quote.ts';

/** What can be asked for, and its name within a question. */
const ASKED: readonly (readonly [scope: Scope, name: string])[] = [
  ['wildcard', 'stands for every address of the machine'],
  ['loopback', 'is a *loopback* address'],
  ['private', 'is a *private* address'],
  ['link-local', 'is a *link-local* address'],
  ['public', 'is a *public* address'],
];

const NAMES: Readonly<Record<Scope, string>> = {
  wildcard: 'the wildcard',
  loopback: 'loopback',
  'link-local': 'link-local',
  private: 'private',
  shared: 'shared',
  documentation: 'for documentation',
  benchmarking: 'for benchmarking',
  multicast: 'multicast',
  broadcast: 'broadcast',
  reserved: 'reserved',
  public: 'public',
};

export const scope: Maker = ({ all }, random) => {
  const addresses = new Map<string, { scope: Scope; line: number; side: string }>();
  for (const { local, remote, line } of all) {
    for (const [side, endpoint] of [
      ['local', local],
      ['remote', remote],
    ] as const) {
      if (endpoint === null || endpoint.named || endpoint.truncated || endpoint.address === '*') continue;
      // A listener's 0.0.0.0:* on the remote side stands for no peer, not for every address.
      if (side === 'remote' && isWildcard(endpoint.address)) continue;
      const scope = addressScope(endpoint.address);
      if (scope !== null && !addresses.has(endpoint.address)) addresses.set(endpoint.address, { scope, line, side });
    }
  }
  const found = [...addresses].map(([address, { scope, line, side }]) => ({
    scope,
    option: option(`${side}-line-${line}`, address, scope),
  }));
  const askable = ASKED.filter(([asked]) => found.some(({ scope }) => scope === asked));
  const [asked, name] = random.pick(askable) ?? [];
  const right = random.pick(found.filter(({ scope }) => scope === asked));
  if (asked === undefined || right === undefined) return null;
  return assemble(
    {
      id: `scope-${right.option.id}`,
      prompt: `Which of these addresses of your listing ${name}?`,
      right: [right.option],
      wrong: random
        .shuffled(found.filter(({ scope }) => scope !== asked))
        .slice(0, CANDIDATES)
        .map(({ option }) => option),
      source: 'RFC 6890 and the IANA special-purpose address registries',
      difficulty: 1,
    },
    random,
  );
};

function option(id: string, address: string, scope: Scope): Option {
  return { id, text: codeSpan(address), why: `${codeSpan(address)} is ${NAMES[scope]}: ${SCOPE_MEANINGS[scope]}.` };
}
