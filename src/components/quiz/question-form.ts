/** Makes in the page the markup that `Quiz.astro` makes at build time: the same question, ready for `quiz.ts`. */

import { type Block, plainMarkdown, type Question, type Span } from '../../lib/quiz/index.ts';

/**
 * The form of one question.
 *
 * @param question with Markdown as `plainMarkdown` reads it
 * @param place the number shown before it, from 1
 * @param quiz names the quiz, so that ids in the page are unique
 */
export function questionForm(
  { id, kind, prompt, choices, source }: Question,
  place: number,
  quiz: string,
): HTMLElement {
  const name = `${quiz}/${id}`;
  const [first, ...rest] = plainMarkdown(prompt);
  const legend = element('legend', {}, `${place}. `, element('span', {}, ...inline(first)));
  if (kind === 'multiple') legend.append(element('small', { className: 'quiet' }, ' Choose all that apply.'));
  const options = choices.map(({ id, text }) => {
    const input = element('input', { type: kind === 'multiple' ? 'checkbox' : 'radio', name, value: id });
    return element('li', {}, element('label', {}, input, element('span', {}, ...markdown(text))));
  });
  const reasons = choices.map(({ correct, why }) => {
    const verdict = element('b', {}, correct ? 'Right.' : 'Wrong.');
    return element(
      'li',
      {},
      element('div', { className: correct ? 'right' : 'wrong' }, verdict, ' ', ...markdown(why)),
    );
  });
  const details = element('details', {}, element('summary', {}, 'Answer'), element('ol', {}, ...reasons));
  if (source !== undefined) {
    details.append(element('p', { className: 'small quiet' }, 'Source: ', ...markdown(source)));
  }
  const fieldset = element('fieldset', {}, legend, ...rest.map(block), element('ol', {}, ...options), details);
  const form = element('form', { method: 'dialog', id: name }, fieldset);
  form.dataset.kind = kind;
  return form;
}

/** The nodes of a text of one paragraph. */
function markdown(text: string): (Node | string)[] {
  return plainMarkdown(text).flatMap((read) => inline(read));
}

function block(read: Block): Node {
  if (read.kind === 'paragraph') return element('p', {}, ...inline(read));
  // What may scroll must be reachable by keyboard.
  return element('pre', { className: 'code', tabIndex: 0 }, read.text);
}

function inline(read: Block | undefined): (Node | string)[] {
  if (read === undefined) return [];
  return read.kind === 'code' ? [element('code', {}, read.text)] : read.spans.map(span);
}

function span({ kind, text }: Span): Node | string {
  if (kind === 'text') return text;
  return element(kind === 'code' ? 'code' : 'em', {}, text);
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
