/** Steps through the figure, by hand or by itself: each step shows what lasts at it, and says it in words. */

import { isShown } from './steps.ts';

/** Long enough to read a step's sentence and to look at what changed. */
const STEP_MILLISECONDS = 6000;

class ConnectionFlow extends HTMLElement {
  #step = 1;
  #timer: number | undefined;

  connectedCallback() {
    const [back, next, play] = this.querySelectorAll('button');
    back!.addEventListener('click', () => this.#go(this.#step - 1));
    next!.addEventListener('click', () => this.#go(this.#step + 1));
    play!.addEventListener('click', () => this.#toggle());
    this.querySelector<HTMLElement>('.flow-controls')!.hidden = false;
    this.#show();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  get #steps() {
    return this.querySelectorAll('li');
  }

  /** Takes one step by hand, which ends playing. */
  #go(step: number) {
    this.#pause();
    if (step < 1 || step > this.#steps.length) return;
    this.#step = step;
    this.#show();
  }

  #toggle() {
    if (this.#timer !== undefined) {
      this.#pause();
      this.#show();
      return;
    }
    if (this.#step === this.#steps.length) this.#step = 1;
    this.#timer = window.setInterval(() => {
      this.#step += 1;
      if (this.#step === this.#steps.length) this.#pause();
      this.#show();
    }, STEP_MILLISECONDS);
    this.#show();
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #show() {
    const step = this.#step;
    const steps = this.#steps;
    this.dataset.step = String(step);
    for (const element of this.querySelectorAll<HTMLElement | SVGElement>('[data-from]')) {
      const { from, until } = element.dataset;
      element.toggleAttribute('hidden', !isShown({ from: Number(from), until: Number(until) }, step));
    }
    steps.forEach((item, index) => {
      if (index + 1 === step) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    });
    const [back, next, play] = this.querySelectorAll('button');
    back!.ariaDisabled = String(step === 1);
    next!.ariaDisabled = String(step === steps.length);
    play!.textContent = this.#timer !== undefined ? 'Pause' : step === steps.length ? 'Replay' : 'Play';
    const said = `Step ${step} of ${steps.length}: ${steps[step - 1]!.textContent.trim()}`;
    const status = this.querySelector('[role=status]')!;
    if (status.textContent !== said) status.textContent = said;
  }
}

customElements.define('connection-flow', ConnectionFlow);
