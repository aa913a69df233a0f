import type { Algebra } from '../../core/algebra.js';
import { mapParam, type Param } from '../../core/tensor.js';

/** The part of a quantity that is left after one step: exp(-dt / tau), tau in ms. */
export const decayFactor = (tau: Param, dt: number): Param => mapParam((t) => Math.exp(-dt / t), tau);

/** Exponential decay towards a level: `to + (x - to) exp(-dt / tau)`. */
export const decay = <T>(A: Algebra<T>, x: T, to: Param, tau: Param, dt: number): T =>
  A.add(to, A.mul(decayFactor(tau, dt), A.sub(x, to)));

/**
 * The input that gets into a neuron: none while its refractory time lasts. A remainder below a twentieth of a step is
 * rounding, not time: with refrac 5 and dt 0.1 a neuron is silent for 51 steps.
 */
export const gated = <T>(A: Algebra<T>, refrac: T, input: T, dt: number): T => A.where(A.gt(refrac, dt / 20), 0, input);

/** The voltage kept at or above a lower bound; -Infinity is none. */
export const boundedBelow = <T>(A: Algebra<T>, v: T, lbound: Param): T => (lbound === -Infinity ? v : A.max(v, lbound));
