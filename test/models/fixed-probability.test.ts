import { describe, expect, test } from 'vitest';
import { constant, fixedProbability, input, layer, lif, network, orThrow, sparse } from '../../src/index.js';
import { quickLaw } from '../support/law.js';
import { degreesOf, placesOf, spreadError } from './support/patterns.js';
import { wholeIn } from '../support/arbitraries.js';
import * as fc from 'fast-check';

describe('fixedProbability', () => {
  test.each([0.02, 0.3, 0.7])('joins a share of %f of the pairs, each once, source by source', (probability) => {
    const [m, n] = [300, 200];
    const pattern = fixedProbability(3, probability)(m, n);
    const error = Math.sqrt((probability * (1 - probability)) / (m * n));
    expect(Math.abs(pattern.pre.length / (m * n) - probability)).toBeLessThan(4 * error);
    const places = placesOf(pattern, n);
    expect(places.every((place, e) => e === 0 || place > places[e - 1]!)).toBe(true);
    expect(places.at(-1)).toBeLessThan(m * n);
    expect(Array.from(pattern.post).every((to) => to >= 0 && to < n)).toBe(true);
  });

  test('joins each pair as often as any other, whatever its place', () => {
    const [m, n, seeds, probability] = [5, 4, 4000, 0.3];
    const times = new Float64Array(m * n);
    for (let seed = 0; seed < seeds; seed++)
      for (const place of placesOf(fixedProbability(seed, probability)(m, n), n)) times[place]!++;
    const error = Math.sqrt((probability * (1 - probability)) / seeds);
    for (const count of times) expect(Math.abs(count / seeds - probability)).toBeLessThan(4.5 * error);
  });

  test('joins all at 1 and none at 0', () => {
    expect(fixedProbability(1, 1)(7, 9).pre.length).toBe(63);
    expect(fixedProbability(1, 0)(7, 9).pre.length).toBe(0);
    expect(fixedProbability(1, 1, { autapses: false })(7, 7).pre.length).toBe(42);
  });

  quickLaw(
    'is that of its seed; without autapses it is the same, less those',
    [wholeIn(0, 1000), wholeIn(1, 30), wholeIn(1, 30), fc.double({ min: 0, max: 1, noNaN: true })],
    (seed, m, n, probability) => {
      const pattern = fixedProbability(seed, probability)(m, n);
      expect(fixedProbability(seed, probability)(m, n)).toStrictEqual(pattern);
      const others = placesOf(pattern, n).filter((place) => Math.floor(place / n) !== place % n);
      expect(placesOf(fixedProbability(seed, probability, { autapses: false })(m, n), n)).toStrictEqual(others);
    },
  );

  test('joins 12,500 neurons at 10 % in a network: 15.6 million synapses', () => {
    const n = 12_500;
    const net = orThrow(
      network({ dt: 1 }, { X: layer([n], input()), Y: layer([n], lif()) }, (connect) => ({
        XY: connect('X', 'Y', sparse(fixedProbability(1, 0.1), constant(1))),
      })),
    );
    const [count] = net.connections.XY.connection.init['w']!.shape;
    expect(Math.abs(count! / (n * n) - 0.1)).toBeLessThan(1e-4);
  });

  test('draws the synapses that it has always drawn, on every machine', () => {
    expect(placesOf(fixedProbability(2015, 0.05)(20, 20), 20)).toStrictEqual([
      31, 39, 79, 97, 152, 153, 206, 220, 237, 258, 282, 316, 330, 339, 379, 398,
    ]);
  });

  test('gives in-degrees and out-degrees with the mean and variance of a binomial distribution', () => {
    const [m, n, probability] = [400, 300, 0.2];
    const seeds = 20;
    const patterns = Array.from({ length: seeds }, (_, seed) => fixedProbability(seed, probability)(m, n));
    for (const [end, own, choices] of [
      ['post', n, m],
      ['pre', m, n],
    ] as const) {
      const degrees = patterns.flatMap((pattern) => degreesOf(pattern[end], own));
      const mean = choices * probability;
      const variance = mean * (1 - probability);
      const average = degrees.reduce((sum, degree) => sum + degree, 0) / degrees.length;
      expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(variance / degrees.length));
      expect(spreadError(degrees, mean, variance)).toBeLessThan(4);
    }
  });

  test('skips far where the probability is small', () => {
    const [m, n, probability] = [2 ** 20, 2 ** 20, 1e-8];
    const { pre, post } = fixedProbability(4, probability)(m, n);
    const mean = m * n * probability;
    expect(Math.abs(pre.length - mean)).toBeLessThan(4 * Math.sqrt(mean));
    for (const end of [pre, post]) {
      const average = Array.from(end).reduce((sum, place) => sum + place / n, 0) / end.length;
      expect(Math.abs(average - 0.5)).toBeLessThan(4 / Math.sqrt(12 * end.length));
    }
  });

  test.each([1.5, -0.1, Number.NaN, '0.1', undefined])('refuses %o as a probability', (wrong) => {
    expect(() => fixedProbability(1, wrong as number)).toThrow(/^fixedProbability: probability must be in \[0, 1\]/);
  });

  test('refuses more synapses than there is room for, before it draws any', () => {
    expect(() => fixedProbability(1, 0.5)(1e6, 1e6)).toThrow(
      'fixedProbability: synapses must be at most 536870912 elements, 2 GiB (join fewer), got [500000000000], 1.82 TiB',
    );
  });
});
