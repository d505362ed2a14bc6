/** Asks about a listing: makes questions from it, renders them as a quiz of the page, and makes others on demand. */

import type { Listing } from '../../lib/index.ts';
import type { Question } from '../../lib/quiz/index.ts';
import { questionForm } from '../quiz/question-form.ts';
import '../quiz/quiz.ts';

/** Makes the questions of a seed; a page whose listing is in a worker asks there. */
export type QuestionSource = (seed: number) => Question[] | Promise<Question[]>;

/** Seeds drawn here have at most six digits, so that they can be told to a colleague. */
const SEEDS = 1_000_000;

export class ListingQuiz extends HTMLElement {
  readonly #status = this.querySelector<HTMLElement>('[role=status]')!;
  readonly #form = this.querySelector('form')!;
  readonly #seed = this.querySelector('input')!;
  readonly #place = this.querySelector<HTMLElement>('div')!;
  #source: QuestionSource = () => [];
  /** counts askings, so that a late answer to an early one is dropped */
  #asking = 0;

  connectedCallback() {
    this.#form.onsubmit = () => void this.#repeat();
    this.#form.querySelector('button')!.onclick = () => void this.#show(drawSeed());
  }

  /** Asks about a listing; the same seed asks the same questions. */
  ask(listing: Listing, seed = drawSeed()): Promise<void> {
    return this.askFrom(async (seed) => (await import('./making.ts')).questionsFrom(listing, seed), seed);
  }

  /** Asks what a source gives for a seed, now and whenever the reader wants other questions. */
  askFrom(source: QuestionSource, seed = drawSeed()): Promise<void> {
    this.#source = source;
    return this.#show(seed);
  }

  #repeat(): Promise<void> | undefined {
    const text = this.#seed.value.trim();
    if (/^\d{1,10}$/.test(text)) return this.#show(Number(text));
    this.#status.textContent = 'A seed is a whole number, such as 12345.';
    this.#seed.focus();
    return undefined;
  }

  async #show(seed: number): Promise<void> {
    const asking = ++this.#asking;
    const questions = await this.#source(seed);
    if (asking !== this.#asking) return;
    this.#seed.value = String(seed);
    this.#form.hidden = questions.length === 0;
    this.#status.textContent =
      questions.length === 0
        ? 'This listing supports no question: it takes a few sockets that differ in what is asked.'
        : `${questions.length} ${questions.length === 1 ? 'question' : 'questions'} about this listing. The seed ${seed} asks the same again.`;
    const quiz = document.createElement('checkpoint-quiz');
    quiz.append(...questions.map((question, index) => questionForm(question, index + 1, 'listing')));
    this.#place.replaceChildren(...(questions.length === 0 ? [] : [quiz]));
  }
}

function drawSeed(): number {
  return Math.floor(Math.random() * SEEDS);
}

customElements.define('listing-quiz', ListingQuiz);
