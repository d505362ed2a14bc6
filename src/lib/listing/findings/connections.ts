/** What connections teach. */

import { pairs } from '../pairs.ts';
import { counted } from '../words.ts';
import { type Finding, LEARN, type Rule } from './finding.ts';

/** Both ends of a connection are in the listing: it looks doubled, and is not. */
export const bothEnds: Rule = (listing) => {
  const found = pairs(listing);
  if (found.length === 0) return [];
  const finding: Finding = {
    rule: 'both-ends',
    severity: 'information',
    title: `Both ends of ${counted(found.length, 'connection')} are in this listing`,
    why: 'Two programs of this machine talk to each other, so each connection has two sockets here: what is local to one is remote to the other. They are not two connections.',
    sockets: found.flat().sort((a, b) => a - b),
    whatToDo: [{ os: 'any', text: 'Count such a connection once.' }],
    learnMore: LEARN.tuple,
  };
  return [finding];
};
