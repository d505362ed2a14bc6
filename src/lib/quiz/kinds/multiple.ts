/** Multiple choice: one or more choices are right, and finding some of them earns a part. */

import { z } from 'zod';
import { choicesField, judgeChoices } from '../choices.ts';
import type { Grade, Kind, MultipleAnswer, MultipleQuestion, Verdict } from '../question.ts';

export const multiple: Kind<MultipleQuestion, MultipleAnswer> = {
  /** The share of right choices found, less the share of wrong choices taken: whoever ticks all earns nothing. */
  grade({ choices }, answer) {
    const parts = judgeChoices(choices, answer?.choices ?? []);
    const found = share(count(parts, 'right'), count(parts, 'missed'));
    const taken = share(count(parts, 'wrong'), count(parts, 'left'));
    return { score: Math.max(0, found - taken), parts };
  },
  explain({ parts }) {
    const right = count(parts, 'right');
    const wrong = count(parts, 'wrong');
    return `${right} of ${right + count(parts, 'missed')} found${wrong > 0 ? `, ${wrong} too many` : ''}.`;
  },
};

/** The fields that a multiple choice adds to those of every question. */
export function multipleSchema() {
  return {
    kind: z.literal('multiple'),
    choices: choicesField().superRefine((choices, { addIssue }) => {
      if (choices.some((choice) => choice.correct)) return;
      addIssue('no choice is marked correct, a multiple choice has at least one. Mark it with correct: true.');
    }),
  };
}

function count(parts: Grade['parts'], verdict: Verdict): number {
  return parts.filter((part) => part.verdict === verdict).length;
}

function share(some: number, others: number): number {
  return some === 0 ? 0 : some / (some + others);
}
