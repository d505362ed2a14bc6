/** What deserves attention in the listing: each finding with its reason, its sockets and what to do. */

import type { Finding, OS } from '../../lib/index.ts';
import { count, SYSTEMS } from '../listing-lens/rows.ts';
import type { Among, CountedFinding, Summary } from './engine.ts';
import { make, part } from './make.ts';
import { SEVERITY_WORDS, severitiesText } from './severities.ts';

export function showFindings(
  root: HTMLElement,
  findings: CountedFinding[],
  { os, sockets }: Summary,
  choose: (among: Among, words: string) => void,
): void {
  const base = root.dataset.base ?? '';
  part(root, '.severities').textContent = severitiesText(findings, sockets);
  part(root, 'ol').replaceChildren(
    ...findings.map((finding, index) => {
      const { severity, title, why, count: number, whatToDo, learnMore } = finding;
      const show = make(
        'button',
        { type: 'button' },
        `Show ${number === 1 ? 'its socket' : `its ${count(number, 'socket')}`}`,
      );
      show.addEventListener('click', () => choose({ finding: index }, title));
      return make(
        'li',
        { className: severity },
        make('h3', {}, make('span', { className: 'severity' }, SEVERITY_WORDS[severity]), ` ${title}`),
        make('p', {}, why),
        ...advice(whatToDo, os),
        make('p', { className: 'row' }, show, make('a', { href: `${base}${learnMore.path}` }, learnMore.title)),
      );
    }),
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
