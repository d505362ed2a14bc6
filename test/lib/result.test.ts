import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeProblem, failure, success } from '../../src/lib/result.ts';

test('a success carries its value', () => expect(success(80)).toEqual({ ok: true, value: 80 }));

test('a failure stands at line 1, column 1 until its maker knows better', () => {
  expect(failure({ found: 'a', expected: 'b' })).toEqual({
    ok: false,
    problem: { line: 1, column: 1, found: 'a', expected: 'b', hint: '' },
  });
});

test.each([
  [
    'with a hint',
    { line: 1, column: 20, found: 'port 70000', expected: 'a port from 0 to 65535', hint: 'Did you mean 7000?' },
    'Line 1, column 20: found port 70000, expected a port from 0 to 65535. Did you mean 7000?',
  ],
  [
    'without',
    { line: 3, column: 1, found: 'nothing', expected: 'an address', hint: '' },
    'Line 3, column 1: found nothing, expected an address.',
  ],
])('a problem as a sentence, %s', (_name, problem, sentence) => expect(describeProblem(problem)).toBe(sentence));

test('what was found is quoted whole up to 60 characters, and never longer', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (found) => {
      const quoted = failure({ found, expected: '' }).problem.found;
      if (found.length <= 60) expect(quoted).toBe(found);
      else expect(quoted).toBe(`${found.slice(0, 59)}…`);
    }),
  );
});
