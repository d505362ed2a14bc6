/** Grading: what an answer is worth, part by part, and how to say it. */

import { KINDS } from './kinds.ts';
import type { Answer, Grade, Kind, Question } from './question.ts';

/**
 * Grades an answer.
 *
 * An answer of another kind than the question's (kept from before the question was changed) counts as not sure;
 * a choice that the question does not have counts as no choice.
 *
 * @returns the outcome, the score from 0 to 1, and a verdict for each choice in the question's order
 * @example gradeAnswer({ id: 'ssh-port', kind: 'single', prompt: 'Which port is SSH?', choices: [{ id: 'ssh', text: '22', correct: true, why: 'IANA says so.' }, { id: 'telnet', text: '23', correct: false, why: 'That is Telnet.' }] }, { kind: 'single', choice: 'telnet' }) // { outcome: 'wrong', score: 0, parts: [{ id: 'ssh', verdict: 'missed' }, { id: 'telnet', verdict: 'wrong' }] }
 */
export function gradeAnswer(question: Question, answer: Answer): Grade {
  const given = answer.kind === question.kind ? answer : null;
  const { score, parts } = kindOf(question).grade(question, given);
  return { outcome: given === null ? 'not-sure' : outcomeOf(score), score, parts };
}

/** Says in one sentence how far the answer was right, without telling the right one. */
export function explainGrade(question: Question, grade: Grade): string {
  const more = kindOf(question).explain(grade);
  const { outcome } = grade;
  return outcome === 'right' || outcome === 'not-sure' || more === ''
    ? `${WORDS[outcome]}.`
    : `${WORDS[outcome]}: ${more}`;
}

const WORDS = { right: 'Right', partly: 'Partly right', wrong: 'Not right', 'not-sure': 'Here is the answer' };

function outcomeOf(score: number): Grade['outcome'] {
  if (score === 1) return 'right';
  return score > 0 ? 'partly' : 'wrong';
}

/** The table pairs each question with its own kind of answer, which the type of one lookup cannot say. */
function kindOf(question: Question): Kind<Question, Answer> {
  return KINDS[question.kind] as Kind<Question, Answer>;
}
