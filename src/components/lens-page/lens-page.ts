/** The lens in full size: takes texts in, lets the worker read them, and hands what it says to the parts of the page. */

import type { Progress } from './engine.ts';
import { Intake } from './intake.ts';
import { part } from './make.ts';
import { Reader, Stopped, Unreachable } from './reader.ts';
import { forget, type Remembered, recall, remember } from './remembered.ts';

/** A pause in typing after which the text is read, in milliseconds. */
const PAUSE = 150;
/** Reading that ends sooner shows no progress. */
const PATIENCE = 200;

const results = () => import('./results.ts');

class LensPage extends HTMLElement {
  readonly #reader = new Reader();
  readonly #intake = new Intake(part(this, '.intake'), (how) => this.#later(how === 'typed' ? PAUSE : 0));
  readonly #caption = part<HTMLElement>(this, '.caption');
  readonly #account = part<HTMLElement>(this, '.account');
  readonly #progress = part<HTMLElement>(this, '.progress');
  readonly #failure = part<HTMLElement>(this, '.failure');
  readonly #results = part<HTMLElement>(this, '.results');
  readonly #keep = part<HTMLInputElement>(this, '.remember input');
  #timer = 0;
  #busy = false;
  /** the reading takes longer than no time at all */
  #slow = false;
  #done: Progress = { stage: '', done: 0 };
  /** which reading is the latest */
  #age = 0;

  connectedCallback() {
    this.#reader.onprogress = (progress) => {
      this.#done = progress;
      if (this.#slow) this.#showProgress();
    };
    document.addEventListener('paste', this.#pasted);
    document.addEventListener('dragover', this.#dragged);
    document.addEventListener('dragleave', this.#dragged);
    document.addEventListener('drop', this.#dropped);
    part(this, '.cancel').addEventListener('click', () => this.#cancel());
    part(this, '.retry').addEventListener('click', () => void this.#read());
    this.#keep.addEventListener('change', () => void this.#remember());
    const kept = recall();
    if (kept !== null) {
      this.#keep.checked = true;
      this.#intake.restore(kept);
    } else this.#whenIdle(() => void this.#read());
  }

  disconnectedCallback() {
    document.removeEventListener('paste', this.#pasted);
    document.removeEventListener('dragover', this.#dragged);
    document.removeEventListener('dragleave', this.#dragged);
    document.removeEventListener('drop', this.#dropped);
    clearTimeout(this.#timer);
    this.#reader.stop();
  }

  /** Fetches what reads once the page rests, so that the lens works when the network has gone. */
  #whenIdle(act: () => void): void {
    const idle = () => ('requestIdleCallback' in window ? requestIdleCallback(act) : setTimeout(act, PAUSE));
    if (document.readyState === 'complete') idle();
    else window.addEventListener('load', idle, { once: true });
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#read(), pause);
  }

  /** Reads everything that was given. Another reading under way is stopped: the latest text counts. */
  async #read(): Promise<void> {
    const age = ++this.#age;
    if (this.#busy) this.#reader.stop();
    this.#busy = true;
    this.#failure.hidden = true;
    this.#done = { stage: 'Reading', done: 0 };
    const patience = setTimeout(() => {
      this.#slow = true;
      this.#showProgress();
    }, PATIENCE);
    try {
      const { sources } = this.#intake;
      const [{ showResults }, summary] = await Promise.all([results(), this.#ask(sources)]);
      if (age !== this.#age) return;
      this.#caption.textContent = summary.caption;
      this.#account.textContent = summary.account;
      this.#results.hidden = summary.lines === 0;
      part<HTMLElement>(this, '.nothing').hidden = summary.lines > 0;
      await showResults(this.#results, this.#reader, summary);
      if (this.#keep.checked) await this.#remember();
    } catch (problem) {
      if (age === this.#age && !(problem instanceof Stopped)) this.#fail(problem);
    } finally {
      clearTimeout(patience);
      if (age === this.#age) {
        this.#busy = false;
        this.#slow = false;
        this.#progress.hidden = true;
      }
    }
  }

  /** Asks the worker; where its script does not come, the page reads by itself. */
  async #ask(sources: Intake['sources']) {
    try {
      return await this.#reader.ask('read', sources);
    } catch (problem) {
      if (!(problem instanceof Unreachable)) throw problem;
      await this.#reader.readInPage();
      return this.#reader.ask('read', sources);
    }
  }

  #cancel(): void {
    this.#age++;
    this.#busy = false;
    this.#slow = false;
    this.#reader.stop();
    this.#progress.hidden = true;
    this.#caption.textContent = 'Reading was cancelled.';
    this.#account.textContent = 'The text is still here.';
    this.#results.hidden = true;
    this.#fail(null);
  }

  /** Says what went wrong and offers another try; null: the reader stopped it. */
  #fail(problem: unknown): void {
    this.#failure.hidden = false;
    part(this.#failure, 'p').textContent =
      problem === null
        ? 'The reading was stopped. It can start again.'
        : `The text could not be read: ${problem instanceof Error ? problem.message : problem} Nothing was lost.`;
  }

  #showProgress(): void {
    const { stage, done } = this.#done;
    this.#progress.hidden = false;
    part(this.#progress, 'span').textContent = stage;
    part<HTMLProgressElement>(this.#progress, 'progress').value = done;
  }

  /** Keeps the text in this browser, or forgets it, as the box says. */
  async #remember(): Promise<void> {
    const note = part<HTMLElement>(this, '.remember-note');
    note.textContent = '';
    if (!this.#keep.checked) {
      forget();
      return;
    }
    const texts = (await this.#reader.ask('texts')) satisfies Remembered;
    if (texts.length === 0 || remember(texts)) return;
    forget();
    this.#keep.checked = false;
    note.textContent = 'This browser does not keep it: the text is too long, or storage is forbidden.';
  }

  /** A paste outside of every field. */
  readonly #pasted = (event: ClipboardEvent) => {
    if (isField(event.target)) return;
    const { files } = event.clipboardData ?? {};
    if (files !== undefined && files.length > 0) this.#intake.addFiles([...files]);
    else this.#intake.take(event.clipboardData?.getData('text/plain') ?? '');
    event.preventDefault();
  };

  readonly #dragged = (event: DragEvent) => {
    if (isField(event.target) && !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.classList.toggle('dropping', event.type === 'dragover');
  };

  readonly #dropped = (event: DragEvent) => {
    this.classList.remove('dropping');
    const { files } = event.dataTransfer ?? {};
    if ((files === undefined || files.length === 0) && isField(event.target)) return;
    event.preventDefault();
    if (files !== undefined && files.length > 0) this.#intake.addFiles([...files]);
    else this.#intake.take(event.dataTransfer?.getData('text/plain') ?? '');
  };
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
}

customElements.define('lens-page', LensPage);
