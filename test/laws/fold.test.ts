import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { both, fold, foldAll, map, premap, type Fold, type Time } from '../../src/index.js';
import { quickLaw } from '../support/law.js';

/** A fold whose outcome depends on every input and on their order, with arbitrary numbers in it. */
const folds: fc.Arbitrary<Fold<number, number>> = fc
  .tuple(fc.integer(), fc.integer(), fc.integer())
  .map(([start, factor, last]) =>
    fold(
      start,
      (state, input: number) => (Math.imul(state, factor) + input) | 0,
      (state) => state ^ last,
    ),
  );

const now: Time = { dt: 1, step: 0, every: 1, episode: 0 };
const inputs = fc.array(fc.integer());
const functions = fc.func<[number], number>(fc.integer());
const come = <I, O>(of: Fold<I, O>, all: readonly I[]): O => foldAll(of, all).done();

describe('a fold', () => {
  quickLaw('of both is one pass of each', [folds, folds, inputs], (a, b, all) => {
    expect(come(both(a, b), all)).toStrictEqual([come(a, all), come(b, all)]);
  });

  quickLaw('may be left and resumed', [folds, inputs, inputs], (of, before, after) => {
    expect(come(foldAll(of, before), after)).toBe(come(of, [...before, ...after]));
  });

  quickLaw(
    'is a value: going on from it, twice, leaves it as it was',
    [folds, inputs, fc.integer(), fc.integer()],
    (of, before, x, y) => {
      const kept = foldAll(of, before);
      const was = kept.done();
      const [first, second] = [kept.next(x, now).done(), kept.next(y, now).done()];
      expect([kept.done(), kept.next(x, now).done(), kept.next(y, now).done()]).toStrictEqual([was, first, second]);
    },
  );

  quickLaw('takes the inputs one by one, as `next` does', [folds, inputs], (of, all) => {
    expect(come(of, all)).toBe(all.reduce((folded, input) => folded.next(input, now), of).done());
  });
});

describe('map', () => {
  quickLaw('changes what comes out', [functions, folds, inputs], (f, of, all) => {
    expect(come(map(f, of), all)).toBe(f(come(of, all)));
  });
  quickLaw('fuses with map', [functions, functions, folds, inputs], (f, g, of, all) => {
    expect(come(map(f, map(g, of)), all)).toBe(
      come(
        map((x) => f(g(x)), of),
        all,
      ),
    );
  });
});

describe('premap', () => {
  quickLaw('changes what goes in', [functions, folds, inputs], (f, of, all) => {
    expect(come(premap(f, of), all)).toBe(
      come(
        of,
        all.map((x) => f(x)),
      ),
    );
  });
  quickLaw('fuses with premap, the outer one first', [functions, functions, folds, inputs], (f, g, of, all) => {
    expect(come(premap(f, premap(g, of)), all)).toBe(
      come(
        premap((x: number) => g(f(x)), of),
        all,
      ),
    );
  });
  quickLaw('passes map by', [functions, functions, folds, inputs], (f, g, of, all) => {
    expect(come(premap(f, map(g, of)), all)).toBe(come(map(g, premap(f, of)), all));
  });
});

test('inputs of every third step are those of steps 2, 5 and 8', () => {
  const steps = fold<readonly number[], number, readonly number[]>(
    [],
    (seen, _, { step }) => [...seen, step],
    (seen) => seen,
  );
  expect(foldAll(steps, [0, 0, 0], { every: 3 }).done()).toEqual([2, 5, 8]);
});
