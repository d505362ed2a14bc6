/**
 * The one script of every page. Small elements, which fetch what they work with on first use, are part of it;
 * every other widget's script comes when the widget comes near the view. To add a widget, add a line.
 */

import './connection-flow/connection-flow.ts';
import './listing-lens/listing-lens.ts';
import './site/table-of-contents.ts';
import './site/theme-switch.ts';
import './tuple-parser/tuple-parser.ts';

const WIDGETS: Record<string, () => Promise<unknown>> = {
  'checkpoint-quiz': () => import('./quiz/quiz.ts'),
  'lens-page': () => import('./lens-page/lens-page.ts'),
  'line-annotator': () => import('./line-annotator/line-annotator.ts'),
  'listing-quiz': () => import('./listing-quiz/listing-quiz.ts'),
  'port-lookup': () => import('./port-lookup/port-lookup.ts'),
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
