/** What the reader takes along: the table in other forms, and the text without names to share. */

import type { Export, Summary } from './engine.ts';
import { part, sizeText } from './make.ts';
import { type Reader, Stopped } from './reader.ts';
import { saveFile } from './save-file.ts';

const FILES: Readonly<Record<Export, readonly [name: string, type: string]>> = {
  markdown: ['sockets.md', 'text/markdown'],
  csv: ['sockets.csv', 'text/csv'],
  json: ['sockets.json', 'application/json'],
};

/** Of a longer redacted text the field shows the beginning. */
const LONG = 100_000;

export class Takeaway {
  readonly #reader: Reader;
  readonly #said: HTMLElement;
  readonly #shared: HTMLElement;
  readonly #field: HTMLTextAreaElement;
  #redacted = '';

  constructor(root: HTMLElement, reader: Reader) {
    this.#reader = reader;
    this.#said = part(root, '.said');
    this.#shared = part(root, '.shared');
    this.#field = part(root, '.shared textarea');
    root.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) void this.#act(target);
    });
  }

  show(_summary: Summary): void {
    this.#said.textContent = '';
    this.#shared.hidden = true;
    this.#field.value = '';
    this.#redacted = '';
  }

  async #act({ classList, value }: HTMLButtonElement): Promise<void> {
    try {
      if (classList.contains('copy')) await this.#copy(await this.#reader.ask('export', value as Export));
      if (classList.contains('save')) {
        const [name, type] = FILES[value as Export];
        saveFile(name, type, await this.#reader.ask('export', value as Export));
      }
      if (classList.contains('redact')) this.#share(await this.#reader.ask('redacted'));
      if (classList.contains('copy-redacted')) await this.#copy(this.#redacted);
      if (classList.contains('save-redacted')) saveFile('listing-redacted.txt', 'text/plain', this.#redacted);
    } catch (problem) {
      if (!(problem instanceof Stopped)) throw problem;
    }
  }

  #share(text: string): void {
    this.#redacted = text;
    this.#field.value = text.slice(0, LONG);
    this.#shared.hidden = false;
    this.#field.focus();
    this.#said.textContent =
      text.length > LONG
        ? `Redacted. The field shows the beginning of ${sizeText(text.length)}; copy and save take all of it.`
        : 'Redacted. Read it once more before you share it.';
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#said.textContent = `Copied ${sizeText(text.length)}.`;
    } catch {
      this.#said.textContent = 'The browser does not let this page copy. Save it as a file instead.';
    }
  }
}
