import { describe, expect, test } from 'vitest';
import { mstdpWindow, nuPost, nuPre, postPreWindow, type Window } from './support/pair.js';
import { expectedChange, fittedTau, worstError } from './rows/stdp.js';

const at = (window: Window, interval: number): number => window.find(([at]) => at === interval)![1];

describe('the window of postPre', () => {
  test('has its sign from the order of the spikes, and both sizes where they come together', async () => {
    const window = await postPreWindow(1);
    expect(window.every(([interval, change]) => interval === 0 || Math.sign(change) === Math.sign(interval))).toBe(
      true,
    );
    expect(at(window, 0)).toBeCloseTo(nuPost - nuPre, 8);
    expect(at(window, 20)).toBeCloseTo(nuPost / Math.E, 8);
    expect(at(window, -35)).toBeCloseTo(-nuPre / Math.E, 8);
  });
});

describe('the window of mstdp', () => {
  test('counts only the reward of the step after the second spike', async () => {
    const praised = await mstdpWindow(() => 1);
    // The postsynaptic spike comes in step 100: pairs in which it is the second are paid in step 101.
    const paid = await mstdpWindow((step) => (step === 101 ? 1 : 0));
    expect(paid.filter(([interval]) => interval > 0)).toEqual(praised.filter(([interval]) => interval > 0));
    expect(paid.filter(([interval]) => interval < 0).every(([, change]) => change === 0)).toBe(true);
  });
});

describe('what judges a window', () => {
  const ideal = Array.from({ length: 41 }, (_, i) => [i - 20, expectedChange(i - 20, 0.01, 0.01)] as const);

  test('finds a wrong size, sign and time constant', () => {
    expect(worstError(ideal, 0.01, 0.01)).toBe(0);
    expect(worstError(ideal, 0.011, 0.01)).toBeGreaterThan(0.05);
    expect(fittedTau(ideal, 1)).toBeCloseTo(20, 6);
    expect(
      fittedTau(
        ideal.map(([interval, change]) => [interval, -change]),
        1,
      ),
    ).toBeNaN();
    expect(
      fittedTau(
        ideal.map(([interval, change]) => [interval / 2, change]),
        1,
      ),
    ).toBeCloseTo(10, 6);
  });
});
