import { describe, expect, test } from 'vitest';
import * as constraints from '../../src/models/parameters/constraint.js';

type Limit = constraints.Limit;

/** What holds, and the nearest to it that does not, on both sides of every limit. */
const limits: Readonly<
  Record<string, readonly [Limit, want: string, holds: readonly number[], not: readonly number[]]>
> = {
  positive: [constraints.positive, 'positive', [Number.MIN_VALUE, 0.5, Infinity], [0, -0, -1]],
  notNegative: [constraints.notNegative, 'at least 0', [0, 0.5, Infinity], [-Number.MIN_VALUE, -1]],
  finite: [constraints.finite, 'a finite number', [-Number.MAX_VALUE, 0, Number.MAX_VALUE], [Infinity, -Infinity]],
  number: [constraints.number, 'a number', [-Infinity, 0, Infinity], []],
  positiveFinite: [
    constraints.positiveFinite,
    'positive and finite',
    [Number.MIN_VALUE, Number.MAX_VALUE],
    [0, -1, Infinity],
  ],
  whole: [constraints.whole, 'a whole number of at least 1', [1, 2, 2 ** 40], [0, -1, 0.5, 1.5, Infinity]],
  'wholeFrom(0)': [constraints.wholeFrom(0), 'a whole number of at least 0', [0, 1], [-1, 0.5]],
  'wholeFrom(3)': [constraints.wholeFrom(3), 'a whole number of at least 3', [3, 4], [2, 3.5]],
  'wholeUpTo(100)': [constraints.wholeUpTo(100), 'a whole number from 1 to 100', [1, 2, 100], [0, -1, 1.5, 101]],
  fraction: [constraints.fraction, 'in [0, 1]', [0, 0.5, 1], [-Number.MIN_VALUE, 1 + 2 ** -52, -1]],
  magnitude: [
    constraints.magnitude,
    'a finite number of at least 0',
    [0, 0.5, Number.MAX_VALUE],
    [-Number.MIN_VALUE, -1, Infinity],
  ],
  datum: [
    constraints.datum([0, 2]) as unknown as Limit,
    'at least 0 and finite',
    [0, Number.MAX_VALUE],
    [-Number.MIN_VALUE, -1, Infinity],
  ],
};

describe.each(Object.entries(limits))('%s', (_, [constraint, want, holds, not]) => {
  test(`is ${want}`, () => {
    expect(constraint.want).toBe(want);
    expect(holds.filter((value) => !constraint.holds(value))).toEqual([]);
    expect([...not, Number.NaN].filter(constraint.holds)).toEqual([]);
  });

  test('says a number only where it names one', () => {
    // One number has no other reading; of a number each is said what else there may be.
    expect(constraint.noun ?? false).toBe(/^a .*number/.test(want) && 'per' in constraint);
  });
});

test('usual values, where a table does not say others', () => {
  const usual = ({ usual }: Limit) => usual;
  expect([constraints.positive, constraints.notNegative, constraints.finite, constraints.number].map(usual)).toEqual([
    [0.5, 50],
    [0, 10],
    [-10, 10],
    [-10, 10],
  ]);
  expect([constraints.positiveFinite, constraints.whole, constraints.wholeUpTo(9)].map(usual)).toEqual([
    [1, 10],
    [1, 5],
    [1, 5],
  ]);
  expect([constraints.fraction, constraints.magnitude].map(usual)).toEqual([
    [0, 1],
    [0, 10],
  ]);
});

test('one number, or one for each neuron, weight or source neuron; sizes cost', () => {
  const { positive, perWeight, perSource, scalar, sized } = constraints;
  expect(positive).toMatchObject({ is: 'param', per: 'neuron' });
  expect(perWeight(positive)).toEqual({ ...positive, per: 'weight' });
  expect(perSource(positive)).toEqual({ ...positive, per: 'source' });
  const { want, holds, usual } = positive;
  expect(scalar(positive)).toEqual({ is: 'number', want, holds, usual });
  expect(sized(positive)).toEqual({ is: 'number', want, holds, usual, costs: true });
  expect(constraints.rate).toMatchObject({ is: 'param', per: 'weight', want: 'a finite number' });
  expect(constraints.reduction).toEqual({ is: 'word', words: ['sum', 'mean', 'max', 'single'], code: true });
  expect(constraints.batchReduction).toEqual({ is: 'word', words: ['sum', 'mean', 'max'], code: true });
});
