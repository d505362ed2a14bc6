/** Where texts come in: the field, pastes and drops anywhere on the page, files. Nothing that the reader gave is lost. */

import { EXAMPLES } from '../listing-lens/examples.ts';
import type { Source } from './engine.ts';
import { make, part, sizeText } from './make.ts';

/** Longer texts, in characters, are held beside the field: a browser takes seconds to lay them out. */
const LONG = 100_000;
/** What is taken in at most, in bytes. */
const MOST = 200 * 1024 * 1024;

/** What the field and the list beside it hold. */
interface Contents {
  typed: string;
  held: Source[];
}

export class Intake {
  readonly #area: HTMLTextAreaElement;
  readonly #list: HTMLUListElement;
  readonly #file: HTMLInputElement;
  readonly #back: HTMLButtonElement | null;
  readonly #note: HTMLElement;
  readonly #changed: (how: 'typed' | 'given') => void;
  #held: Source[] = [];
  #before: Contents[] = [];

  /**
   * @param root has the field, the list of held texts and the buttons
   * @param changed is told after each change, and whether more of it may follow at once: keystrokes do
   */
  constructor(root: HTMLElement, changed: (how: 'typed' | 'given') => void) {
    this.#area = part(root, 'textarea');
    this.#list = part(root, '.held');
    this.#file = part(root, 'input[type=file]');
    this.#back = root.querySelector('.back');
    this.#note = part(root, '.intake-note');
    this.#changed = changed;
    this.#area.addEventListener('input', () => this.#typed());
    this.#area.addEventListener('paste', (event) => this.#pastedIntoField(event));
    part(root, '.open').addEventListener('click', () => this.#file.click());
    this.#file.addEventListener('change', () => {
      this.addFiles([...(this.#file.files ?? [])]);
      this.#file.value = '';
    });
    root.addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      if (target.classList.contains('example'))
        this.#replace({ typed: EXAMPLES[target.value as keyof typeof EXAMPLES], held: [] });
      if (target.classList.contains('empty')) this.#empty();
      if (target.classList.contains('back')) this.#goBack();
      if (target.classList.contains('remove')) this.#remove(Number(target.value));
    });
  }

  /** Everything to read, in order. */
  get sources(): Source[] {
    const { value } = this.#area;
    return value === '' ? this.#held : [{ name: 'the field', content: value }, ...this.#held];
  }

  /** Claims that nothing here is the reader's own. */
  get untouched(): boolean {
    return this.#held.length === 0 && (this.#area.value === '' || isExample(this.#area.value, this.#area));
  }

  focus(): void {
    this.#area.focus();
  }

  /** Takes a text pasted or dropped outside of any field: it replaces what is there, which can be had back. */
  take(text: string): void {
    if (text === '') return;
    this.#replace(
      text.length > LONG ? { typed: '', held: [this.#named('Pasted text', text)] } : { typed: text, held: [] },
    );
  }

  /** Takes files beside what is there already; an example makes way. */
  addFiles(files: File[]): void {
    if (files.length === 0) return;
    const typed = this.untouched ? '' : this.#area.value;
    const held = [...this.#held, ...files.map((file) => ({ name: file.name, content: file }))];
    const size = held.reduce(
      (sum, { content }) => sum + (typeof content === 'string' ? content.length : content.size),
      0,
    );
    if (size > MOST) {
      this.#say(`These files have ${sizeText(size)} together. The lens takes ${sizeText(MOST)}.`);
      return;
    }
    this.#replace({ typed, held });
  }

  /** Puts texts in place without asking for them to be kept: those remembered from another visit. */
  restore(sources: { name: string; content: string }[]): void {
    const [first] = sources;
    const typed = sources.length === 1 && first!.content.length <= LONG ? first!.content : '';
    this.#set({ typed, held: typed === '' ? sources : [] });
  }

  #typed(): void {
    const { value } = this.#area;
    if (value.length > LONG) {
      this.#set({ typed: '', held: [...this.#held, this.#named('Pasted text', value)] });
      return;
    }
    this.#say('');
    this.#changed('typed');
  }

  /** An example makes way for what is pasted, and a long text is held beside the field. */
  #pastedIntoField(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.length <= LONG) {
      if (this.#held.length === 0 && isExample(this.#area.value, this.#area)) this.#area.select();
      return;
    }
    event.preventDefault();
    const typed = this.untouched ? '' : this.#area.value;
    this.#replace({ typed, held: [...this.#held, this.#named('Pasted text', text)] });
  }

  #named(name: string, content: string): Source {
    const same = this.#held.filter((source) => source.name.startsWith(name)).length;
    return { name: same === 0 ? name : `${name} ${same + 1}`, content };
  }

  #empty(): void {
    this.#replace({ typed: '', held: [] });
    this.#area.focus();
  }

  #remove(index: number): void {
    this.#replace({ typed: this.#area.value, held: this.#held.filter((_, at) => at !== index) });
    this.#area.focus();
  }

  #goBack(): void {
    const before = this.#before.pop();
    if (before === undefined) return;
    this.#set(before);
    if (this.#before.length === 0) this.#area.focus();
  }

  #replace(contents: Contents): void {
    if (!this.untouched) this.#before.push({ typed: this.#area.value, held: this.#held });
    this.#set(contents);
  }

  #set({ typed, held }: Contents): void {
    this.#area.value = typed;
    this.#held = held;
    if (this.#back !== null) this.#back.hidden = this.#before.length === 0;
    this.#list.hidden = held.length === 0;
    this.#list.replaceChildren(...held.map(heldItem));
    this.#say('');
    this.#changed('given');
  }

  #say(text: string): void {
    this.#note.textContent = text;
    this.#note.hidden = text === '';
  }
}

function heldItem({ name, content }: Source, index: number): HTMLLIElement {
  const size =
    typeof content === 'string'
      ? `${linesOf(content).toLocaleString('en')} lines, ${sizeText(content.length)}`
      : sizeText(content.size);
  const remove = make('button', { type: 'button', className: 'remove', value: `${index}` }, 'Remove');
  remove.setAttribute('aria-label', `Remove ${name}`);
  return make('li', {}, make('span', {}, `${name} `, make('span', { className: 'quiet' }, size)), remove);
}

/** Examples are not the reader's, nor is what the page came with. */
function isExample(text: string, area: HTMLTextAreaElement): boolean {
  return text === area.defaultValue || Object.values(EXAMPLES).includes(text);
}

function linesOf(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.endsWith('\n') ? lines : lines + 1;
}
