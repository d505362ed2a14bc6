/** The little Markdown that made questions use, read without the Markdown parser of the build: pages need no more. */

/** A piece of a paragraph. */
export interface Span {
  kind: 'text' | 'code' | 'emphasis';
  text: string;
}

export type Block = { kind: 'paragraph'; spans: Span[] } | { kind: 'code'; text: string };

/**
 * Reads paragraphs, fenced code blocks, code spans and `*emphasis*`, as CommonMark does; all else is text.
 *
 * @example plainMarkdown('Is `a` *open*?') // [{ kind: 'paragraph', spans: [{ kind: 'text', text: 'Is ' }, { kind: 'code', text: 'a' }, { kind: 'text', text: ' ' }, { kind: 'emphasis', text: 'open' }, { kind: 'text', text: '?' }] }]
 */
export function plainMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const close = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', spans: spansOf(paragraph.join('\n')) });
    paragraph = [];
  };
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (FENCE.test(line)) {
      close();
      const end = lines.indexOf(line, at + 1);
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end < 0 ? lines.length : end).join('\n') });
      at = end < 0 ? lines.length : end;
    } else if (line === '') close();
    else paragraph.push(line);
  }
  close();
  return blocks;
}

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { index, 0: mark } of text.matchAll(/`+|\*/g)) {
    if (index < at) continue;
    const end = closing(text, index + mark.length, mark);
    if (end < 0) continue;
    if (index > at) spans.push({ kind: 'text', text: text.slice(at, index) });
    const inner = text.slice(index + mark.length, end);
    spans.push(mark === '*' ? { kind: 'emphasis', text: inner } : { kind: 'code', text: withoutPadding(inner) });
    at = end + mark.length;
  }
  if (at < text.length) spans.push({ kind: 'text', text: text.slice(at) });
  return spans;
}

/** Where a mark as long as this one comes next; -1 where none does. */
function closing(text: string, from: number, mark: string): number {
  const marks = mark === '*' ? /\*/g : /`+/g;
  marks.lastIndex = from;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    if (found[0].length === mark.length) return found.index;
  }
  return -1;
}

/** One blank at each end of a code span only keeps backticks apart (CommonMark 0.31, section 6.1). */
function withoutPadding(text: string): string {
  return text.startsWith(' ') && text.endsWith(' ') && text.trim() !== '' ? text.slice(1, -1) : text;
}

const FENCE = /^`{3,}$/;
