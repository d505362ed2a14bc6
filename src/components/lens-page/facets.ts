/** The choices above the table: states, protocols, scopes, processes, each with its count. */

import type { Facet, FacetName, TableView } from '../../lib/index.ts';
import { make } from './make.ts';
import { FACET_TITLES } from './words.ts';

/** So many choices of a facet stand at once; the others are behind "more". */
const MOST_CHOICES = 8;
/** And no more than so many behind it: a filter by text finds the rest. */
const MOST_HIDDEN = 60;

type Chosen = TableView['chosen'];

/** Writes the choices anew; the one that had the focus has it again. */
export function showFacets(root: HTMLElement, facets: Facet[], chosen: Chosen, choose: (chosen: Chosen) => void): void {
  const focused = document.activeElement instanceof HTMLElement && root.contains(document.activeElement);
  const had = focused ? (document.activeElement as HTMLElement).dataset.choice : undefined;
  const open = new Set(
    [...root.querySelectorAll('details[open]')].map((details) => (details as HTMLElement).dataset.facet),
  );
  root.replaceChildren(
    ...facets
      .filter(({ choices }) => choices.length > 0)
      .map((facet) => fieldOf(facet, chosen, open.has(facet.name), choose)),
  );
  if (had === undefined) return;
  for (const button of root.querySelectorAll('button')) if (button.dataset.choice === had) button.focus();
}

function fieldOf(
  { name, choices }: Facet,
  chosen: Chosen,
  open: boolean,
  choose: (chosen: Chosen) => void,
): HTMLElement {
  const wanted = chosen[name] ?? [];
  const buttons = choices.slice(0, MOST_CHOICES + MOST_HIDDEN).map(({ value, count }) => {
    const pressed = wanted.includes(value);
    const button = make(
      'button',
      { type: 'button' },
      value,
      make('span', { className: 'quiet' }, count.toLocaleString('en')),
    );
    button.ariaPressed = `${pressed}`;
    button.dataset.choice = `${name} ${value}`;
    button.addEventListener('click', () =>
      choose({ ...chosen, [name]: pressed ? wanted.filter((other) => other !== value) : [...wanted, value] }),
    );
    return button;
  });
  const field = make(
    'fieldset',
    {},
    make('legend', {}, FACET_TITLES[name as FacetName]),
    ...buttons.slice(0, MOST_CHOICES),
  );
  if (choices.length <= MOST_CHOICES) return field;
  const rest = choices.length - MOST_CHOICES;
  const unlisted = rest - MOST_HIDDEN;
  const more = make(
    'details',
    { open },
    make('summary', {}, `${rest.toLocaleString('en')} more`),
    ...buttons.slice(MOST_CHOICES),
  );
  more.dataset.facet = name;
  if (unlisted > 0)
    more.append(make('p', { className: 'small quiet' }, `And ${unlisted.toLocaleString('en')} more: filter by text.`));
  field.append(more);
  return field;
}
