import type { Fold, Next, Time } from './fold.js';
import { shownTensor } from './faults/shown.js';
import { refused } from './faults/errors.js';
import { isTensor, type Tensor } from './tensor.js';

/** A tensor as one row of others to come; what is none, as a `premap` may give, throws a `FaultError`. */
export const oneRow = (x: Tensor): Tensor => {
  if (!isTensor(x)) throw refused('fold', 'input', 'a tensor, as a monitor gives it', shownTensor(x));
  return { ...x, shape: [1, ...x.shape] };
};

/** A fold of tensors from its state, the change that some inputs make, on a first axis, and the result. */
export const foldRows = <S, O>(
  state: S,
  take: (state: S, inputs: Tensor, times: readonly Time[]) => S,
  finish: (state: S) => O,
): Fold<Tensor, O> => {
  const rows = (inputs: Tensor, times: readonly Time[]): Fold<Tensor, O> =>
    foldRows(take(state, inputs, times), take, finish);
  const next: Next<Tensor, O> = (input, time) => rows(oneRow(input), [time]);
  return { next: Object.assign(next, { rows }), done: () => finish(state) };
};
