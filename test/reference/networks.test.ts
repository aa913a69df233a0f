import { describe, expect, test } from 'vitest';
import { textOf } from './support/recorded.js';

describe('networks', () => {
  interface Spiking {
    readonly network: string;
    readonly start: Readonly<Record<string, readonly number[]>>;
    readonly spikes: { readonly index: readonly number[]; readonly time: readonly number[] };
  }
  const { targets, cases } = JSON.parse(textOf('networks.brian2')) as {
    targets: readonly (readonly number[])[];
    cases: readonly Spiking[];
  };

  test('have one pattern of 400 cells, about a tenth of all pairs, none with itself', () => {
    expect(targets).toHaveLength(400);
    expect(targets.flat().length / (400 * 399)).toBeCloseTo(0.1, 2);
    targets.forEach((to, from) => {
      expect(to).not.toContain(from);
      expect([...new Set(to)].sort((a, b) => a - b)).toEqual(to);
    });
  });

  test('spike in order, no cell twice within 5 ms', () => {
    for (const { network, start, spikes } of cases) {
      expect(start['v'], network).toHaveLength(400);
      expect(spikes.index).toHaveLength(spikes.time.length);
      const last = new Map<number, number>();
      spikes.time.forEach((t, k) => {
        expect(t).toBeGreaterThanOrEqual(spikes.time[k - 1] ?? 0);
        const cell = spikes.index[k]!;
        expect(t - (last.get(cell) ?? -Infinity)).toBeGreaterThan(5 - 1e-6);
        last.set(cell, t);
      });
    }
  });

  test('of 4000 cells have the published rates: CUBA 5.2 to 6.1 Hz; COBA 17.5 to 20.7 Hz, unless it dies out', () => {
    const { cases: rates } = JSON.parse(textOf('network-rates.brian2')) as {
      cases: readonly { network: string; rate: number; cv: number }[];
    };
    const of = (name: string) => rates.filter(({ network, rate }) => network === name && rate > 1);
    expect(of('CUBA')).toHaveLength(5);
    expect(of('COBA')).toHaveLength(4);
    for (const { rate, cv } of of('CUBA')) {
      expect(Math.abs(rate - 5.65)).toBeLessThan(0.45);
      expect(Math.abs(cv - 0.525)).toBeLessThan(0.015);
    }
    for (const { rate } of of('COBA')) expect(Math.abs(rate - 19.1)).toBeLessThan(1.6);
  });
});
