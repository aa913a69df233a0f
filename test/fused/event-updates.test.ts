import { describe, expect, test } from 'vitest';
import { leaves } from '../../src/core/graph/tree.js';
import { byPost, byPre, drawn, joined, m, n, restless, still, ways } from './support/learning-formulas.js';
import { updatesOf } from './support/updates-of.js';

describe('an update by events', () => {
  for (const [name, [formula, driven, products]] of Object.entries(still))
    test(`is found in ${name}`, () => {
      for (const way of Object.values(ways)) {
        const [update, ...more] = updatesOf(drawn((A, seen) => ({ w: joined(formula, way)(A, seen) }), [2, m, n]));
        expect(more).toStrictEqual([]);
        expect(update).toMatchObject({
          preEvents: { length: products?.[0] ?? (driven === 'column' ? 0 : 1) },
          postEvents: { length: products?.[1] ?? (driven === 'row' ? 0 : 1) },
        });
      }
    });

  for (const [name, after] of Object.entries(restless))
    test(`is not seen in weights that are new everywhere: it ${name}`, () => {
      expect(updatesOf(drawn(after, [2, m, n]))).toStrictEqual([]);
    });

  test('is found in each of two variables', () => {
    const twice = drawn((A, seen) => ({ w: byPre(A, seen), v: byPost(A, { ...seen, w: seen.v }) }));
    expect(new Set(updatesOf(twice).map(({ before }) => before))).toStrictEqual(
      new Set(
        leaves(twice.inputs)
          .slice(0, 2)
          .map(([, node]) => node),
      ),
    );
  });
});
