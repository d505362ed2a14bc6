import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Choice,
  explainGrade,
  gradeAnswer,
  type MultipleQuestion,
  type SingleQuestion,
} from '../../../src/lib/quiz/index.ts';

const choice = (id: string, correct = false): Choice => ({ id, text: `text of ${id}`, correct, why: `why ${id}` });
const single: SingleQuestion = {
  id: 'server-port',
  kind: 'single',
  prompt: 'How many ports?',
  choices: [choice('one', true), choice('thousand'), choice('none')],
};
const multiple: MultipleQuestion = {
  id: 'who-can',
  kind: 'multiple',
  prompt: 'Who can?',
  choices: [choice('fork', true), choice('wildcard'), choice('reuse-port', true), choice('udp')],
};

describe('single choice', () => {
  test.each([
    ['the right choice', 'one', 'right', 1, ['right', 'left', 'left'], 'Right.'],
    ['a wrong choice', 'thousand', 'wrong', 0, ['missed', 'wrong', 'left'], 'Not right.'],
    ['a choice that is gone', 'two', 'wrong', 0, ['missed', 'left', 'left'], 'Not right.'],
  ] as const)('%s', (_name, id, outcome, score, verdicts, words) => {
    const grade = gradeAnswer(single, { kind: 'single', choice: id });
    expect(grade).toMatchObject({ outcome, score });
    expect(grade.parts.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(explainGrade(single, grade)).toBe(words);
  });
});

describe('multiple choice', () => {
  test.each([
    ['all right ones', ['fork', 'reuse-port'], 'right', 1, ['right', 'left', 'right', 'left'], 'Right.'],
    ['one of two', ['fork'], 'partly', 0.5, ['right', 'left', 'missed', 'left'], 'Partly right: 1 of 2 found.'],
    [
      'both and a wrong one',
      ['reuse-port', 'fork', 'udp'],
      'partly',
      0.5,
      ['right', 'left', 'right', 'wrong'],
      'Partly right: 2 of 2 found, 1 too many.',
    ],
    [
      'everything',
      ['fork', 'wildcard', 'reuse-port', 'udp'],
      'wrong',
      0,
      ['right', 'wrong', 'right', 'wrong'],
      'Not right: 2 of 2 found, 2 too many.',
    ],
    [
      'one right, one wrong',
      ['fork', 'udp'],
      'wrong',
      0,
      ['right', 'left', 'missed', 'wrong'],
      'Not right: 1 of 2 found, 1 too many.',
    ],
    ['nothing', [], 'wrong', 0, ['missed', 'left', 'missed', 'left'], 'Not right: 0 of 2 found.'],
    [
      'a choice that is gone',
      ['fork', 'gone'],
      'partly',
      0.5,
      ['right', 'left', 'missed', 'left'],
      'Partly right: 1 of 2 found.',
    ],
  ] as const)('%s', (_name, choices, outcome, score, verdicts, words) => {
    const grade = gradeAnswer(multiple, { kind: 'multiple', choices: [...choices] });
    expect(grade).toMatchObject({ outcome, score });
    expect(grade.parts.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(explainGrade(multiple, grade)).toBe(words);
  });

  test('a third of three earns a third', () => {
    const question = { ...multiple, choices: [choice('a-one', true), choice('b-two', true), choice('c-three', true)] };
    expect(gradeAnswer(question, { kind: 'multiple', choices: ['b-two'] }).score).toBeCloseTo(1 / 3);
  });
});

test.each([single, multiple])('not sure is an answer of its own: $kind', (question) => {
  const grade = gradeAnswer(question, { kind: 'not-sure' });
  expect(grade).toMatchObject({ outcome: 'not-sure', score: 0 });
  expect(grade.parts.map(({ id }) => id)).toEqual(question.choices.map(({ id }) => id));
  expect(explainGrade(question, grade)).toBe('Here is the answer.');
});

test('an answer of another kind, kept from before the question was changed, counts as not sure', () => {
  expect(gradeAnswer(multiple, { kind: 'single', choice: 'fork' }).outcome).toBe('not-sure');
});

test('for every question and answer: the score is from 0 to 1, and 1 exactly where all is right', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,5}$/), { minLength: 1, maxLength: 8 });
  const cases = ids.chain((names) =>
    fc.record({
      choices: fc.tuple(...names.map((id) => fc.boolean().map((correct) => choice(id, correct)))),
      picked: fc.subarray(names),
    }),
  );
  fc.assert(
    fc.property(cases, ({ choices, picked }) => {
      fc.pre(choices.some(({ correct }) => correct));
      const { outcome, score, parts } = gradeAnswer({ ...multiple, choices }, { kind: 'multiple', choices: picked });
      const perfect = choices.every(({ id, correct }) => correct === picked.includes(id));
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(score === 1).toBe(perfect);
      expect(outcome === 'right').toBe(perfect);
      expect(parts.map(({ id }) => id)).toEqual(choices.map(({ id }) => id));
    }),
  );
});

test('over all possible ticks the mean score of two right and two wrong choices is small: guessing does not pay', () => {
  const ids = multiple.choices.map(({ id }) => id);
  const scores = Array.from({ length: 2 ** ids.length }, (_, bits) =>
    gradeAnswer(multiple, { kind: 'multiple', choices: ids.filter((_id, index) => bits & (1 << index)) }),
  ).map(({ score }) => score);
  expect(scores.reduce((sum, score) => sum + score) / scores.length).toBeLessThan(0.25);
});
