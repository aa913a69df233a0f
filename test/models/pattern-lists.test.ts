import { describe, expect, test } from 'vitest';
import { constant, patternOfPairs, patternOfRows, sparse, type Pattern, type PatternOf } from '../../src/index.js';

describe('arrays of neurons', () => {
  const arrays = () => ({ pre: Int32Array.of(0, 1, 1), post: Int32Array.of(2, 0, 1) });
  const held = (pattern: Pattern | PatternOf) => {
    const { term } = sparse(pattern, constant(1))([2], [3]);
    return term.params['pattern'] as unknown as Readonly<Record<keyof Pattern, { readonly data: unknown }>>;
  };

  test('that a program gives are copied, as it may write into them', () => {
    const given = arrays();
    const { pre, post } = held(given);
    for (const end of [given.pre, given.post]) end.fill(0);
    expect([pre.data, post.data]).toStrictEqual([Int32Array.of(0, 1, 1), Int32Array.of(2, 0, 1)]);
  });

  test('that a function makes are kept as they are; other numbers become whole ones', () => {
    const made = arrays();
    const { pre, post } = held(() => made);
    expect([pre.data, post.data]).toStrictEqual([made.pre, made.post]);
    expect([pre.data === made.pre, post.data === made.post]).toEqual([true, true]);
    expect(held(() => ({ pre: [1], post: Float64Array.of(2) })).post.data).toStrictEqual(Int32Array.of(2));
  });
});

describe('patternOfRows', () => {
  test('gives each target its source', () => {
    const { pre, post } = patternOfRows([0, 2, 2, 3], [1, 0, 2]);
    expect([Array.from(pre), Array.from(post)]).toStrictEqual([
      [0, 0, 2],
      [1, 0, 2],
    ]);
  });

  test.each([
    [[0, 2, 1], [0, 1], '1 for row 2'],
    [[1, 2], [0, 1], '1 for row 0'],
    [[0, 1.5, 2], [0, 1], '1.5 for row 1'],
    [[0, 1], [0, 1], '1 at their end'],
    [[0, 1, 3], [0, 1], '3 at their end'],
    [[-1, 2], [0, 1], '-1 for row 0'],
    [[0, Number.NaN, 2], [0, 1], 'NaN for row 1'],
    [[], [0, 1], '0 at their end'],
  ])('refuses starts %j of targets %j', (starts, targets, got) => {
    expect(() => patternOfRows(starts, targets)).toThrow(
      `patternOfRows: starts must be whole numbers that rise from 0 to 2, the number of targets, got ${got}`,
    );
  });

  test('may have no synapses, and no rows', () => {
    for (const starts of [[], [0], [0, 0, 0]])
      expect(patternOfRows(starts, [])).toStrictEqual({ pre: new Int32Array(0), post: [] });
  });

  test.each([
    ['starts', () => patternOfRows(3 as never, [])],
    ['targets', () => patternOfRows([0], 3 as never)],
  ])('refuses %s that are no list', (what, make) => {
    expect(make).toThrow(`patternOfRows: ${what} must be an array of whole numbers, got 3`);
  });
});

describe('patternOfPairs', () => {
  test('joins the pairs in their order', () => {
    expect(
      patternOfPairs([
        [2, 0],
        [0, 1],
        [2, 0],
      ]),
    ).toStrictEqual({
      pre: Int32Array.of(2, 0, 2),
      post: Int32Array.of(0, 1, 0),
    });
  });

  test('takes the largest number of a neuron there is, 2^31 - 1', () => {
    expect(Array.from(patternOfPairs([[0, 2 ** 31 - 1]]).post)).toEqual([2 ** 31 - 1]);
  });

  test.each([[[0, -1]], [[0, 2 ** 31]], [[0]], [[0, 1, 2]], [['0', 1]], [3]])('refuses %j as a pair', (wrong) => {
    expect(() => patternOfPairs([[0, 0], wrong] as never)).toThrow(/^patternOfPairs: pairs must be .* at 1$/);
  });
});
