/** What the lens shows of a text that was read: table, picture, findings, ports, lines, comparison, copies. */

import { LineAnnotator } from '../line-annotator/line-annotator.ts';
import { count } from '../listing-lens/wording.ts';
import { ListingQuiz } from '../listing-quiz/listing-quiz.ts';
import type { Among, Detail, Summary, ViewRequest } from './engine.ts';
import { showFacets } from './facets.ts';
import { Grid } from './grid.ts';
import { make, part } from './make.ts';
import { Comparison } from './panel-compare.ts';
import { showFindings } from './panel-findings.ts';
import { Lines } from './panel-lines.ts';
import { PictureFigure } from './panel-picture.ts';
import { PortQuestion } from './panel-port.ts';
import { Takeaway } from './panel-takeaway.ts';
import { type Reader, Stopped } from './reader.ts';

/** Shows what was read, in place of what was shown before. */
export function showResults(root: HTMLElement, reader: Reader, summary: Summary): Promise<void> {
  shown ??= new Results(root, reader);
  return shown.show(summary);
}

let shown: Results | undefined;

const EVERYTHING: ViewRequest = { text: '', chosen: {}, sort: 'line', descending: false, among: null };

class Results {
  readonly #root: HTMLElement;
  readonly #reader: Reader;
  readonly #grid: Grid;
  readonly #picture: PictureFigure;
  readonly #port: PortQuestion;
  readonly #lines: Lines;
  readonly #comparison: Comparison;
  readonly #takeaway: Takeaway;
  readonly #filter: HTMLInputElement;
  #view: ViewRequest = EVERYTHING;
  #age = 0;

  constructor(root: HTMLElement, reader: Reader) {
    this.#root = root;
    this.#reader = reader;
    this.#filter = part(root, '.filter');
    this.#grid = new Grid(part(root, '.sockets'), {
      fetch: (from, to) => reader.ask('rows', from, to),
      sort: (sorting) => void this.#arrange(sorting),
      select: (index) => void this.#detail(index),
    });
    const choose = (among: Among, words: string) => this.#showAmong(among, words);
    this.#picture = new PictureFigure(part(root, '.picture'), reader, choose);
    this.#port = new PortQuestion(part(root, '.port-question'), reader, choose);
    this.#lines = new Lines(part(root, '.lines'), reader);
    this.#comparison = new Comparison(part(root, '.comparison'), reader);
    this.#takeaway = new Takeaway(part(root, '.takeaway'), reader);
    this.#filter.addEventListener('input', () => void this.#arrange({ text: this.#filter.value }));
    part(root, '.all').addEventListener('click', () => {
      this.#filter.value = '';
      void this.#arrange({ ...EVERYTHING, sort: this.#view.sort, descending: this.#view.descending });
      this.#filter.focus();
    });
  }

  async show(summary: Summary): Promise<void> {
    this.#showDetail(null);
    part<HTMLElement>(this.#root, '.sockets').hidden = summary.sockets === 0;
    // What the reader filters and sorts by holds for the next text too.
    const { sort, descending } = this.#view;
    await this.#arrange({ ...EVERYTHING, text: this.#filter.value, sort, descending });
    showFindings(part(this.#root, '.findings'), await this.#reader.ask('findings'), summary, (among, words) =>
      this.#showAmong(among, words),
    );
    await this.#lines.show(summary);
    this.#port.show();
    this.#comparison.show();
    this.#takeaway.show(summary);
    await this.#picture.show();
    await this.#showLines();
    await this.#ask();
  }

  /** Shows what each part of the pasted lines means. */
  async #showLines(): Promise<void> {
    const annotator = this.#root.querySelector('line-annotator');
    if (!(annotator instanceof LineAnnotator)) return;
    const { rows, rest } = await this.#reader.ask('annotated');
    annotator.showRows(rows, rest);
  }

  /** Asks about the reader's own listing. */
  async #ask(): Promise<void> {
    const quiz = this.#root.querySelector('listing-quiz');
    if (quiz instanceof ListingQuiz) await quiz.askFrom((seed) => this.#reader.ask('questions', seed));
  }

  /** Changes what the table shows. */
  async #arrange(change: Partial<ViewRequest>): Promise<void> {
    this.#view = { ...this.#view, ...change };
    const view = this.#view;
    const age = ++this.#age;
    try {
      const { shown, total, facets } = await this.#reader.ask('arrange', view);
      if (age !== this.#age) return;
      await this.#grid.show(shown, view);
      if (age !== this.#age) return;
      const narrowed = shown !== total || view.among !== null;
      part(this.#root, '.shown').textContent = narrowed
        ? `${shown.toLocaleString('en')} of ${count(total, 'socket')}.`
        : `${count(total, 'socket')}.`;
      part<HTMLElement>(this.#root, '.all').hidden =
        !narrowed && view.text === '' && Object.values(view.chosen).every((values) => values.length === 0);
      if (view.among === null) part(this.#root, '.among').textContent = '';
      showFacets(part(this.#root, '.facets'), facets, view.chosen, (chosen) => void this.#arrange({ chosen }));
    } catch (problem) {
      ignoreStopped(problem);
    }
  }

  /** Shows the sockets that something on the page speaks of. */
  async #showAmong(among: Among, words: string): Promise<void> {
    this.#filter.value = '';
    const { sort, descending } = this.#view;
    part(this.#root, '.among').textContent = words;
    await this.#arrange({ ...EVERYTHING, sort, descending, among });
    part(this.#root, '.sockets').scrollIntoView({ block: 'start' });
    this.#grid.focus();
  }

  async #detail(index: number): Promise<void> {
    try {
      this.#showDetail(await this.#reader.ask('detail', index));
    } catch (problem) {
      ignoreStopped(problem);
    }
  }

  #showDetail(detail: Detail | null): void {
    const place = part<HTMLElement>(this.#root, '.detail');
    place.hidden = detail === null;
    if (detail === null) {
      place.replaceChildren();
      return;
    }
    const { sentence, raw, line, lines, source, pair } = detail;
    const where = `${lines > 1 ? `Lines ${line} to ${line + lines - 1}` : `Line ${line}`}${source === null ? '' : ` of ${source}`}, as pasted:`;
    const code = make('pre', { className: 'code small', tabIndex: 0 }, raw);
    code.setAttribute('aria-label', where);
    place.replaceChildren(
      make('p', { className: 'sentence' }, sentence),
      make('p', { className: 'small quiet' }, where),
      code,
    );
    if (pair === null) return;
    const button = make('button', { type: 'button' }, 'Show the other end');
    button.addEventListener('click', () => void this.#reveal(pair.index));
    place.append(make('p', {}, `The other end of this connection is in this listing too: ${pair.sentence}`), button);
  }

  /** Goes to a socket's row; where a filter hides it, the filter ends. */
  async #reveal(index: number): Promise<void> {
    let position = await this.#reader.ask('place', index);
    if (position < 0) {
      this.#filter.value = '';
      await this.#arrange({ ...EVERYTHING, sort: this.#view.sort, descending: this.#view.descending });
      position = await this.#reader.ask('place', index);
    }
    this.#grid.reveal(index, position);
    this.#grid.focus();
    await this.#detail(index);
  }
}

/** A question that was stopped has no answer, and another reading is on its way. */
function ignoreStopped(problem: unknown): void {
  if (!(problem instanceof Stopped)) throw problem;
}
