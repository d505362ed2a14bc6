/** Finds a tuple in a row of tokens: by its keys, by its shape, or tells why there is none. */

import { readKeys } from './by-key.ts';
import { readShape } from './by-shape.ts';
import { explain } from './explain.ts';
import { type Reading, type Refusal, refusal } from './reading.ts';
import { protocolOf, type Token } from './tokens.ts';

/** Reads the tuple of one row of tokens; `end` is the offset behind the last. */
export function readTokens(tokens: Token[], end: number): Reading | Refusal {
  const unix = tokens.find(({ kind, text }) => kind === 'P' && protocolOf(text) === 'unix');
  if (unix && tokens.indexOf(unix) === 0)
    return refusal(
      unix,
      'TCP, UDP or another Internet protocol',
      'A Unix domain socket has a path, no addresses and no ports.',
    );
  return readKeys(tokens, end) ?? readShape(tokens) ?? explain(tokens, end);
}
