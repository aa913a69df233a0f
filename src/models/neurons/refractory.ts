import type { Algebra } from '../../core/algebra.js';
import { everyNumber, mapParam, type Param } from '../../core/tensor.js';

/** How a refractory time counts down: in whole steps, or as float32 subtracts dt from it, whose rounding may add a step. */
export type Countdown = 'steps' | 'float32';

/** Whether a refractory time lasts: counted in steps, a remainder below a twentieth of one is rounding, not time. */
export const isRefractory = <T>(A: Algebra<T>, refrac: T, dt: number, countdown: Countdown = 'steps'): T =>
  A.gt(refrac, countdown === 'steps' ? dt / 20 : 0);

/** The input that gets into a neuron: none while its refractory time lasts; with refrac 5 and dt 0.1 it is silent for 51 steps. */
export const gated = <T>(A: Algebra<T>, refrac: T, input: T, dt: number, countdown?: Countdown): T =>
  A.where(isRefractory(A, refrac, dt, countdown), 0, input);

/**
 * The refractory time that is left after one more step. It was set to `full`, and lasts exactly as many steps as there are in
 * that, for up to two million: differences of float32 are good for a few hundred, after which time is counted in whole steps
 * (their number times dt, and whatever part of a step `full` has besides).
 */
export const countedDown = <T>(A: Algebra<T>, refrac: T, full: Param, dt: number, countdown?: Countdown): T => {
  const isShort = (time: number): boolean => time <= precise * dt || time === Infinity;
  if (countdown === 'float32' || everyNumber(full, isShort)) return A.sub(refrac, dt);
  const rest = mapParam((time) => (Number.isFinite(time) ? partOfStep(time, dt) : 0), full);
  const steps = A.sub(A.add(A.mul(A.sub(refrac, rest), 1 / dt), rounding - 1), rounding);
  return A.add(A.mul(steps, dt), rest);
};

/** For how many steps rounding comes to less than a fiftieth of one: each is off by at most 2^-24 of what is left. */
const precise = 512;

/** Added to a number it leaves no place for digits behind the point: float32 rounds it to a whole one. */
const rounding = 1.5 * 2 ** 23;

/** What a time has more than whole steps, or less; where that is a twentieth of a step it is rounding. */
const partOfStep = (time: number, dt: number): number => {
  const part = time - Math.round(time / dt) * dt;
  return Math.abs(part) < dt / 20 ? 0 : part;
};
