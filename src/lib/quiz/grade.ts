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
  return kindOf(question).grade(question, answer.kind === question.kind ? answer : { kind: 'not-sure' });
}

/** Says in one sentence how far the answer was right, without telling the right one. */
export function explainGrade(question: Question, grade: Grade): string {
  return grade.outcome === 'not-sure' ? 'Not sure.' : kindOf(question).explain(question, grade);
}

/** The table pairs each question with its own kind of answer, which the type of one lookup cannot say. */
function kindOf(question: Question): Kind<Question, Answer> {
  return KINDS[question.kind] as Kind<Question, Answer>;
}
