/** What deserves attention in the listing: each finding with its reason, its sockets and what to do. */

import type { Finding, OS } from '../../lib/index.ts';
import { count, SYSTEMS } from '../listing-lens/wording.ts';
import type { Among, CountedFinding, Summary } from './engine.ts';
import { make, part } from './make.ts';
import { MOST_OPEN, SEVERITY_WORDS, severitiesText } from './severities.ts';

export function showFindings(
  root: HTMLElement,
  findings: CountedFinding[],
  { os, sockets }: Summary,
  choose: (among: Among, words: string) => void,
): void {
  const base = root.dataset.base ?? '';
  part(root, '.severities').textContent = severitiesText(findings, sockets);
  const items = findings.map((finding, index) => findingItem(finding, index, os, base, choose));
  const rest = items.slice(MOST_SHOWN);
  part(root, 'ol').replaceChildren(...items.slice(0, MOST_SHOWN));
  const more = part<HTMLDetailsElement>(root, '.more-findings');
  more.hidden = rest.length === 0;
  more.open = false;
  part(more, 'summary').textContent = count(rest.length, 'more finding');
  part(more, 'ol').replaceChildren(...rest);
}

/** So many findings are listed; the others are folded away. */
const MOST_SHOWN = 12;

function findingItem(
  { severity, title, why, count: number, whatToDo, learnMore }: CountedFinding,
  index: number,
  os: OS | null,
  base: string,
  choose: (among: Among, words: string) => void,
): HTMLLIElement {
  const show = make(
    'button',
    { type: 'button' },
    `Show ${number === 1 ? 'its socket' : `its ${count(number, 'socket')}`}`,
  );
  show.addEventListener('click', () => choose({ finding: index }, title));
  return make(
    'li',
    { className: severity },
    make(
      'details',
      { open: index < MOST_OPEN },
      make(
        'summary',
        {},
        make('h3', {}, make('span', { className: 'severity' }, SEVERITY_WORDS[severity]), ` ${title}`),
      ),
      make('p', {}, why),
      ...advice(whatToDo, os),
      make('p', { className: 'row' }, show, make('a', { href: `${base}${learnMore.path}` }, learnMore.title)),
    ),
  );
}

/** What to do on the listing's own system first; the other systems' ways are folded away. */
function advice(whatToDo: Finding['whatToDo'], os: OS | null): HTMLElement[] {
  const own = whatToDo.filter((step) => step.os === 'any' || step.os === os);
  const others = whatToDo.filter((step) => !own.includes(step));
  const shown = own.length > 0 ? own : others;
  const folded = own.length > 0 ? others : [];
  const lists: HTMLElement[] = shown.length > 0 ? [make('ul', { className: 'advice' }, ...shown.map(stepItem))] : [];
  if (folded.length > 0) {
    lists.push(
      make(
        'details',
        {},
        make('summary', {}, 'On other systems'),
        make('ul', { className: 'advice' }, ...folded.map(stepItem)),
      ),
    );
  }
  return lists;
}

function stepItem({ os, text, command }: Finding['whatToDo'][number]): HTMLElement {
  const item = make('li', {}, os === 'any' ? text : `${SYSTEMS[os]}: ${text}`);
  if (command !== undefined) item.append(' ', make('code', {}, command));
  return item;
}
