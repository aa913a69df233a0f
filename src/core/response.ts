import type { Algebra } from './algebra.js';
import { size } from './shape.js';
import { tensor } from './tensor.js';

/**
 * How what arrives in one step works on in the steps after it: `u(t) = sum over the last steps of kernel(t - t_f) w s(t_f)`,
 * with the weights as they are at t. So each connection into such a layer remembers the spikes of its source, and the layer
 * itself only what comes from outside. Gerstner et al. 2014, section 6.4.
 */
export interface Response {
  /** For how long spikes and inputs are remembered, ms (rounded to steps, at least one). */
  readonly window: number;
  /** The weight of what arrived `t` ms ago; 0 ms in the step in which it arrives. */
  readonly kernel: (t: number) => number;
}

/** How many steps a window lasts. */
export const windowSteps = (window: number, dt: number): number => Math.max(Math.round(window / dt), 1);

/** The sum of a window `[b, t, ...]` weighed by a kernel; its newest step, the last, is at time 0. */
export const weighed = <T>(A: Algebra<T>, window: T, dt: number, kernel: (t: number) => number): T => {
  const [rows, steps, ...shape] = A.type(window).shape as [number, number, ...number[]];
  const weights = tensor([steps], kernelWeights(steps, dt, kernel));
  return A.reshape(A.contract('btn,t->bn', A.reshape(window, [rows, steps, size(shape)]), weights), [rows, ...shape]);
};

/** What a constant input comes to once it has filled the window. */
export const gain = ({ window, kernel }: Response, dt: number): number =>
  kernelWeights(windowSteps(window, dt), dt, kernel).reduce((a, b) => a + b, 0);

const kernelWeights = (steps: number, dt: number, kernel: (t: number) => number): readonly number[] =>
  Array.from({ length: steps }, (_, place) => kernel((steps - 1 - place) * dt));
