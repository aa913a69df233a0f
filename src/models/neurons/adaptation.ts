import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import type { Param } from '../../core/tensor.js';
import { finite, positive } from '../parameters/constraint.js';
import type { Table } from '../parameters/table.js';
import { decayFactor, vanishingToZero, isFast, lostPart } from './membrane.js';

/** The parameters of a threshold that adapts. */
export const adaptation = {
  /** Rise of the threshold at each spike, mV. */
  thetaPlus: [0.05, finite, [0, 2]],
  /** Time constant of the raised threshold's decay, ms. */
  tauTheta: [1e7, positive, [10, 1000]],
  /** Initial theta, mV. */
  theta: [0, finite, [0, 3]],
} satisfies Table;

/** A threshold that adapts: theta, and what float32 could not hold of it. */
export type Adaptive<T> = Vars<'theta' | 'thetaLost', T>;

/** A threshold in the course of a step. */
export interface Adapting<T> {
  /** theta after the decay of the step: what spikes are tested against. */
  readonly decayed: T;
  /** Both variables after the step, in which theta rises by so much. */
  readonly raised: (by: T) => Adaptive<T>;
}

/**
 * theta decays by exp(-dt / tau), then spikes raise it. Of 20 mV a time constant of 1e7 ms takes 2e-8 mV in a step of 0.01 ms, which
 * float32 would round away each time: what rounding loses is kept in `thetaLost` and comes in again in the next step (Kahan
 * summation), so that their sum follows the exponential for every dt, and takes in the smallest rise.
 */
export const adapting = <T>(
  A: Algebra<T>,
  { theta, thetaLost }: Adaptive<T>,
  { thetaPlus, tauTheta: tau }: { readonly thetaPlus: Param; readonly tauTheta: Param },
  dt: number,
): Adapting<T> => {
  // What nothing moves comes back as the very objects.
  if (thetaPlus === 0 && tau === Infinity) return { decayed: theta, raised: () => ({ theta, thetaLost }) };
  // Where float32 tells the part that stays well enough, nothing is kept for the next step.
  if (isFast(tau, dt)) {
    const decayed = vanishingToZero(A, A.mul(theta, decayFactor(tau, dt)));
    return { decayed, raised: (by) => ({ theta: A.add(decayed, by), thetaLost }) };
  }
  const fall = A.sub(thetaLost, A.mul(theta, lostPart(tau, dt)));
  return {
    decayed: A.add(theta, fall),
    raised: (by) => {
      const change = A.add(fall, by);
      const next = A.add(theta, change);
      return { theta: next, thetaLost: A.sub(change, A.sub(next, theta)) };
    },
  };
};
