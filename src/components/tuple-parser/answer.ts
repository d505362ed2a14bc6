/** Shows in the widget's markup what the library says about a text. */

import { describeProblem, describeTuple, markProblems, parseTuple } from '../../lib/index.ts';

/** Fills status, echo, parts and notes; hides what has nothing to say. */
export function show(widget: HTMLElement, text: string) {
  const [status, echo, list, notes] = widget.querySelectorAll<HTMLElement>('[role=status], .echo, dl, ul');
  const result = parseTuple(text);
  const empty = text.trim() === '';
  const problems = result.ok ? result.value.notes : empty ? [] : [result.problem];
  status!.classList.toggle('problem', !result.ok && !empty);
  list!.hidden = !result.ok;
  echo!.hidden = problems.length === 0;
  echo!.replaceChildren(
    ...markProblems(text, problems).map(({ text, marked }) => (marked ? withText('mark', text) : text)),
  );
  notes!.replaceChildren(...(result.ok ? problems.map((note) => withText('li', describeProblem(note))) : []));
  if (!result.ok) {
    status!.textContent = empty ? `Nothing to read yet. ${result.problem.hint}` : describeProblem(result.problem);
    return;
  }
  const { parts, sentence } = describeTuple(result.value);
  status!.textContent = sentence;
  const cells = list!.querySelectorAll('dd');
  parts.forEach(({ text, meaning }, index) => {
    cells[index * 2]!.textContent = text;
    cells[index * 2 + 1]!.textContent = meaning;
  });
}

function withText(name: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
