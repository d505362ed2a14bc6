/** Wording that gives an answer away: choices about other choices, and right choices that stand out by length. */

import { visibleLength } from './markdown.ts';
import type { Choice, Question } from './question.ts';

/** Finds the phrase by which a choice speaks of the others, or null. @example collectiveChoice('All of the above.') // 'All of the above' */
export function collectiveChoice(text: string): string | null {
  return COLLECTIVE.exec(text)?.[0] ?? null;
}

/** Claims that two choices are enough, because there is no third: True and False, Yes and No. */
export function isYesOrNo(choices: readonly Pick<Choice, 'text'>[]): boolean {
  const pair = choices.map(({ text }) => text.trim().replace(/\.$/, '').toLowerCase());
  return YES_OR_NO.some((known) => known.length === pair.length && known.every((word) => pair.includes(word)));
}

/** By which length right choices stand out over a whole quiz. */
export interface Standout {
  end: 'longest' | 'shortest';
  /** in how many questions a right choice is longer (shorter) than every wrong one */
  count: number;
  /** in how many it would be if lengths were drawn by lot */
  expected: number;
}

/**
 * Finds whether "take the longest" or "take the shortest" would be a good guess over the whole quiz:
 * whether a right choice stands at that end in more questions than chance explains, rounded up.
 * By chance it does so in `right / all` of the cases, for each question.
 */
export function lengthStandout(questions: readonly Question[]): Standout | null {
  const judged = questions.filter(({ choices }) => choices.some(isRight) && !choices.every(isRight));
  const expected = judged.reduce((sum, { choices }) => sum + choices.filter(isRight).length / choices.length, 0);
  for (const [end, sign] of ENDS) {
    const count = judged.filter(({ choices }) => {
      const longest = (some: Choice[]) => Math.max(...some.map(({ text }) => sign * visibleLength(text)));
      return longest(choices.filter(isRight)) > longest(choices.filter((choice) => !choice.correct));
    }).length;
    // The small term forgives what floating point adds to a sum of thirds.
    if (count > Math.ceil(expected - 1e-9)) return { end, count, expected };
  }
  return null;
}

function isRight({ correct }: Choice): boolean {
  return correct;
}

const COLLECTIVE =
  /\b(?:all|none|any|both|neither|either|some|most) of (?:the |these |those )?(?:above|below|others?|these|those|choices|options|answers)\b/i;

const YES_OR_NO = [
  ['true', 'false'],
  ['yes', 'no'],
] as const;

const ENDS = [
  ['longest', 1],
  ['shortest', -1],
] as const;
