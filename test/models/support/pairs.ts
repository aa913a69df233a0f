import type { PairStdpParams } from '../../../src/index.js';

const defaults = { aPlus: 0.01, aMinus: 0.0105, tauPlus: 20, tauMinus: 20, nearest: false };

/** What pairs of spikes, by their steps, add to a weight: in closed form. Those of one step count as pre before post. */
export const pairsOf = (
  pre: readonly number[],
  post: readonly number[],
  dt: number,
  given: Partial<PairStdpParams> = {},
): number => {
  const { aPlus, aMinus, tauPlus, tauMinus, nearest } = { ...defaults, ...given };
  const trace = (times: readonly number[], now: number, tau: number): number => {
    const last = nearest
      ? times
          .slice()
          .sort((a, b) => b - a)
          .slice(0, 1)
      : times;
    return last.reduce((sum, time) => sum + Math.exp((-(now - time) * dt) / tau), 0);
  };
  const strengthened = post.map((now) =>
    trace(
      pre.filter((time) => time <= now),
      now,
      tauPlus,
    ),
  );
  const weakened = pre.map((now) =>
    trace(
      post.filter((time) => time < now),
      now,
      tauMinus,
    ),
  );
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return aPlus * sum(strengthened) - aMinus * sum(weakened);
};
