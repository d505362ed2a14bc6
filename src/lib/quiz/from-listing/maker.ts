/** What the makers of questions see of a listing, and how they put a question together. */

import { isWildcard } from '../../address.ts';
import type { Endpoint, OS, Socket } from '../../socket.ts';
import type { Choice, Question, QuestionKind } from '../question.ts';
import type { Random } from '../random.ts';

/** A listing as the makers see it. */
export interface Sight {
  os: OS | null;
  /** the machine's own Internet sockets with a local side, in the order of the listing */
  sockets: readonly Socket[];
  /** those of them that listen for TCP connections */
  listeners: readonly Socket[];
  /** every socket of the text that has addresses, also of other machines (what nmap or conntrack printed) */
  all: readonly Socket[];
}

/** Makes one question, or null where the listing does not support it. */
export type Maker = (sight: Sight, random: Random) => Question | null;

/** A choice without its verdict, which follows from the place where it stands. */
export type Option = Omit<Choice, 'correct'>;

/** What a question is made of. */
export interface Parts {
  id: string;
  kind?: QuestionKind;
  prompt: string;
  right: readonly Option[];
  /** candidates, the best first; as many are taken as the question has room for */
  wrong: readonly Option[];
  source: string;
  difficulty: 1 | 2 | 3;
  os?: OS | null;
}

/** The most choices a question has, and the fewest. */
const MOST_CHOICES = 4;
const FEWEST_CHOICES = 3;

/** Puts a question together, its choices in an order drawn by lot; null where too few distinct choices remain. */
export function assemble(
  { id, kind = 'single', prompt, right, wrong, source, difficulty, os }: Parts,
  random: Random,
): Question | null {
  const choices: Choice[] = [];
  const add = (option: Option, correct: boolean) => {
    if (choices.some(({ id, text }) => id === option.id || text === option.text)) return;
    choices.push({ id: option.id, text: option.text, correct, why: option.why });
  };
  for (const option of right) add(option, true);
  if (choices.length !== right.length || choices.length === 0) return null;
  const most = Math.max(MOST_CHOICES, choices.length + 1);
  for (const option of wrong) if (choices.length < most) add(option, false);
  if (choices.length < FEWEST_CHOICES || choices.length === right.length) return null;
  const question: Question = { id, kind, prompt, choices: random.shuffled(choices), source, difficulty };
  if (os) question.os = os;
  return question;
}

/** How many candidates for wrong choices are worth a look: more than enough to find a few distinct ones. */
export const CANDIDATES = 16;

/** Claims that the endpoint is read for certain: an IP address, whole, with a port above 0. */
export function isDefinite(endpoint: Endpoint | null): endpoint is Endpoint & { port: number } {
  return endpoint !== null && !endpoint.named && !endpoint.truncated && endpoint.port !== null && endpoint.port > 0;
}

/** Claims that the endpoint is a peer that is read for certain: one machine, one port. */
export function isPeer(endpoint: Endpoint | null): endpoint is Endpoint & { port: number } {
  return isDefinite(endpoint) && !isWildcard(endpoint.address);
}

/** Groups a list by a key, in the order of the list. */
export function grouped<Key, T>(list: readonly T[], keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of list) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
