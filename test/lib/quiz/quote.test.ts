import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { codeBlock, codeSpan } from '../../../src/lib/quiz/from-listing/quote.ts';

/** What may stand in a pasted line once it is cleaned: no line ends, no control characters, nothing at its ends. */
const line = fc
  .string({ unit: fc.constantFrom(...'`` *_[]()<>&;\\#-+~|:.ab0'), maxLength: 30 })
  .filter((text) => text.trim() === text && text !== '');

test('nothing in a line leaves its code span', () => {
  fc.assert(
    fc.property(line, (text) => {
      const { children } = fromMarkdown(`Which? ${codeSpan(text)}`);
      expect(children).toMatchObject([
        { type: 'paragraph', children: [{ value: 'Which? ' }, { type: 'inlineCode', value: text }] },
      ]);
      expect(fromMarkdown(codeSpan(text)).children).toMatchObject([
        { type: 'paragraph', children: [{ type: 'inlineCode', value: text }] },
      ]);
    }),
    { numRuns: 1000 },
  );
});

test('nothing in lines leaves their code block', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      expect(fromMarkdown(`Which?\n\n${codeBlock(lines)}`).children).toMatchObject([
        { type: 'paragraph' },
        { type: 'code', lang: null, value: lines.join('\n') },
      ]);
    }),
    { numRuns: 1000 },
  );
});
