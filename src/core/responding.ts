import type { Algebra } from './algebra.js';
import { around, type Init, type Model, type Vars } from './model.js';
import { weighed, type Response } from './response.js';

/**
 * A model that responds to its input over time: the step of `model` gets the weighted sum of the last inputs. Variable besides the
 * model's own: inputs `[b, steps, ...shape]`, the external inputs of the last steps (mV), newest last; the network keeps it.
 */
export const responding = <K extends string, R extends string = never>(
  model: Model<K, R>,
  response: Response,
): Model<K | 'inputs', R> => {
  const total = <T>(A: Algebra<T>, { inputs }: Vars<'inputs', T>, input: T, dt: number): T =>
    A.add(input, weighed(A, inputs, dt, response.kernel));
  return around<K, R, K | 'inputs'>(model, model.term, ({ init, step, charged, receives }) => ({
    responds: response,
    init: { ...init, inputs: { window: response.window, of: 0 } } as Vars<K | 'inputs', Init>,
    receives: (A, state, input, dt) => {
      const all = total(A, state, input, dt);
      return receives === undefined ? all : receives(A, state, all, dt);
    },
    ...(charged && { charged: (A, state, input, dt) => charged(A, state, total(A, state, input, dt), dt) }),
    step: <T>(A: Algebra<T>, state: Vars<K | 'inputs', T>, input: T, dt: number, u: T) =>
      ({
        ...step(A, state, total(A, state, input, dt), dt, u),
        inputs: state.inputs,
      }) as Vars<K | 'inputs', T>,
  }));
};
