/** A second listing beside the first: what appeared, what vanished, what changed. */

import { count } from '../listing-lens/wording.ts';
import type { Listed } from './engine.ts';
import { Intake } from './intake.ts';
import { make, part } from './make.ts';
import { type Reader, Stopped } from './reader.ts';

export class Comparison {
  readonly #root: HTMLElement;
  readonly #reader: Reader;
  readonly #intake: Intake;
  readonly #answer: HTMLElement;
  #timer = 0;
  #age = 0;

  constructor(root: HTMLElement, reader: Reader) {
    this.#root = root;
    this.#reader = reader;
    this.#answer = part(root, '.answer');
    this.#intake = new Intake(root, () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.show(), PAUSE);
    });
    part(root, 'select').addEventListener('change', () => this.show());
  }

  /** Compares anew, where there is a second text. */
  show(): void {
    const age = ++this.#age;
    if (this.#intake.sources.length === 0) {
      this.#answer.replaceChildren();
      return;
    }
    const taken = part<HTMLSelectElement>(this.#root, 'select').value === 'before' ? 'before' : 'after';
    this.#reader.ask('compare', this.#intake.sources, taken).then(
      ({ caption, appeared, vanished, changed }) => {
        if (age !== this.#age) return;
        const same = appeared.count + vanished.count + changed.count === 0;
        this.#answer.replaceChildren(
          make('p', {}, `The second text: ${caption}${same ? ' Both show the same sockets.' : ''}`),
          ...group('Appeared', '+', appeared),
          ...group('Vanished', '−', vanished),
          ...group('Changed', '±', changed),
        );
      },
      (problem) => {
        if (problem instanceof Stopped) return;
        this.#answer.replaceChildren(make('p', { className: 'problem' }, (problem as Error).message));
      },
    );
  }
}

const PAUSE = 150;

function group(title: string, mark: string, { count: number, lines }: Listed): HTMLElement[] {
  if (number === 0) return [];
  const rest = number - lines.length;
  return [
    make('h3', {}, `${title}: ${count(number, 'socket')}`),
    make(
      'ul',
      { className: `plain-lines small ${title.toLowerCase()}` },
      ...lines.map((line) => make('li', {}, make('span', { ariaHidden: 'true' }, `${mark} `), line)),
      ...(rest > 0 ? [make('li', { className: 'quiet' }, `And ${count(rest, 'more socket')}.`)] : []),
    ),
  ];
}
