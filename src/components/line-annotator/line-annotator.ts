/** Shows pasted lines part by part: whatever is pointed at or focused has its meaning told below, as text. */

import type { Listing } from '../../lib/index.ts';
import type { Cell, Row } from './rows.ts';

const reading = () => import('./reading.ts');

/** A part in the page: which line it stands in, and what it is. */
interface Place extends Cell {
  /** 0-based */
  row: number;
}

export class LineAnnotator extends HTMLElement {
  readonly #lines = this.querySelector('pre')!;
  readonly #status = this.querySelector<HTMLElement>('[role=status]')!;
  readonly #rest = this.querySelector<HTMLElement>('.rest')!;
  readonly #places = new Map<Element, Place>();
  /** the parts of each line, those that are stopped at */
  #rows: HTMLElement[][] = [];
  #current: HTMLElement | null = null;
  #showing = 0;
  #pointer: readonly [x: number, y: number] = [-1, -1];

  connectedCallback() {
    const lines = this.#lines;
    lines.addEventListener('focusin', ({ target }) => {
      if (this.#places.has(target as Element)) this.#stopAt(target as HTMLElement);
      this.#tell(target);
    });
    lines.addEventListener('pointermove', (event) => this.#pointed(event));
    lines.addEventListener(
      'click',
      ({ target }) => this.#places.has(target as Element) && (target as HTMLElement).focus(),
    );
    lines.addEventListener('keydown', (event) => this.#move(event));
    if (this.#places.size === 0 && lines.textContent !== '') void this.#enliven();
  }

  /** Shows a listing that was read from a text. */
  async show(text: string, listing: Listing): Promise<void> {
    const showing = ++this.#showing;
    const { annotate, MOST_LINES, rest, rows } = await reading();
    if (showing !== this.#showing) return;
    this.showRows(rows(annotate(text, listing, MOST_LINES), listing.lines), rest(listing.lines.length));
  }

  /**
   * Shows lines that were taken apart elsewhere, in a worker.
   *
   * @param rows of the first lines
   * @param rest what is said of further ones
   */
  showRows(rows: Row[], rest: string): void {
    this.#showing++;
    this.querySelector('details')?.remove();
    this.#render(rows);
    this.#rest.textContent = rest;
    this.#rest.hidden = rest === '';
    this.#lines.hidden = rows.length === 0;
    this.#status.textContent = rows.length === 0 ? 'Nothing to show: the text has no lines.' : 'No part is chosen yet.';
  }

  /** Makes the example that came with the page answer. */
  async #enliven() {
    const { annotate, parseListing, rows } = await reading();
    if (this.#showing > 0) return;
    const pasted = this.#lines.cloneNode(true) as HTMLElement;
    for (const note of pasted.querySelectorAll('.note')) note.remove();
    const text = pasted.textContent;
    const listing = parseListing(text);
    this.#render(rows(annotate(text, listing), listing.lines));
  }

  #render(rows: Row[]) {
    this.#places.clear();
    this.#rows = [];
    this.#current = null;
    this.#lines.role = 'grid';
    this.#lines.ariaLabel = 'The pasted lines, part by part';
    this.#lines.replaceChildren(...rows.map((row, index) => this.#row(row, index)));
    // One stop for the Tab key: the grid; within it the arrow keys move.
    this.#stopAt(this.#rows.find((parts) => parts.length > 0)?.[0]);
  }

  #row({ cells, note }: Row, row: number): HTMLElement {
    const line = span('pasted');
    const parts: HTMLElement[] = [];
    for (const cell of cells) {
      if (cell.name === null) {
        line.append(cell.text);
        continue;
      }
      const part = span(cell.className, cell.text);
      part.role = 'gridcell';
      part.tabIndex = -1;
      this.#places.set(part, { ...cell, row });
      parts.push(part);
      line.append(part);
    }
    this.#rows.push(parts);
    if (parts.length > 0) line.role = 'row';
    if (note !== undefined) {
      const why = document.createElement('small');
      why.className = 'note';
      why.role = 'gridcell';
      why.textContent = note;
      line.append(why);
    }
    return line;
  }

  /** A pointer at rest, under which the keyboard scrolls the lines, points at nothing. */
  #pointed({ target, clientX, clientY }: PointerEvent) {
    const [x, y] = this.#pointer;
    this.#pointer = [clientX, clientY];
    if (x !== clientX || y !== clientY) this.#tell(target);
  }

  #tell(target: EventTarget | null) {
    const place = this.#places.get(target as Element);
    if (place === undefined || (target as Element).classList.contains('shown')) return;
    const part = target as HTMLElement;
    for (const other of this.#lines.querySelectorAll('.shown')) other.classList.remove('shown');
    part.classList.add('shown');
    const what = document.createElement('strong');
    what.textContent = `Line ${place.row + 1}, ${place.name}`;
    const code = document.createElement('code');
    code.textContent = place.text;
    this.#status.replaceChildren(what, ' ', code, ` ${place.meaning}`);
  }

  #stopAt(part: HTMLElement | undefined) {
    if (this.#current !== null) this.#current.tabIndex = -1;
    this.#current = part ?? null;
    if (part !== undefined) part.tabIndex = 0;
  }

  /** Left and right within the line, up and down to the like part of the next line, Home and End. */
  #move(event: KeyboardEvent) {
    const place = this.#places.get(event.target as Element);
    if (place === undefined || event.altKey || event.metaKey) return;
    const parts = this.#rows[place.row]!;
    const at = parts.indexOf(event.target as HTMLElement);
    const next = this.#next(event, place, parts, at);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #next(
    { key, ctrlKey }: KeyboardEvent,
    { row, name }: Place,
    parts: HTMLElement[],
    at: number,
  ): HTMLElement | undefined {
    const filled = this.#rows.filter(({ length }) => length > 0);
    switch (key) {
      case 'ArrowRight':
        return parts[at + 1];
      case 'ArrowLeft':
        return parts[at - 1];
      case 'Home':
        return ctrlKey ? filled[0]?.[0] : parts[0];
      case 'End':
        return ctrlKey ? filled.at(-1)?.at(-1) : parts.at(-1);
      case 'ArrowDown':
      case 'ArrowUp': {
        const step = key === 'ArrowDown' ? 1 : -1;
        let line = row + step;
        while (this.#rows[line]?.length === 0) line += step;
        const others = this.#rows[line];
        return (
          others?.find((part) => this.#places.get(part)!.name === name) ?? others?.[Math.min(at, others.length - 1)]
        );
      }
      default:
        return undefined;
    }
  }
}

function span(className: string, text = ''): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}

customElements.define('line-annotator', LineAnnotator);
