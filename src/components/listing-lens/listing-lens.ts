/** The paste widget, small form: reads the text again after each change and renders what it was read as. */

import type { Cell } from './rows.ts';

/** From this length on the text is read when typing pauses, and the page says that it reads. */
const LONG = 50_000;
const PAUSE = 300;

const reading = () => import('./reading.ts');

class ListingLens extends HTMLElement {
  readonly #text = this.querySelector('textarea')!;
  readonly #own = this.#part<HTMLButtonElement>('.own');
  /** what the reader had typed or pasted before an example took its place */
  readonly #kept: string[] = [];
  #timer = 0;

  connectedCallback() {
    this.#text.addEventListener('input', () => this.#later());
    // Whoever comes here will need it: fetch it before the first keystroke.
    this.addEventListener('focusin', () => void reading(), { once: true });
    this.querySelector('.examples')!.addEventListener('click', (event) => {
      if (event.target instanceof HTMLButtonElement) void this.#choose(event.target);
    });
    // The reader may have pasted before this script arrived, and a browser may have restored the text.
    if (this.#text.value !== this.#text.defaultValue) this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** Reads off the input event, so that no keystroke waits for it. */
  #later() {
    clearTimeout(this.#timer);
    const { length } = this.#text.value;
    if (length > LONG) this.#say(`Reading ${length.toLocaleString('en')} characters.`, '');
    this.#timer = window.setTimeout(() => void this.#show(), length > LONG ? PAUSE : 0);
  }

  /** Puts an example, or what an example took the place of, into the field; nothing that the reader wrote is lost. */
  async #choose(button: HTMLButtonElement) {
    const { EXAMPLES } = await reading();
    const { value, defaultValue } = this.#text;
    const examples: string[] = [defaultValue, ...Object.values(EXAMPLES)];
    const example = EXAMPLES[button.value as keyof typeof EXAMPLES];
    if (!examples.includes(value) && value !== '') this.#kept.unshift(value);
    this.#text.value = button === this.#own ? this.#kept.pop()! : example;
    this.#own.hidden = this.#kept.length === 0;
    if (this.#own.hidden && button === this.#own) this.#text.focus();
    this.#later();
  }

  async #show() {
    const text = this.#text.value;
    const { parseListing, ...say } = await reading();
    // While the code came, the text may have changed: then its own reading is on the way.
    if (text !== this.#text.value) return;
    const listing = parseListing(text);
    this.#say(say.caption(listing), listing.lines.length > 0 ? say.account(listing) : say.EMPTY);
    this.#part('.scrolls').hidden = listing.sockets.length === 0;
    this.querySelector('tbody')!.replaceChildren(
      ...listing.sockets.slice(0, say.MOST_ROWS).map((socket) => element('tr', ...say.row(socket).map(cellElement))),
    );
    const rest = this.#part('.rest');
    rest.textContent = say.rest(listing);
    rest.hidden = rest.textContent === '';
    const reasons = say.skipped(listing);
    this.#part('.skipped').hidden = reasons.length === 0;
    this.querySelector('ul')!.replaceChildren(...reasons.map((reason) => element('li', reason)));
  }

  #say(what: string, lines: string) {
    this.#part('.caption').textContent = what;
    this.#part('.account').textContent = lines;
  }

  #part<T extends HTMLElement>(selector: string): T {
    return this.querySelector<T>(selector)!;
  }
}

function cellElement(cell: Cell): HTMLElement {
  return element(
    'td',
    ...cell.map(({ text, className }) => {
      if (className === undefined) return text;
      const piece = element('span', text);
      piece.className = className;
      return piece;
    }),
  );
}

function element(name: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

customElements.define('listing-lens', ListingLens);
