import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/lib/quiz/random.ts';

const draws = (seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: 5 }, () => random.below(2 ** 32));
};

test('the same seed gives the same draws, another seed others', () => {
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});

test('draws are those of mulberry32', () => expect(draws(0).slice(0, 3)).toEqual([1144304738, 1416247, 958946056]));

test.each([Number.NaN, Infinity, -1, 0.5, 2 ** 40])('%s is a seed too', (seed) =>
  expect(draws(seed)).toEqual(draws(seed)),
);

test('every number below the limit comes, about equally often', () => {
  const random = seededRandom(1);
  const counts = [0, 0, 0, 0, 0, 0];
  for (let draw = 0; draw < 60_000; draw++) counts[random.below(6)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('a shuffled list holds what the list holds, and leaves it alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (list, seed) => {
      const before = [...list];
      const shuffled = seededRandom(seed).shuffled(list);
      expect(list).toEqual(before);
      expect([...shuffled].sort()).toEqual([...list].sort());
    }),
  );
});

test('every order of three is drawn', () => {
  const orders = new Set(Array.from({ length: 200 }, (_, seed) => seededRandom(seed).shuffled([1, 2, 3]).join('')));
  expect(orders.size).toBe(6);
});

test('of nothing, nothing is drawn', () =>
  expect([seededRandom(1).pick([]), seededRandom(1).below(0)]).toEqual([undefined, 0]));
