/** The words of the quiz: a question, an answer to it, a grade, and the face that every kind of question shows. */

import type { OS } from '../socket.ts';

/** One choice. Answers and records name it by `id`, never by its place, so that choices can be shuffled and reworded. */
export interface Choice {
  id: string;
  /** Markdown, as are `why`, `prompt` and `source` */
  text: string;
  correct: boolean;
  /** why it is right, or which misconception it is and what mends it */
  why: string;
}

/** What every question has, whatever its kind. */
interface QuestionBase {
  /** unique within its quiz, and kept when the wording changes */
  id: string;
  prompt: string;
  /** where the answer is written: an RFC and its section, a man page */
  source?: string;
  /** 1 recall, 2 apply, 3 combine */
  difficulty?: 1 | 2 | 3;
  /** the system that the answer holds for, where it does not hold for all */
  os?: OS;
  /** what a reader who answers it can do */
  objective?: string;
  /** steps towards the answer, the gentlest first */
  hints?: string[];
  /** raised when the question changes so much that earlier answers say nothing about it */
  version?: number;
}

/** Exactly one choice is right. */
export interface SingleQuestion extends QuestionBase {
  kind: 'single';
  choices: Choice[];
}

/** One or more choices are right; finding some of them earns a part. */
export interface MultipleQuestion extends QuestionBase {
  kind: 'multiple';
  choices: Choice[];
}

export type Question = SingleQuestion | MultipleQuestion;
export type QuestionKind = Question['kind'];

/** A quiz as its file holds it. */
export interface Quiz {
  title: string;
  questions: Question[];
}

export interface SingleAnswer {
  kind: 'single';
  choice: string;
}

export interface MultipleAnswer {
  kind: 'multiple';
  choices: string[];
}

/** "I am not sure" is an answer of its own, to every kind of question. */
export interface NotSure {
  kind: 'not-sure';
}

export type Answer = SingleAnswer | MultipleAnswer | NotSure;

/** What became of one part of the question (here a choice): given and right, given and wrong, missed, or rightly left. */
export type Verdict = 'right' | 'wrong' | 'missed' | 'left';

export interface Grade {
  outcome: 'right' | 'partly' | 'wrong' | 'not-sure';
  /** from 0 to 1 */
  score: number;
  /** one for each part, in the question's order */
  parts: { id: string; verdict: Verdict }[];
}

/** What a kind of question can do; its schema stands in the same file, as a function of its own (see `schema.ts`). */
export interface Kind<Q extends Question, A extends Answer> {
  /** judges each part; null is no answer */
  grade(question: Q, answer: A | null): Pick<Grade, 'score' | 'parts'>;
  /** says what "right" and "not right" leave open, without telling the right answer; empty where nothing is */
  explain(grade: Grade): string;
}
