/** The table of sockets: however many rows there are, only those in view are in the page. */

import { TABLE_COLUMNS, type TableColumn } from '../../lib/index.ts';
import { make, part } from './make.ts';
import { COLUMN_CLASSES, COLUMN_TITLES, type Row } from './words.ts';

/** Rows are fetched in blocks of this many. */
const BLOCK = 128;
/** Rows above and below the view that stand ready. */
const MARGIN = 12;
/** No taller than every browser can lay out (Firefox ends before 18 million pixels); beyond, scrolling is scaled. */
const TALLEST = 8_000_000;

export interface Sorting {
  sort: TableColumn;
  descending: boolean;
}

export class Grid {
  readonly #window: HTMLElement;
  readonly #extent: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #body: HTMLTableSectionElement;
  readonly #fetch: (from: number, to: number) => Promise<Row[]>;
  readonly #select: (index: number) => void;
  readonly #blocks = new Map<number, Row[] | null>();
  readonly #rows: HTMLTableRowElement[] = [];
  /** grows with each arrangement, so that late answers are known */
  #age = 0;
  #count = 0;
  #rowHeight = 40;
  /** the position of the row that the keyboard is on */
  #active = 0;
  /** the socket that is shown beside the table */
  #selected = -1;
  #drawing = 0;

  constructor(
    root: HTMLElement,
    on: {
      fetch(from: number, to: number): Promise<Row[]>;
      sort(sorting: Sorting): void;
      select(index: number): void;
    },
  ) {
    this.#window = part(root, '.rows');
    this.#extent = part(root, '.rows-extent');
    this.#table = part(root, '.rows table');
    this.#body = part(root, '.rows tbody');
    this.#fetch = on.fetch;
    this.#select = on.select;
    this.#table.tabIndex = 0;
    this.#table.setAttribute('role', 'grid');
    this.#window.removeAttribute('tabindex');
    this.#makeSortable(on.sort);
    this.#window.addEventListener('scroll', () => this.#soon(), { passive: true });
    new ResizeObserver(() => this.#soon()).observe(this.#window);
    this.#table.addEventListener('keydown', (event) => this.#key(event));
    this.#table.addEventListener('focus', () => this.#soon());
    this.#body.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('tr') : null;
      if (row !== null) void this.#choose(Number(row.ariaRowIndex) - 2);
    });
  }

  /** Another arrangement of rows is there: its first rows take the place of those shown once they have come. */
  async show(count: number, { sort, descending }: Sorting): Promise<void> {
    const age = ++this.#age;
    const first = await this.#fetch(0, BLOCK);
    if (age !== this.#age) return;
    this.#blocks.clear();
    this.#blocks.set(0, first);
    this.#count = count;
    this.#active = 0;
    this.#window.scrollTop = 0;
    this.#table.ariaRowCount = `${count + 1}`;
    for (const [at, header] of [...this.#table.tHead!.rows[0]!.cells].entries()) {
      header.ariaSort = TABLE_COLUMNS[at] !== sort ? null : descending ? 'descending' : 'ascending';
    }
    this.#draw();
  }

  /** Marks a socket as the one shown beside the table, and brings its row into view where it has one. */
  reveal(index: number, position: number): void {
    this.#selected = index;
    if (position >= 0) this.#goTo(position);
    this.#soon();
  }

  focus(): void {
    this.#table.focus();
  }

  #makeSortable(sort: (sorting: Sorting) => void): void {
    for (const [at, header] of [...this.#table.tHead!.rows[0]!.cells].entries()) {
      const column = TABLE_COLUMNS[at]!;
      const button = make('button', { type: 'button' }, COLUMN_TITLES[column]);
      button.addEventListener('click', () => sort({ sort: column, descending: header.ariaSort === 'ascending' }));
      header.replaceChildren(button);
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#table || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.#viewHeight() / this.#rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: this.#count - 1,
    };
    const step = steps[event.key];
    if (step !== undefined) this.#goTo(step);
    else if (event.key === 'Enter' || event.key === ' ') void this.#choose(this.#active);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
      this.#window.scrollLeft += event.key === 'ArrowLeft' ? -80 : 80;
    else return;
    event.preventDefault();
  }

  async #choose(position: number): Promise<void> {
    const age = this.#age;
    const row = this.#row(position) ?? (await this.#fetch(position, position + 1))[0];
    if (row === undefined || age !== this.#age) return;
    this.#active = position;
    this.#selected = row.index;
    this.#soon();
    this.#select(row.index);
  }

  /** Moves to a row and scrolls no further than needed. */
  #goTo(position: number): void {
    this.#active = Math.max(0, Math.min(position, this.#count - 1));
    const { scrollTop } = this.#window;
    const top = this.#topOf(this.#active);
    const room = this.#viewHeight() - this.#rowHeight;
    const shown = scrollTop * this.#scale();
    if (top < shown) this.#window.scrollTop = top / this.#scale();
    else if (top > shown + room) this.#window.scrollTop = (top - room) / this.#scale();
    this.#soon();
  }

  #topOf(position: number): number {
    return position * this.#rowHeight;
  }

  /** Of the window, without the header that covers its top. */
  #viewHeight(): number {
    return this.#window.clientHeight - this.#table.tHead!.offsetHeight;
  }

  /** How many pixels of rows one pixel of scrolling is: 1 but for giant tables. */
  #scale(): number {
    const rows = this.#count * this.#rowHeight - this.#viewHeight();
    const extent = Math.min(this.#count * this.#rowHeight, TALLEST) - this.#viewHeight();
    return rows <= 0 || extent <= 0 ? 1 : rows / extent;
  }

  #soon(): void {
    if (this.#drawing === 0) this.#drawing = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    // Until the first rows come, those of the page's own markup stay.
    if (this.#blocks.size === 0) return;
    const measured = this.#body.rows[0]?.getBoundingClientRect().height ?? 0;
    if (measured > 0) this.#rowHeight = measured;
    const head = this.#table.tHead!.offsetHeight;
    const height = Math.min(this.#count * this.#rowHeight, TALLEST);
    this.#extent.style.setProperty('height', `${head + height}px`);
    const offset = this.#window.scrollTop * this.#scale();
    const inView = Math.ceil(this.#viewHeight() / this.#rowHeight) + 1;
    const first = Math.max(0, Math.floor(offset / this.#rowHeight) - MARGIN);
    const last = Math.min(this.#count, first + inView + 2 * MARGIN);
    this.#want(first, last);
    this.#table.style.setProperty('top', `${this.#window.scrollTop - offset + first * this.#rowHeight}px`);
    while (this.#rows.length < last - first) this.#rows.push(newRow());
    for (let at = 0; at < last - first; at++) this.#fill(this.#rows[at]!, first + at);
    const shown = this.#rows.slice(0, last - first);
    if (this.#body.rows.length !== shown.length || this.#body.rows[0] !== shown[0])
      this.#body.replaceChildren(...shown);
    const active = this.#active >= first && this.#active < last ? this.#rows[this.#active - first]!.id : '';
    if (active === '') this.#table.removeAttribute('aria-activedescendant');
    else this.#table.setAttribute('aria-activedescendant', active);
  }

  /** Writes a row into an element that may have shown another one. */
  #fill(element: HTMLTableRowElement, position: number): void {
    const row = this.#row(position);
    element.id = `lens-row-${position}`;
    element.ariaRowIndex = `${position + 2}`;
    element.ariaSelected = `${row !== undefined && row.index === this.#selected}`;
    element.classList.toggle('active', position === this.#active);
    for (const [at, cell] of [...element.cells].entries()) {
      const text = row?.cells[at] ?? (row === undefined && at === 0 ? '…' : '');
      if (cell.textContent !== text) cell.textContent = text;
      if (TABLE_COLUMNS[at] === 'state') cell.className = row?.phase ? `state-${row.phase}` : 'quiet';
    }
  }

  #row(position: number): Row | undefined {
    return this.#blocks.get(Math.floor(position / BLOCK))?.[position % BLOCK];
  }

  /** Fetches the blocks that hold these rows and are not there. */
  #want(first: number, last: number): void {
    for (let block = Math.floor(first / BLOCK); block * BLOCK < last; block++) {
      if (this.#blocks.has(block)) continue;
      this.#blocks.set(block, null);
      const age = this.#age;
      void this.#fetch(block * BLOCK, (block + 1) * BLOCK).then(
        (rows) => {
          if (age !== this.#age) return;
          this.#blocks.set(block, rows);
          this.#soon();
        },
        // A stopped reading has no rows; the next one asks anew.
        () => age === this.#age && this.#blocks.delete(block),
      );
    }
  }
}

function newRow(): HTMLTableRowElement {
  const cells = TABLE_COLUMNS.map((column) => make('td', { className: COLUMN_CLASSES[column] }));
  return make('tr', {}, ...cells);
}
