import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import {
  constant,
  gridPositions,
  input,
  layer,
  lif,
  network,
  orThrow,
  pairwise,
  randomPositions,
  sparse,
  tensor,
  type PairwiseOptions,
  type Profile,
  type Tensor,
} from '../../src/index.js';
import { describe as described, fromDescription, type Json } from '../../src/file.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { hasAutapses, isSorted, placesOf } from './support/patterns.js';

describe('positions', () => {
  test('on a grid are in the order of the neurons', () => {
    expect(gridPositions([2, 3])).toStrictEqual(tensor([6, 2], [0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2]));
    expect(gridPositions([2, 2], [0.5, 2])).toStrictEqual(tensor([4, 2], [0, 0, 0, 2, 0.5, 0, 0.5, 2]));
    expect(gridPositions([1, 2, 2], 3).data.slice(9)).toStrictEqual(Float32Array.of(0, 3, 3));
  });

  test('in a box are uniform on each axis, and those of their seed', () => {
    const [n, box] = [20_000, [1, 3]] as const;
    const { shape, data } = randomPositions(5, n, box);
    expect(shape).toStrictEqual([n, 2]);
    for (const [axis, length] of box.entries()) {
      const along = Array.from({ length: n }, (_, k) => data[2 * k + axis]! / length);
      expect(along.every((x) => x >= 0 && x < 1)).toBe(true);
      for (const moment of [1, 2])
        expect(Math.abs(along.reduce((sum, x) => sum + x ** moment, 0) / n - 1 / (1 + moment))).toBeLessThan(0.01);
    }
    expect(randomPositions(5, n, box).data).toStrictEqual(data);
    expect(randomPositions(6, n, box).data).not.toStrictEqual(data);
  });
});

const distanceBy =
  (from: Tensor, to: Tensor, period: readonly number[]) =>
  (i: number, j: number): number =>
    Math.hypot(
      ...period.map((round, axis) => {
        const apart = from.data[i * period.length + axis]! - to.data[j * period.length + axis]!;
        return Math.min(...[-2, -1, 0, 1, 2].map((k) => Math.abs(apart + (round === Infinity ? 0 : k * round))));
      }),
    );

/** What a profile says, by the functions of the engine. */
const shares: Readonly<Record<string, (x: number) => number>> = {
  gaussian: (x) => Math.exp(-(x ** 2) / 2),
  exponential: (x) => Math.exp(-x),
};

describe('pairwise', () => {
  const [from, to] = [randomPositions(1, 300, [1, 2]), randomPositions(2, 200, [1, 2])];

  test.each<readonly [Profile & string, PairwiseOptions, readonly number[]]>([
    ['gaussian', { scale: 0.3 }, [Infinity, Infinity]],
    ['exponential', { scale: 0.3, peak: 0.6 }, [Infinity, Infinity]],
    ['gaussian', { scale: 0.3, peak: 0.5, period: tensor([2], [1, 2]) }, [1, 2]],
    ['exponential', { scale: 0.5, period: tensor([2], [Infinity, 2]), cutoff: 0.7 }, [Infinity, 2]],
    ['gaussian', { scale: 0.4, period: 0.75 }, [0.75, 0.75]],
  ])('joins with the probability of the distance: %s, %j', (profile, options, period) => {
    const { peak = 1, scale = 1, cutoff = Infinity } = options;
    const distance = distanceBy(from, to, period);
    const bins = 20;
    const perBin = () => new Float64Array(bins + 1);
    const [all, joined, expected, variance] = [perBin(), perBin(), perBin(), perBin()];
    const binOf = (d: number): number => Math.min(Math.floor(d * 10), bins);
    const seeds = 5;
    for (let i = 0; i < 300; i++)
      for (let j = 0; j < 200; j++) {
        const d = distance(i, j);
        const p = d <= cutoff ? peak * shares[profile]!(d / scale) : 0;
        all[binOf(d)]! += seeds;
        expected[binOf(d)]! += seeds * p;
        variance[binOf(d)]! += seeds * p * (1 - p);
      }
    for (let seed = 0; seed < seeds; seed++) {
      const pattern = pairwise(seed, from, to, profile, options)(300, 200);
      expect(isSorted(pattern, 200)).toBe(true);
      Array.from(pattern.pre, (i, synapse) => joined[binOf(distance(i, pattern.post[synapse]!))]!++);
    }
    expect(all.filter((count) => count > 1000).length).toBeGreaterThan(4);
    for (let bin = 0; bin <= bins; bin++)
      expect(Math.abs(joined[bin]! - expected[bin]!)).toBeLessThanOrEqual(4.5 * Math.sqrt(variance[bin]!) + 1e-9);
  });

  quickLaw(
    'joins the pairs that a function chooses, by scaled distance and numbers',
    [wholeIn(0, 99), wholeIn(1, 8), wholeIn(1, 8), fc.constantFrom(0.5, 1, 3), fc.boolean()],
    (seed, m, n, scale, autapses) => {
      const [here, there] = [gridPositions([m], 1), gridPositions([n], 1)];
      const chosen = (d: number, i: number, j: number): number => {
        expect(d).toBeCloseTo(Math.abs(i - j) / scale, 12);
        return (i + j) % 3 === 0 ? 0 : 1;
      };
      const pattern = pairwise(seed, here, there, chosen, { scale, cutoff: 2, autapses })(m, n);
      const pairs = Array.from({ length: m * n }, (_, place) => [Math.floor(place / n), place % n] as const);
      expect(placesOf(pattern, n)).toStrictEqual(
        pairs
          .filter(([i, j]) => Math.abs(i - j) <= 2 && (i + j) % 3 !== 0 && (autapses || i !== j))
          .map(([i, j]) => i * n + j),
      );
    },
  );

  test('draws the same synapses on every machine, by its seed', () => {
    const line = gridPositions([6]);
    const placesBy = (seed: number, profile: Profile) => placesOf(pairwise(seed, line, line, profile)(6, 6), 6);
    expect(placesBy(2015, 'gaussian')).toStrictEqual([0, 1, 7, 8, 9, 12, 14, 15, 20, 21, 22, 27, 28, 29, 35]);
    expect(placesBy(2015, 'exponential')).toStrictEqual([0, 7, 8, 9, 12, 14, 15, 20, 21, 28, 35]);
    expect(placesBy(2016, 'gaussian')).not.toStrictEqual(placesBy(2015, 'gaussian'));
    expect(hasAutapses(pairwise(1, line, line, 'gaussian', { autapses: false })(6, 6))).toBe(false);
  });

  test('is described by its parameters, and by its synapses where a function chose them', () => {
    const line = gridPositions([6]);
    const netOf = (profile: Profile) =>
      orThrow(
        network({ dt: 1 }, { X: layer([6], input()), Y: layer([6], lif()) }, (connect) => ({
          XY: connect('X', 'Y', sparse(pairwise(3, line, line, profile), constant(1))),
        })),
      );
    const termOf = (net: ReturnType<typeof netOf>) => net.connections.XY.connection.term.params['pattern'];
    expect(termOf(netOf('gaussian'))).toMatchObject({ name: 'pairwise', params: { seed: 3, profile: 'gaussian' } });
    const net = netOf((d) => (d < 2 ? 1 : 0));
    expect(termOf(net)).toMatchObject({ pre: { shape: [16] }, post: { shape: [16] } });
    const read = orThrow(fromDescription(JSON.parse(JSON.stringify(described(net))) as Json));
    expect(described(read)).toEqual(described(net));
  });
});
