/**
 * The one script of every page: it brings each widget's own script when the widget comes near the view,
 * so that a page loads only what it shows. To add a widget, add a line.
 */

import './site/theme-switch.ts';
import './site/table-of-contents.ts';

const WIDGETS: Record<string, () => Promise<unknown>> = {
  'checkpoint-quiz': () => import('./quiz/quiz.ts'),
  'connection-flow': () => import('./connection-flow/connection-flow.ts'),
  'listing-lens': () => import('./listing-lens/listing-lens.ts'),
  'port-lookup': () => import('./port-lookup/port-lookup.ts'),
  'tuple-parser': () => import('./tuple-parser/tuple-parser.ts'),
};

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      void load(target.localName);
    }
  },
  { rootMargin: '50% 0px' },
);

for (const element of document.querySelectorAll(Object.keys(WIDGETS).join(',') || ':not(*)')) {
  observer.observe(element);
  // A widget that is reached by keyboard or by a link is needed now, wherever it stands.
  element.addEventListener('focusin', () => void load(element.localName), { once: true });
}

async function load(name: string) {
  await WIDGETS[name]?.();
}
