import { expect, test } from 'vitest';
import { unsupportedMarkdown, visibleLength } from '../../../src/lib/quiz/markdown.ts';
import type { Question } from '../../../src/lib/quiz/question.ts';
import { collectiveChoice, isYesOrNo, lengthStandout } from '../../../src/lib/quiz/wording.ts';

test.each([
  ['All of the above', 'All of the above'],
  ['none of these.', 'none of these'],
  ['It is both of them, or any of the others', 'any of the others'],
  ['All of the ports above 1024', null],
  ['None', null],
])('collective choice: %s', (text, expected) => expect(collectiveChoice(text)).toBe(expected));

test.each([
  [['True', 'False'], true],
  [['No.', 'Yes.'], true],
  [['Yes', 'Yes'], false],
  [['TCP', 'UDP'], false],
  [['Yes', 'No', 'Both'], false],
])('yes or no: %j', (texts, expected) => expect(isYesOrNo(texts.map((text) => ({ text })))).toBe(expected));

test.each([
  ['`code`, *emphasis*, **strong** and [links](/learn/)', null],
  ['- a list\n- of two', null],
  ['```\na block\n```', null],
  ['an ![image](x.png)', 'image'],
  ['# A heading', 'heading'],
  ['<b>html</b>', 'html'],
])('Markdown: %j', (text, expected) => expect(unsupportedMarkdown(text)).toBe(expected));

test('length is what the eye sees', () => expect(visibleLength('[*two*](/a/long/path/) `ab`')).toBe('two ab'.length));

/** A single choice of three texts, the right one marked by a star. */
const ask = (...texts: string[]): Question => ({
  id: 'question',
  kind: 'single',
  prompt: 'Which?',
  choices: texts.map((text, index) => ({
    id: `choice-${index}`,
    text: text.replace('*', ''),
    correct: text.startsWith('*'),
    why: 'So.',
  })),
});
const longest = ask('*long text', 'text', 'text');
const shortest = ask('*x', 'text', 'text');
const even = ask('*text', 'text', 'text');

test.each([
  ['one of three questions, as by chance', [longest, even, even], null],
  ['two of three', [longest, longest, even], { end: 'longest', count: 2, expected: 1 }],
  ['two of four, chance says 1.33', [longest, longest, even, even], null],
  ['always the shortest', [shortest, shortest, shortest], { end: 'shortest', count: 3, expected: 1 }],
  ['ties do not stand out', [even, even, even], null],
  [
    'Markdown marks do not count',
    [ask('*`ab`', 'abcd', 'abcd'), ask('*`ab`', 'abc', 'abc')],
    { end: 'shortest', count: 2 },
  ],
])('standing out by length: %s', (_name, questions, expected) => {
  const found = lengthStandout(questions);
  if (expected === null) return expect(found).toBeNull();
  expect(found).toMatchObject({ ...expected, ...('expected' in expected ? { expected: expect.closeTo(1) } : {}) });
});
