/** Single choice: exactly one choice is right. */

import { z } from 'zod';
import { choicesField, judgeChoices } from '../choices.ts';
import type { Kind, SingleAnswer, SingleQuestion } from '../question.ts';

export const single: Kind<SingleQuestion, SingleAnswer> = {
  grade({ choices }, answer) {
    const parts = judgeChoices(choices, answer ? [answer.choice] : []);
    return { score: parts.some(({ verdict }) => verdict === 'right') ? 1 : 0, parts };
  },
  explain: () => '',
};

/** The fields that a single choice adds to those of every question. */
export function singleSchema() {
  return {
    kind: z.literal('single'),
    choices: choicesField().superRefine((choices, { addIssue }) => {
      const correct = choices.filter((choice) => choice.correct);
      if (correct.length === 1) return;
      addIssue(
        correct.length === 0
          ? 'no choice is marked correct, a single choice has exactly one. Mark it with correct: true.'
          : `${correct.length} choices are marked correct (${correct.map(({ id }) => id).join(', ')}), ` +
              'a single choice has exactly one. Mark one, or write kind: multiple.',
      );
    }),
  };
}
