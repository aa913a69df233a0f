import type { Algebra } from './algebra.js';
import { size } from './shape.js';
import type { Tensor } from './tensor.js';

/**
 * The response to a spike in the steps after it: `u(t) = sum over the last steps of kernel(t - t_f) w s(t_f)`,
 * with the weights as they are at t. So each connection into such a layer keeps the last spikes of its source, and the layer
 * itself the last external inputs. Gerstner et al. 2014, section 6.4.
 */
export interface Response {
  /** For how long spikes and inputs are remembered, ms (rounded to steps, at least one). */
  readonly window: number;
  /** The weight of a spike that arrived `t` ms ago; 0 ms in the step in which it arrives. */
  readonly kernel: (t: number) => number;
}

/** How many steps a window lasts: rounded, half up (0.15 / 0.1 is a little below 1.5). */
export const windowSteps = (window: number, dt: number): number => Math.max(Math.round(window / dt + 1e-9), 1);

/** The sum of a window `[b, t, ...]` weighed by a kernel; its newest step, the last, is at time 0. */
export const weighed = <T>(A: Algebra<T>, window: T, dt: number, kernel: (t: number) => number): T => {
  const [rows, steps, ...shape] = A.type(window).shape as [number, number, ...number[]];
  const weights: Tensor = { shape: [steps], dtype: 'f32', data: kernelWeights(steps, dt, kernel) };
  return A.reshape(A.contract('btn,t->bn', A.reshape(window, [rows, steps, size(shape)]), weights), [rows, ...shape]);
};

/** The factor of a constant input once it has filled the window. */
export const gain = ({ window, kernel }: Response, dt: number): number => {
  let sum = 0;
  for (let age = windowSteps(window, dt) - 1; age >= 0; age--) sum += kernel(age * dt);
  return sum;
};

/** A loop, as windows may be long: of 1e8 steps it takes a second, where Array.from takes seven and 16 bytes a step. */
const kernelWeights = (steps: number, dt: number, kernel: (t: number) => number): Float32Array => {
  const weights = new Float32Array(steps);
  for (let place = 0; place < steps; place++) weights[place] = kernel((steps - 1 - place) * dt);
  return weights;
};
