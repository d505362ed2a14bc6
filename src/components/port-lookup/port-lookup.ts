/** Answers from the registry while the reader types; the first answer stands on the page already. */

import { canRetry, describeProblem, lookupPort, openRegistry, type PortEntry } from '../../lib/index.ts';
import { details, ephemeralFact, headline, MOST_ENTRIES, numbers, rangeFact, service, transports } from './answer.ts';

/** Milliseconds: a pause in typing, a wait worth telling of, and a wait too long. */
const PAUSE = 150;
const WAIT = 400;
const TOO_LONG = 10_000;

class PortLookup extends HTMLElement {
  form = this.querySelector('form')!;
  input = this.querySelector('input')!;
  status = this.querySelector('[role=status]')!;
  retry = this.querySelector<HTMLElement>('.retry')!;
  list = this.querySelector('ul')!;
  facts = this.querySelector('dl')!;
  registry = openRegistry(async (file) => {
    const response = await fetch(this.dataset.registry + file, { signal: AbortSignal.timeout(TOO_LONG) });
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  });
  /** counts the questions, so that an answer to an earlier one is dropped */
  asked = 0;
  timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.look();
    });
    this.input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE);
    });
    this.form.addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLButtonElement) || !target.value) return;
      this.input.value = target.value;
      void this.look();
    });
    this.retry.addEventListener('click', () => {
      this.input.focus();
      void this.look();
    });
    // What was typed before this script came, or sent without it.
    const sent = new URLSearchParams(location.search).get('port');
    const typed = this.input.value !== this.input.defaultValue;
    if (sent && !typed) this.input.value = sent;
    if (sent || typed) void this.look();
  }

  async look() {
    clearTimeout(this.timer);
    const question = ++this.asked;
    const query = this.input.value;
    if (!query.trim()) return this.say('Type a port number or a service name, such as 443 or ssh.');
    const waiting = setTimeout(() => question === this.asked && this.say('Looking it up…'), WAIT);
    const answer = await lookupPort(query, this.registry);
    clearTimeout(waiting);
    if (question !== this.asked) return;
    if (answer.ok) return this.say(headline(query, answer.value), answer.value);
    if (canRetry(answer.problem))
      return this.say('The registry did not answer. Check the connection, then try again.', [], true, true);
    this.say(describeProblem(answer.problem).replace('Line 1, c', 'C'), [], true);
  }

  /** Shows one state of the widget, whole. */
  say(text: string, entries: PortEntry[] = [], isProblem = false, mayRetry = false) {
    const [first] = entries;
    this.status.textContent = text;
    this.status.classList.toggle('problem', isProblem);
    this.input.setAttribute('aria-invalid', String(isProblem && !mayRetry));
    this.retry.hidden = !mayRetry;
    this.list.replaceChildren(...entries.slice(0, MOST_ENTRIES).map((entry) => this.item(entry)));
    this.facts.hidden = !first || entries.some(({ port }) => port !== first.port);
    if (!first) return;
    const [range, ephemeral] = this.facts.querySelectorAll('dd');
    range!.textContent = rangeFact(first);
    ephemeral!.textContent = ephemeralFact(first);
  }

  item(entry: PortEntry): Node {
    const item = this.querySelector('template')!.content.cloneNode(true) as DocumentFragment;
    const texts = [numbers(entry), service(entry), transports(entry), details(entry)];
    for (const [index, place] of item.querySelectorAll('.local-port, strong, .protocol, .details').entries())
      place.textContent = texts[index]!;
    return item;
  }
}

customElements.define('port-lookup', PortLookup);
