import type { Algebra } from './algebra.js';
import type { Model, Vars } from './model.js';
import { weighed, type Response } from './response.js';

/**
 * A model that responds to its input over time: the step of `model` gets the weighted sum of the last inputs. Variable besides the
 * model's own: inputs `[b, steps, ...shape]`, the external inputs of the last steps (mV), newest last; the network keeps it.
 */
export const responding = <K extends string, R extends string = never>(
  model: Model<K, R>,
  response: Response,
): Model<K | 'inputs', R> => {
  const { charged, receives, frozen } = model;
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
    ...(charged && { charged: (A, state, input, dt) => charged(A, state, total(A, state, input, dt), dt) }),
    step: (A, state, input, dt, u) => ({
      ...model.step(A, state, total(A, state, input, dt), dt, u),
      inputs: state.inputs,
    }),
    ...(frozen && { frozen: () => responding(frozen(), response) }),
  } as Model<K | 'inputs', R>;
};
