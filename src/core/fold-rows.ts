import type { Fold, Next, Time } from './fold.js';
import type { Tensor } from './tensor.js';

/** A fold of tensors from its state, the change that some inputs make, on a first axis, and the result. */
export const foldRows = <S, O>(
  state: S,
  take: (state: S, inputs: Tensor, times: readonly Time[]) => S,
  finish: (state: S) => O,
): Fold<Tensor, O> => {
  const rows = (inputs: Tensor, times: readonly Time[]): Fold<Tensor, O> =>
    foldRows(take(state, inputs, times), take, finish);
  const next: Next<Tensor, O> = (input, time) => rows({ ...input, shape: [1, ...input.shape] }, [time]);
  return { next: Object.assign(next, { rows }), done: () => finish(state) };
};
