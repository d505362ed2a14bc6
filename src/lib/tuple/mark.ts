/** The reader's own line with the places of the problems in it. */

import type { Problem } from '../result.ts';

/** So many characters are shown on either side of a mark in a long line. */
const AROUND = 160;

/**
 * Cuts the line of the first problem into stretches, and marks what stands where that line has problems.
 * Where the text ends too early, the mark stands on two no-break spaces behind it. Long lines lose their ends.
 *
 * @returns nothing where there is no problem
 * @example markProblems('TCP, 70000', [{ line: 1, column: 6, found: '', expected: '', hint: '' }]) // [{ text: 'TCP, ', marked: false }, { text: '70000', marked: true }]
 */
export function markProblems(text: string, problems: readonly Problem[]): { text: string; marked: boolean }[] {
  const number = problems[0]?.line;
  if (number === undefined) return [];
  const line = text.split(/\r\n?|\n/, number)[number - 1] ?? '';
  const columns = problems.filter((problem) => problem.line === number).map(({ column }) => column - 1);
  const first = Math.max(0, Math.min(...columns) - AROUND);
  let at = first;
  const pieces = [{ text: first > 0 ? '…' : '', marked: false }];
  for (const column of columns.sort((a, b) => a - b)) {
    if (column < at || column > at + 2 * AROUND) continue;
    const mark = /^[^\s,;|"'<>(){}]+|^./u.exec(line.slice(column, column + AROUND))?.[0] ?? '';
    pieces.push({ text: line.slice(at, column), marked: false }, { text: mark || '\u00a0\u00a0', marked: true });
    at = column + mark.length;
  }
  pieces.push(
    { text: line.slice(at, at + AROUND), marked: false },
    { text: line.length > at + AROUND ? '…' : '', marked: false },
  );
  return pieces.filter(({ text }) => text !== '');
}
