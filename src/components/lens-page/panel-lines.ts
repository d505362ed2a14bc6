/** The account of lines: those that were not understood, each with its number, its text and the reason. */

import type { SkippedLine, Summary } from './engine.ts';
import { make, part } from './make.ts';
import type { Reader } from './reader.ts';

/** So many lines are shown, and so many more each time. */
const PORTION = 50;

export class Lines {
  readonly #root: HTMLElement;
  readonly #reader: Reader;
  readonly #list: HTMLOListElement;
  readonly #more: HTMLButtonElement;
  #total = 0;

  constructor(root: HTMLElement, reader: Reader) {
    this.#root = root;
    this.#reader = reader;
    this.#list = part(root, 'ol');
    this.#more = part(root, '.more');
    this.#more.addEventListener('click', () => void this.#add());
  }

  async show({ account, skipped }: Summary): Promise<void> {
    part(this.#root, '.account-again').textContent =
      skipped === 0 ? `${account} Every line was understood.` : `${account} Those not understood:`;
    this.#total = skipped;
    this.#list.replaceChildren();
    await this.#add();
  }

  async #add(): Promise<void> {
    const from = this.#list.children.length;
    if (from < this.#total)
      this.#list.append(...(await this.#reader.ask('skipped', from, from + PORTION)).map(skippedItem));
    const left = this.#total - this.#list.children.length;
    this.#list.hidden = this.#total === 0;
    this.#more.hidden = left <= 0;
    this.#more.textContent = `Show ${Math.min(left, PORTION)} of ${left.toLocaleString('en')} more`;
  }
}

function skippedItem({ line, source, text, reason = '' }: SkippedLine): HTMLLIElement {
  const where = source === null ? `Line ${line}` : `${source}, line ${line}`;
  return make('li', {}, make('span', {}, `${where}: ${reason}.`), make('code', {}, text));
}
