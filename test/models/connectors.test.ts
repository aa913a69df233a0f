import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { fixedInDegree, fixedOutDegree, fixedTotalNumber, type Pattern } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { degreesOf, hasAutapses, isSorted, placesOf, spreadError } from './support/patterns.js';

const sizes = wholeIn(1, 12);
const options = fc.record({ autapses: fc.boolean(), multapses: fc.boolean() });
type Options = { readonly autapses: boolean; readonly multapses: boolean };

/** What holds of every pattern with numbers of synapses. */
const expectLawful = (pattern: Pattern, m: number, n: number, { autapses, multapses }: Options): void => {
  expect(isSorted(pattern, n, multapses)).toBe(true);
  expect(Array.from(pattern.pre).every((source) => source >= 0 && source < m)).toBe(true);
  expect(Array.from(pattern.post).every((target) => target >= 0 && target < n)).toBe(true);
  if (!autapses) expect(hasAutapses(pattern)).toBe(false);
};

/** As many partners as each neuron of one end has at the other, at least. */
const fewest = (own: number, choices: number, autapses: boolean): number => choices - (autapses || own === 0 ? 0 : 1);

describe.each([
  ['fixedInDegree', fixedInDegree, 'post', 'pre'],
  ['fixedOutDegree', fixedOutDegree, 'pre', 'post'],
] as const)('%s', (name, connector, fixed, drawn) => {
  quickLaw(
    'gives each neuron its degree',
    [wholeIn(0, 99), sizes, sizes, wholeIn(0, 12), options],
    (seed, m, n, k, given) => {
      const [own, choices] = fixed === 'post' ? [n, m] : [m, n];
      const most = fewest(own, choices, given.autapses);
      const degree = given.multapses ? (most === 0 ? 0 : k) : Math.min(k, most);
      const pattern = connector(seed, degree, given)(m, n);
      expect(degreesOf(pattern[fixed], own)).toStrictEqual(Array.from({ length: own }, () => degree));
      expectLawful(pattern, m, n, given);
      expect(connector(seed, degree, given)(m, n)).toStrictEqual(pattern);
      if (!given.multapses || most === 0)
        expect(() => connector(seed, most + 1, given)(m, n)).toThrow(
          `${name}: degree must be at most ${most}, as there are`,
        );
    },
  );

  test.each([false, true])('draws all partners as often, with multapses: %s', (multapses) => {
    const [m, n, degree] = [60, 60, 12];
    const counts = new Float64Array(m * n);
    const seeds = 300;
    let degrees = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const pattern = connector(seed, degree, { multapses, autapses: false })(m, n);
      for (const place of placesOf(pattern, n)) counts[place]!++;
      degrees += degreesOf(pattern[drawn], 60).reduce((sum, k) => sum + (k - degree) ** 2, 0) / 60 / seeds;
    }
    const joined = counts.filter((_, place) => Math.floor(place / n) !== place % n);
    // Of different partners the counts vary less than those of a Poisson process, by the share that is not drawn.
    const varies = multapses ? 1 - 1 / 59 : 1 - degree / 59;
    const expected = (seeds * degree) / 59;
    expect(spreadError(joined, expected, expected * varies)).toBeLessThan(4);
    // Degrees at the other end are binomial: 59 neurons that each draw 12 of 59.
    expect(Math.abs(degrees / (degree * varies) - 1)).toBeLessThan(0.05);
  });
});

describe('fixedTotalNumber', () => {
  quickLaw('has its number', [wholeIn(0, 99), sizes, sizes, wholeIn(0, 200), options], (seed, m, n, k, given) => {
    const pairs = m * n - (given.autapses ? 0 : Math.min(m, n));
    const count = given.multapses ? (pairs === 0 ? 0 : k) : Math.min(k, pairs);
    const pattern = fixedTotalNumber(seed, count, given)(m, n);
    expect(pattern.pre.length).toBe(count);
    expectLawful(pattern, m, n, given);
    expect(fixedTotalNumber(seed, count, given)(m, n)).toStrictEqual(pattern);
    if (!given.multapses || pairs === 0)
      expect(() => fixedTotalNumber(seed, pairs + 1, given)(m, n)).toThrow(
        `synapses must be at most ${pairs}, as there are pairs`,
      );
  });

  test.each([
    [30, 20, 60, false],
    [20, 30, 450, false],
    [7, 4, 12, false],
    [7, 4, 12, true],
  ])('draws all pairs of %i x %i as often, %i synapses, multapses: %s', (m, n, count, multapses) => {
    const seeds = 3000;
    const counts = new Float64Array(m * n);
    for (let seed = 0; seed < seeds; seed++)
      for (const place of placesOf(fixedTotalNumber(seed, count, { multapses, autapses: false })(m, n), n))
        counts[place]!++;
    const joined = counts.filter((_, place) => Math.floor(place / n) !== place % n);
    const share = count / joined.length;
    const varies = multapses ? 1 - 1 / joined.length : 1 - share;
    expect(spreadError(joined, seeds * share, seeds * share * varies)).toBeLessThan(4);
  });

  test('without multapses joins all pairs but one', () => {
    const [m, n] = [2000, 2000];
    const pattern = fixedTotalNumber(1, m * n - 1)(m, n);
    expect(degreesOf(pattern.pre, m).filter((degree) => degree !== n)).toStrictEqual([n - 1]);
    expect(degreesOf(pattern.post, n).filter((degree) => degree !== m)).toStrictEqual([m - 1]);
  });
});

test('draw the same synapses on every machine', () => {
  expect(placesOf(fixedInDegree(2015, 2)(6, 6), 6)).toStrictEqual([0, 1, 11, 16, 18, 20, 21, 22, 25, 26, 27, 29]);
  expect(placesOf(fixedOutDegree(2015, 2)(6, 6), 6)).toStrictEqual([3, 4, 7, 10, 12, 16, 18, 19, 24, 26, 31, 35]);
  expect(placesOf(fixedTotalNumber(2015, 9)(6, 6), 6)).toStrictEqual([3, 4, 5, 10, 24, 25, 27, 30, 35]);
  expect(placesOf(fixedTotalNumber(2015, 6)(3, 4), 4)).toStrictEqual([1, 2, 3, 8, 9, 10]);
});
