import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, poisson, tensor, type Tensor } from '../../src/index.js';
import { numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';

const seeds = wholeIn(0, 2 ** 32 - 1);
const rates = fc.integer({ min: 1, max: 20 }).chain((n) => tensorOf([n], fc.oneof(fc.constant(0), numberIn(0, 1000))));

/** Spikes of `n` neurons at one rate: for each neuron, the steps at which it spiked. */
const trains = (seed: number, rate: number, n: number, time: number, dt: number): readonly (readonly number[])[] => {
  const found: number[][] = Array.from({ length: n }, () => []);
  [...poisson(seed, filled([n], rate), time)(dt)].forEach(({ data }, step) =>
    data.forEach((spike, place) => spike === 1 && found[place]!.push(step)),
  );
  return found;
};
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const settings = [1, 5, 20, 63.7, 100, 250, 500, 900, 1000].flatMap((rate) => [1, 0.1].map((dt) => ({ rate, dt })));

describe.each(settings)('poisson spikes at $rate Hz and dt $dt', ({ rate, dt }) => {
  const [n, steps, p] = [100, 2000, (rate * dt) / 1000];
  const found = trains(11, rate, n, steps * dt, dt);

  test('have that rate, within four standard errors', () => {
    const mean = found.flat().length / (n * steps);
    expect(Math.abs(mean - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / (n * steps)));
  });

  test('come in every step as often as in every other', () => {
    const early = found.flat().filter((step) => step < steps / 2).length;
    const half = (n * steps) / 2;
    expect(Math.abs(early / half - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / half));
  });

  test('have intervals of CV sqrt(1 - rate dt)', () => {
    // Windows cut off long intervals: only where they hold many is the sample fair.
    const intervals = found.flatMap((times) => times.slice(1).map((time, i) => time - times[i]!));
    if (intervals.length < 50 * n) return;
    const mean = meanOf(intervals);
    const deviation = Math.sqrt(meanOf(intervals.map((interval) => (interval - mean) ** 2)));
    expect(Math.abs(deviation / mean - Math.sqrt(1 - p))).toBeLessThan(0.04);
  });
});

describe('poisson spikes', () => {
  quickLaw(
    'are independent from neuron to neuron and from step to step',
    [seeds],
    (seed) => {
      const [n, steps, p] = [2, 4000, 0.3];
      const [a, b] = trains(seed, 300, n, steps, 1).map((times) => new Set(times)) as [Set<number>, Set<number>];
      const together = (x: ReadonlySet<number>, y: ReadonlySet<number>, lag: number): number =>
        [...x].filter((step) => y.has(step + lag)).length / (steps - lag);
      const error = Math.sqrt((p * p * (1 - p * p)) / steps);
      for (const joint of [
        together(a, b, 0),
        together(a, b, 1),
        together(a, a, 1),
        together(b, a, 1),
        together(b, b, 2),
      ])
        expect(Math.abs(joint - p * p)).toBeLessThan(6 * error);
    },
    20,
  );

  quickLaw(
    'depend on seed and place: not on how long it goes on',
    [seeds, rates, wholeIn(0, 20), wholeIn(0, 20)],
    (seed, hz, a, b) => {
      const [short, long] = [[...poisson(seed, hz, Math.min(a, b))(1)], [...poisson(seed, hz, Math.max(a, b))(1)]];
      short.forEach((spikes, step) => expectSame(spikes, long[step]!));
    },
  );

  quickLaw('depend on seed and place: not on the rates of others', [seeds, rates, rates], (seed, hz, others) => {
    const all = tensor([hz.data.length + others.data.length], [...hz.data, ...others.data]);
    const [own, more] = [[...poisson(seed, hz, 10)(1)], [...poisson(seed, all, 10)(1)]];
    own.forEach(({ data }, step) =>
      expect(Array.from(more[step]!.data.subarray(0, data.length))).toStrictEqual(Array.from(data)),
    );
  });

  quickLaw('differ from seed to seed', [seeds, seeds], (one, other) => {
    fc.pre(one !== other);
    expect(trains(one, 500, 4, 40, 1)).not.toStrictEqual(trains(other, 500, 4, 40, 1));
  });

  quickLaw(
    'are bool, in the shape of their rates, as many steps as time has',
    [seeds, wholeIn(0, 40), fc.constantFrom(1, 0.5, 0.1)],
    (seed, steps, dt) => {
      const all: readonly Tensor[] = [...poisson(seed, filled([2, 3], 50), steps * dt)(dt)];
      expect(all.length).toBe(steps);
      for (const { dtype, shape } of all) expect([dtype, shape]).toStrictEqual(['bool', [2, 3]]);
    },
  );

  quickLaw('can be drawn again from the same source', [seeds, rates], (seed, hz) => {
    const source = poisson(seed, hz, 5);
    expect([...source(1)]).toStrictEqual([...source(1)]);
    const once = source(1);
    expect([...once]).toStrictEqual([...once]);
  });

  test('at 0 Hz never come, at 1000 / dt in every step', () => {
    expect(trains(3, 0, 5, 50, 1).flat()).toStrictEqual([]);
    expect(trains(3, 2000, 1, 5, 0.5)).toStrictEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  });
});
