import { nuPost, nuPre, postPreWindow, tauPost, tauPre, type Window } from '../support/pair.js';
import type { Row } from '../support/row.js';
import { slopeOf } from '../support/statistics.js';

/** The change that a pair should come to: exponential on both sides; in the same step both rules act. */
export const expectedChange = (interval: number, up: number, down: number): number =>
  (interval >= 0 ? up * Math.exp(-interval / tauPre) : 0) - (interval <= 0 ? down * Math.exp(interval / tauPost) : 0);

/** The worst error of a window, relative to what each pair should come to. */
export const worstError = (window: Window, up: number, down: number): number =>
  Math.max(
    ...window.map(([interval, change]) => {
      const want = expectedChange(interval, up, down);
      return Math.abs(change - want) / Math.max(Math.abs(want), 1e-9);
    }),
  );

/** The time constant of one side, from the slope of the logarithm; NaN where a change has the wrong sign. */
export const fittedTau = (window: Window, side: 1 | -1): number =>
  -1 /
  slopeOf(
    window
      .filter(([interval]) => Math.sign(interval) === side)
      .map(([interval, change]) => [Math.abs(interval), Math.log(change * side)]),
  );

/** Rows 3: the window of `postPre`. */
export const stdpRows = async (): Promise<readonly Row[]> => {
  const rows = [1, 0.1].map(async (dt) => {
    const window = await postPreWindow(dt);
    const error = worstError(window, nuPost, nuPre);
    const sides = [
      ['post after pre', 'strengthens', 1, tauPre],
      ['pre after post', 'weakens', -1, tauPost],
    ] as const;
    return [
      ...sides.map(([order, verb, side, tau]) => ({
        claim: `STDP window, dt ${dt}: ${order} ${verb}, time constant`,
        source: 'Song et al. 2000; Gerstner ch. 19',
        target: `${tau} ms`,
        ours: fittedTau(window, side).toFixed(4),
        tolerance: '0.1 %',
        passed: Math.abs(fittedTau(window, side) / tau - 1) <= 1e-3,
      })),
      {
        claim: `STDP window, dt ${dt}: size at 201 intervals`,
        source: 'the same',
        target: 'nu exp(-interval / tau)',
        ours: `off by ${error.toExponential(0)}`,
        tolerance: '1e-5 of it',
        passed: error <= 1e-5,
      },
    ];
  });
  return (await Promise.all(rows)).flat();
};
