/** Held against the Markdown parser that the build uses. */

import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { parseListing } from '../../../src/lib/listing/parse.ts';
import { codeBlock, codeSpan } from '../../../src/lib/quiz/from-listing/quote.ts';
import { questionsFrom } from '../../../src/lib/quiz/from-listing.ts';
import { type Block, plainMarkdown } from '../../../src/lib/quiz/plain-markdown.ts';
import { listings } from './listings.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number];
const textOf = (node: Node): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
const KINDS: Record<string, string> = { text: 'text', inlineCode: 'code', emphasis: 'emphasis' };

function byTheBuild(text: string): Block[] {
  return fromMarkdown(text).children.map((node) => {
    if (node.type === 'code') return { kind: 'code', text: node.value };
    if (node.type !== 'paragraph') throw new Error(`a ${node.type}`);
    return {
      kind: 'paragraph',
      spans: node.children.map((child) => ({ kind: KINDS[child.type] as 'text', text: textOf(child) })),
    };
  });
}

test('every text of every question reads as the build reads it', () => {
  let texts = 0;
  fc.assert(
    fc.property(listings, fc.integer(), (listing, seed) => {
      for (const { prompt, choices, source } of questionsFrom(parseListing(listing), seed)) {
        for (const text of [prompt, source!, ...choices.flatMap(({ text, why }) => [text, why])]) {
          expect(plainMarkdown(text)).toEqual(byTheBuild(text));
          texts++;
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(texts).toBeGreaterThan(1000);
}, 20_000);

test('so does whatever is quoted', () => {
  const line = fc
    .string({ unit: fc.constantFrom(...'`` *_[]()<>&;\\#-+~|:.ab0'), maxLength: 20 })
    .filter((text) => text.trim() === text && text !== '');
  fc.assert(
    fc.property(line, line, (one, other) => {
      const text = `Which *one* is ${codeSpan(one)}, or ${codeSpan(other)}?\n\n${codeBlock([one, other])}`;
      expect(plainMarkdown(text)).toEqual(byTheBuild(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['nothing', '', []],
  ['a backtick alone', 'a ` b', [{ kind: 'paragraph', spans: [{ kind: 'text', text: 'a ` b' }] }]],
  ['a fence that does not close', '```\na', [{ kind: 'code', text: 'a' }]],
])('%s', (_name, text, blocks) => expect(plainMarkdown(text)).toEqual(blocks));
