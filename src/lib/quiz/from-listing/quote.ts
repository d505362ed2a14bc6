/** Pasted text in Markdown: code that nothing in it can leave, and the words for endpoints and programs. */

import { formatEndpoint } from '../../endpoint.ts';
import { plainText } from '../../listing/clean.ts';
import type { Endpoint, Process, Socket } from '../../socket.ts';

/**
 * Writes a text as a code span, whatever backticks it holds (CommonMark 0.31, section 6.1).
 *
 * @param text one line that is not empty
 * @example codeSpan('a`b') // '``a`b``'
 */
export function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text, 1));
  // One blank at each end is taken off again; without it a backtick at the end would lengthen the fence.
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/**
 * Writes lines as a fenced code block (CommonMark 0.31, section 4.5).
 *
 * @example codeBlock(['tcp', 'udp']) // '```\ntcp\nudp\n```'
 */
export function codeBlock(lines: readonly string[]): string {
  const text = lines.join('\n');
  const fence = '`'.repeat(longestRun(text, 3));
  return `${fence}\n${text}\n${fence}`;
}

/** A socket as it was pasted, on one line, cleaned of terminal sequences; what is very long loses its end. */
export function pastedRow({ raw }: Socket): string {
  const lines = raw.split(/[\r\n]+/).map((line) => plainText(line).trim());
  const text = lines.length === 1 ? lines[0]! : lines.join(' ').replace(/ +/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The same for a line that stands alone: wide gaps between columns are narrowed, so that its end can be seen. */
export function pastedLine(socket: Socket): string {
  return pastedRow(socket).replace(/ {3,}/g, '  ');
}

/** An endpoint as a code span. */
export function codeEndpoint(endpoint: Endpoint): string {
  return codeSpan(formatEndpoint(endpoint));
}

/** What a program is called: its name, else its process ID; null where neither is known. */
export function programName({ name, pid }: Process): string | null {
  if (name !== undefined && name.trim() !== '') return plainText(name).trim() || null;
  return pid === undefined ? null : `PID ${pid}`;
}

/** "a", "a and b", "a, b and c". @example listOf(['2', '5', '9']) // '2, 5 and 9' */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

const LONGEST = 240;

/** One backtick more than the longest run in the text, and no fewer than asked. */
function longestRun(text: string, fewest: number): number {
  let longest = fewest - 1;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest + 1;
}
