import { expect } from 'vitest';

/**
 * Expects of two neurons in two batch rows, each the steps of its spikes (probability p in a step), that any two spike together as
 * often as independent ones do, within four standard errors.
 */
export const expectIndependent = (found: readonly ReadonlySet<number>[], steps: number, p: number): void => {
  const error = Math.sqrt((p * p * (1 - p * p)) / steps);
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
    [0, 3],
  ] as const) {
    const together = [...found[a]!].filter((step) => found[b]!.has(step)).length / steps;
    expect(Math.abs(together - p * p)).toBeLessThanOrEqual(4 * error);
  }
};
