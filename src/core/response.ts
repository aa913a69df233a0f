import type { Algebra } from './algebra.js';
import type { Connection } from './connection.js';
import type { Model, Vars } from './model.js';
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

/**
 * Whether what a connection delivers is linear in its source's spikes alone, so that today's weights may be applied to the
 * spikes of many steps at once. One with a state of its own (max-pooling) decides in each step what it delivers.
 */
export const isLinear = ({ init, learned }: Connection<string>): boolean =>
  Object.keys(init).every((name) => learned.includes(name));

/**
 * A model whose input works on over time: the step of `model` gets the sum of all that is remembered. Variable besides the
 * model's own: inputs `[b, steps, ...shape]`, what came from outside in the last steps (mV), newest last; the network keeps it.
 */
export const responding = <K extends string>(model: Model<K>, response: Response): Model<K | 'inputs'> => {
  const { receives, frozen } = model;
  const total = <T>(A: Algebra<T>, { inputs }: Vars<'inputs', T>, input: T, dt: number): T =>
    A.add(input, weighed(A, inputs, dt, response.kernel));
  return {
    ...model,
    responds: response,
    init: { ...model.init, inputs: { window: response.window, of: 0 } },
    receives: (A, state, input, dt) => {
      const all = total(A, state, input, dt);
      return receives === undefined ? all : receives(A, state, all, dt);
    },
    step: (A, state, input, dt, u) => ({
      ...model.step(A, state, total(A, state, input, dt), dt, u),
      inputs: state.inputs,
    }),
    ...(frozen && { frozen: () => responding(frozen(), response) }),
  } as Model<K | 'inputs'>;
};
