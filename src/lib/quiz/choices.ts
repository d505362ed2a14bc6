/** What the kinds with choices have in common: how choices are written down, and what became of each. */

import { z } from 'zod';
import { idField, object, textField } from './fields.ts';
import type { Choice, Grade } from './question.ts';
import { collectiveChoice, isYesOrNo } from './wording.ts';

/** Tells for each choice whether it was picked, and whether rightly. Picks that name no choice are left out. */
export function judgeChoices(choices: readonly Choice[], picked: readonly string[]): Grade['parts'] {
  return choices.map(({ id, correct }) => {
    if (picked.includes(id)) return { id, verdict: correct ? 'right' : 'wrong' };
    return { id, verdict: correct ? 'missed' : 'left' };
  });
}

/** The schema of a list of choices: enough of them, each with an id of its own, none that stands for others. */
export function choicesField() {
  const choice = object('a choice', {
    id: idField('the choice'),
    text: textField('text', 'what the reader chooses'),
    correct: z
      .boolean({
        error: '"correct" is neither true nor false. Write correct: true, or leave it out for a wrong choice.',
      })
      .default(false),
    why: textField('why', 'why the choice is right, or which misconception it is and what mends it'),
  });
  return z
    .array(choice, { error: '"choices" is no list of choices. Write a list, each choice with id, text and why.' })
    .superRefine((choices, { addIssue }) => {
      if (choices.length < FEWEST_CHOICES && !isYesOrNo(choices)) {
        addIssue(
          `a question has ${FEWEST_CHOICES} choices or more, this one has ${choices.length}. ` +
            'Add a misconception that readers really have; two are enough only for True and False, or Yes and No.',
        );
      }
      choices.forEach(({ id, text }, index) => {
        if (choices.findIndex((other) => other.id === id) < index) {
          addIssue({
            code: 'custom',
            path: [index, 'id'],
            message: `the choice "${id}" stands here twice. Give each choice an id of its own.`,
          });
        }
        const phrase = collectiveChoice(text);
        if (phrase !== null) {
          addIssue({
            code: 'custom',
            path: [index, 'text'],
            message: `"${phrase}" leans on the order of the choices. Make the question multiple, or name what you mean.`,
          });
        }
      });
    });
}

const FEWEST_CHOICES = 3;
