import type { Algebra, Operand } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { everyNumber, mapParam, type Param } from '../../core/tensor.js';
import { countedDown, gated, isRefractory, type Countdown } from './refractory.js';

/** The part of a quantity that is left after one step: exp(-dt / tau), tau in ms. */
export const decayFactor = (tau: Param, dt: number): Param => mapParam((t) => Math.exp(-dt / t), tau);

/**
 * Exponential decay towards 0. Down to rates of 2^-17 a step (tau of 130,000 dt) it follows the exponential within 1 %; of what is
 * slower float32 rounds part of each step away, and below 2^-25 a step all of it.
 */
export const faded = <T>(A: Algebra<T>, x: T, tau: Param, dt: number): T =>
  isFast(tau, dt) ? A.mul(x, decayFactor(tau, dt)) : A.sub(x, A.mul(x, lostPart(tau, dt)));

/** The part that is lost in one step, 1 - exp(-dt / tau), exact also where it is small. */
export const lostPart = (tau: Param, dt: number): Param => mapParam((t) => -Math.expm1(-dt / t), tau);

/** Below this a quantity that decays is 0: denormal numbers never get there by themselves, and slow every step. */
const vanishing = 1e-30;

/** A quantity that decays, 0 once it has all but gone. */
export const vanishingToZero = <T>(A: Algebra<T>, x: T): T => A.where(A.lt(A.abs(x), vanishing), 0, x);

/** What is left of a quantity that decays towards 0, after one step. */
export const fadedToZero = <T>(A: Algebra<T>, x: T, tau: Param, dt: number): T =>
  vanishingToZero(A, faded(A, x, tau, dt));

/** Whether a decay is fast enough for float32 to tell well how much of a quantity stays. */
export const isFast = (tau: Param, dt: number): boolean => everyNumber(tau, (t) => dt / t >= slow);

/** From this rate on down the part that goes is told better by a number of its own than by how far the part that stays is from 1. */
const slow = 2 ** -12;

/**
 * Exponential decay towards a level: `to + (x - to) exp(-dt / tau)`. It stops where a step would change less than half the last
 * digit of x: near -65 mV at 4e-6 mV a step, so within 4e-6 tau / dt mV of the level (0.04 mV for tau 100 at dt 0.01). A level of 0 is
 * reached below 1e-30.
 */
export const decay = <T>(A: Algebra<T>, x: T, to: Operand<T>, tau: Param, dt: number): T => {
  const decayed = A.add(to, A.mul(decayFactor(tau, dt), A.sub(x, to)));
  return to === 0 ? vanishingToZero(A, decayed) : decayed;
};

/** The voltage of a leaky membrane once it has leaked and got its input. */
export const leakyCharge = <T>(
  A: Algebra<T>,
  { v, refrac }: Vars<'v' | 'refrac', T>,
  input: T,
  dt: number,
  { rest, tau, countdown }: { readonly rest: Param; readonly tau: Param; readonly countdown?: Countdown },
): T => A.add(decay(A, v, rest, tau, dt), gated(A, refrac, input, dt, countdown));

/**
 * The spikes of neurons whose voltage is at their threshold. A reset by subtraction may leave a neuron above it: it then spikes again
 * once its refractory time is over.
 */
export const spiking = <T>(
  A: Algebra<T>,
  charged: T,
  threshold: Operand<T>,
  refrac: T,
  dt: number,
  { resetBy, countdown }: Pick<Firing, 'resetBy'> & { readonly countdown?: Countdown },
): T => {
  const reached = A.ge(charged, threshold);
  return resetBy === 'subtraction' ? A.and(reached, A.not(isRefractory(A, refrac, dt, countdown))) : reached;
};

/** How a spike resets a voltage. */
interface Resetting {
  readonly reset: Param;
  /** Absent: 'value'. */
  readonly resetBy?: 'value' | 'subtraction';
}

/**
 * Where a spike puts a voltage: at the reset, or, by subtraction, lower by as much as there is between the reset and `threshold`, at which
 * the voltage was tested.
 */
export const resetFrom = <T>(
  A: Algebra<T>,
  charged: T,
  threshold: Operand<T>,
  { reset, resetBy }: Resetting,
): Operand<T> => (resetBy === 'subtraction' ? A.sub(charged, A.sub(threshold, reset)) : reset);

/** What a spike does to a neuron. */
interface Firing extends Resetting {
  readonly thresh: Param;
  readonly lbound: Param;
  readonly refrac: Param;
}

/** The variables of a neuron once its voltage was tested at `threshold`: the reset, the lower bound, and the refractory time that is left or begins. */
export const fired = <T>(
  A: Algebra<T>,
  s: T,
  charged: T,
  left: T,
  p: Firing,
  threshold: Operand<T> = p.thresh,
): Vars<'v' | 'refrac', T> => {
  const v = A.where(s, resetFrom(A, charged, threshold, p), charged);
  return { v: boundedBelow(A, v, p.lbound), refrac: A.where(s, p.refrac, left) };
};

/**
 * The variables of a cell whose voltage stays where it is while its refractory time lasts, and else is what it was charged to: tested
 * against `threshold`, and reset.
 */
export const heldAndFired = <T>(
  A: Algebra<T>,
  { v, refrac }: Vars<'v' | 'refrac', T>,
  charged: T,
  dt: number,
  threshold: Param,
  p: Pick<Firing, 'thresh' | 'reset' | 'refrac'>,
): Vars<'v' | 'refrac' | 's', T> => {
  const held = A.where(isRefractory(A, refrac, dt), v, charged);
  const s = A.ge(held, threshold);
  const left = countedDown(A, refrac, p.refrac, dt);
  return { ...fired(A, s, held, left, { ...p, lbound: -Infinity }), s };
};

/** Exponentials grow no more from this exponent on, so that they stay float32. */
export const steepest = 64;

/** An exponential that stays a float32. */
export const cappedExp = <T>(A: Algebra<T>, x: T): T => A.exp(A.min(x, steepest));

/** The voltage kept at or above a lower bound; -Infinity is none. */
export const boundedBelow = <T>(A: Algebra<T>, v: T, lbound: Param): T => (lbound === -Infinity ? v : A.max(v, lbound));
