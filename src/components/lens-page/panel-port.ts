/** "Who has port N?": the holders of a port in this listing, how to see and stop them, whether it can be bound. */

import { parsePort } from '../../lib/index.ts';
import { count, SYSTEMS } from '../listing-lens/wording.ts';
import type { Among } from './engine.ts';
import { make, part } from './make.ts';
import { type Reader, Stopped } from './reader.ts';

export class PortQuestion {
  readonly #reader: Reader;
  readonly #field: HTMLInputElement;
  readonly #answer: HTMLElement;
  readonly #choose: (among: Among, words: string) => void;

  constructor(root: HTMLElement, reader: Reader, choose: (among: Among, words: string) => void) {
    this.#reader = reader;
    this.#choose = choose;
    this.#field = part(root, 'input');
    this.#answer = part(root, '.answer');
    part(root, 'form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#ask();
    });
  }

  /** Another listing is there: a question that stands in the field is answered from it. */
  show(): void {
    this.#answer.replaceChildren();
    if (this.#field.value.trim() !== '') void this.#ask();
  }

  async #ask(): Promise<void> {
    const port = parsePort(this.#field.value.trim());
    if (!port.ok) {
      const { found, expected, hint } = port.problem;
      this.#answer.replaceChildren(
        make('p', { className: 'problem' }, `Found ${found}, expected ${expected}. ${hint}`),
      );
      return;
    }
    try {
      await this.#show(port.value);
    } catch (problem) {
      if (!(problem instanceof Stopped)) throw problem;
    }
  }

  async #show(port: number): Promise<void> {
    const { sentence, canBind, commands, count: number, lines } = await this.#reader.ask('port', port);
    this.#answer.replaceChildren(make('p', {}, make('strong', {}, sentence)), make('p', {}, canBind));
    if (number > 0) {
      const show = make(
        'button',
        { type: 'button' },
        `Show ${number === 1 ? 'its socket' : `its ${count(number, 'socket')}`}`,
      );
      show.addEventListener('click', () => this.#choose({ port }, `Port ${port}`));
      this.#answer.append(
        make('ul', { className: 'plain-lines small' }, ...lines.slice(0, 5).map((line) => make('li', {}, line))),
        make('p', {}, show),
      );
    }
    for (const os of new Set(commands.map((command) => command.os))) {
      this.#answer.append(
        make('h3', {}, SYSTEMS[os]),
        ...commands
          .filter((command) => command.os === os)
          .map(({ see, stop }) =>
            make('p', {}, 'See who has it: ', make('code', {}, see), '. Stop it: ', make('code', {}, stop), '.'),
          ),
      );
    }
  }
}
