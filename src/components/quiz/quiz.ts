/** Makes a quiz answer: reads each question from its markup, grades what was ticked, and shows the reasons beside the choices. */

import { type Answer, explainGrade, type Grade, gradeAnswer, type Question } from '../../lib/quiz/index.ts';

class CheckpointQuiz extends HTMLElement {
  questions: QuestionForm[] = [];
  result = create('output', { tabIndex: -1 });
  /** what to read again, and the way back to the start */
  ending = create('div');

  connectedCallback() {
    if (this.questions.length > 0) return;
    this.questions = Array.from(this.querySelectorAll('form'), (form) => new QuestionForm(form, this));
    this.append(this.result, this.ending);
    for (const question of this.questions) question.start();
  }

  /** Leads on from a question that is done: to the next open one, else to the result. */
  goOn(from: QuestionForm) {
    const { questions } = this;
    const after = questions.slice(questions.indexOf(from));
    ([...after, ...questions].find((question) => !question.done) ?? this.result).focus();
  }

  /** Once every question is done. */
  summarize() {
    const { questions } = this;
    if (questions.some((question) => !question.done)) return;
    const missed = create('ul');
    questions.forEach(({ first, form, prompt, submit }, index) => {
      submit.textContent = 'See the result';
      if (first === 'right') return;
      const item = create('li');
      item.append(create('a', { href: `#${form.id}`, textContent: `${index + 1}. ${prompt}` }));
      missed.append(item);
    });
    const again = create('button', { type: 'button', textContent: 'Start again', onclick: () => this.startAgain() });
    const right = questions.length - missed.children.length;
    this.result.textContent = `${right} of ${questions.length} right at the first try.`;
    if (missed.hasChildNodes()) this.ending.append('Worth another look:', missed);
    this.ending.append(again);
  }

  startAgain() {
    this.result.textContent = '';
    this.ending.replaceChildren();
    for (const question of this.questions) {
      question.form.reset();
      question.reset();
    }
    this.questions[0]!.focus();
  }
}

class QuestionForm {
  form: HTMLFormElement;
  prompt: string;
  submit = create('button');
  done = false;
  /** how the first try went */
  first: Grade['outcome'] | undefined;
  #quiz: CheckpointQuiz;
  #question: Question;
  #choices: { input: HTMLInputElement; reason: HTMLElement }[];
  #details: HTMLDetailsElement;
  #source: HTMLElement;
  #reveal = create('button', { type: 'button' });
  #verdict = create('output');

  constructor(form: HTMLFormElement, quiz: CheckpointQuiz) {
    const details = form.querySelector('details')!;
    const reasons = details.querySelectorAll<HTMLElement>('li > div');
    this.form = form;
    this.prompt = form.querySelector('legend > span')!.textContent;
    this.#quiz = quiz;
    this.#details = details;
    this.#source = details.querySelector('p') ?? create('p');
    this.#choices = Array.from(form.querySelectorAll('input'), (input, index) => ({ input, reason: reasons[index]! }));
    this.#question = {
      id: form.id,
      kind: form.dataset.kind as Question['kind'],
      prompt: this.prompt,
      choices: this.#choices.map(({ input, reason }) => ({
        id: input.value,
        text: input.parentElement!.textContent,
        correct: reason.className === 'right',
        why: reason.textContent,
      })),
    };
  }

  /** Moves each reason beside its choice, and puts the buttons where the folded answer was. */
  start() {
    const { form, submit } = this;
    for (const { input, reason } of this.#choices) input.closest('li')!.append(reason);
    form.onsubmit = () => (this.done ? this.#quiz.goOn(this) : this.#check());
    // What was answered stays answered, and yet keeps its place in the order of focus.
    form.onclick = ({ target }) => !(this.done && target instanceof HTMLInputElement);
    this.#reveal.onclick = () => {
      this.#show({ kind: 'not-sure' });
      submit.focus();
    };
    const { open } = this.#details;
    const focused = this.#details.contains(document.activeElement);
    this.#details.replaceWith(submit, this.#reveal, this.#verdict, this.#source);
    this.reset();
    // Whoever has unfolded the answer already goes on seeing it.
    if (open) this.#show({ kind: 'not-sure' });
    if (focused) submit.focus();
  }

  reset() {
    this.done = false;
    this.first = undefined;
    for (const { input, reason } of this.#choices) {
      reason.hidden = true;
      input.ariaDescription = null;
    }
    this.#source.hidden = true;
    this.submit.textContent = 'Check';
    this.#reveal.textContent = 'I am not sure';
    this.#reveal.hidden = false;
    this.#verdict.textContent = '';
  }

  focus() {
    const { input } = this.#choices.find((choice) => choice.input.checked) ?? this.#choices[0]!;
    input.focus();
    this.form.scrollIntoView({ block: 'nearest' });
  }

  #check() {
    const { kind } = this.#question;
    const choices = this.#choices.filter(({ input }) => input.checked).map(({ input }) => input.value);
    const [choice] = choices;
    if (choice === undefined) this.#verdict.textContent = 'Choose an answer first, or say that you are not sure.';
    else this.#show(kind === 'single' ? { kind, choice } : { kind, choices });
  }

  /** Shows what an answer is worth. A first try that fails shows only the reasons of what was picked. */
  #show(answer: Answer) {
    const grade = gradeAnswer(this.#question, answer);
    this.done = this.first !== undefined || grade.outcome === 'right' || grade.outcome === 'not-sure';
    this.first ??= grade.outcome;
    this.#choices.forEach(({ input, reason }, index) => {
      const { verdict } = grade.parts[index]!;
      if (!this.done && verdict !== 'right' && verdict !== 'wrong') return;
      reason.hidden = false;
      input.ariaDescription = reason.textContent;
    });
    const next = this.done ? 'Each choice now has its reason.' : 'Try again, or show the answer.';
    this.#verdict.textContent = `${explainGrade(this.#question, grade)} ${next}`;
    this.#reveal.textContent = 'Show the answer';
    if (!this.done) return;
    this.#reveal.hidden = true;
    this.#source.hidden = false;
    this.submit.textContent = 'Next question';
    this.#quiz.summarize();
  }
}

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}

customElements.define('checkpoint-quiz', CheckpointQuiz);
