import { describe, expect, test } from 'vitest';
import { microcircuit } from '../../src/biology.js';
import { orThrow } from '../../src/index.js';
import { inDegree, populations, sizes } from '../../src/models/biology/microcircuit-data.js';

const none = 2 ** -20;
const termsOf = (params: Parameters<typeof microcircuit>[0]) =>
  Object.fromEntries(
    Object.entries(orThrow(microcircuit(params)).layers).map(([name, { shape, model }]) => [
      name,
      { shape, ...model.term },
    ]),
  );

describe('the whole circuit of Potjans and Diesmann', () => {
  const all = populations.flatMap((_, target) => populations.map((__, source) => inDegree(target, source)));

  test('has 77,169 cells and 299 million synapses: each cell from about 2,400 to 5,900', () => {
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(77_169);
    const into = populations.map((_, target) => all.slice(8 * target, 8 * target + 8).reduce((a, b) => a + b));
    expect(into.map((count) => Math.round(count / 10) * 10)).toEqual([5000, 5280, 2810, 5890, 4940, 2740, 2560, 2430]);
    const synapses = into.reduce((sum, count, target) => sum + count * sizes[target]!, 0);
    expect(synapses / 1e6).toBeCloseTo(298.881, 3);
  });

  test('joins pairs with the probabilities of its table: 0 for nine of them', () => {
    // With replacement: of 1 - (1 - 1 / pairs)^synapses.
    const probability = (target: number, source: number): number => {
      const pairs = sizes[target]! * sizes[source]!;
      return -Math.expm1(inDegree(target, source) * sizes[target]! * Math.log1p(-1 / pairs));
    };
    const of = (target: (typeof populations)[number], source: (typeof populations)[number]): number =>
      probability(populations.indexOf(target), populations.indexOf(source));
    expect(of('E23', 'E23')).toBeCloseTo(0.1009, 12);
    expect(of('I5', 'I5')).toBeCloseTo(0.3158, 12);
    expect(of('E5', 'I5')).toBeCloseTo(0.3726, 12);
    expect(of('E4', 'I5')).toBeCloseTo(0.0003, 12);
    expect(of('I6', 'E6')).toBeCloseTo(0.0658, 12);
    expect(all.filter((count) => count === 0)).toHaveLength(9);
  });
});

describe('a small one', () => {
  test('has at least one cell of each population', () => {
    const cells = Object.values(termsOf({ scale: 1e-6, inDegrees: none })).map(({ shape }) => shape);
    expect(cells).toEqual(populations.map(() => [1]));
    expect(termsOf({ scale: 2.4 / 2948, inDegrees: none })['I6']!.shape).toEqual([2]);
  });

  test('is driven by inputs of 8 Hz each, stronger as they are fewer', () => {
    const { E4 } = termsOf({ scale: 0.001, inDegrees: 0.25 });
    expect(E4!.params).toMatchObject({ rate: 8 * 2100 * 0.25, receptor: 'exc' });
    expect(E4!.params['weight']).toBeCloseTo(0.0878 * 2, 12);
  });

  test('has weights and delays of one tenth and one half of their mean, the same for all pairs but one', () => {
    const { connections } = orThrow(microcircuit({ scale: 0.001, inDegrees: 0.25, g: 5, dt: 0.2 }));
    const told = (name: keyof typeof connections) => {
      const { receptor, connection } = connections[name];
      const { delay, of } = connection.term.params as {
        readonly delay: { readonly params: Record<string, unknown> };
        readonly of: { readonly params: { readonly w: { readonly params: Record<string, number> } } };
      };
      return { receptor, w: of.params.w.params, delay: delay.params };
    };
    const excites = { receptor: 'exc', delay: { min: 0.2, of: { params: { mean: 1.5, deviation: 0.75 } } } };
    const inhibits = { receptor: 'inh', delay: { min: 0.2, of: { params: { mean: 0.75, deviation: 0.375 } } } };
    for (const [name, want, mean] of [
      ['E23E4', excites, 0.1756],
      ['E4E23', excites, 0.3512],
      ['E4I23', excites, 0.1756],
      ['E6I6', excites, 0.1756],
      ['I23E23', inhibits, -0.878],
      ['I6E6', inhibits, -0.878],
    ] as const) {
      const { w, ...others } = told(name);
      expect(others).toMatchObject(want);
      expect([w['mean'], w['deviation']]).toEqual([expect.closeTo(mean, 12), expect.closeTo(Math.abs(mean) / 10, 12)]);
    }
  });
});
