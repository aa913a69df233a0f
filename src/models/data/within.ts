import { expectArray } from '../../core/expect.js';
import { shown } from '../../core/faults/shown.js';
import { fold, type Fold } from '../../core/fold.js';
import { refused } from '../../core/faults/errors.js';
import { freshTensor } from '../../core/run/fresh.js';
import type { Tensor } from '../../core/tensor.js';
import { checkUnsettled } from '../monitors/checks.js';

/**
 * A fold that sees of each row of a batch the first so many steps; in the rest, which is padding, the row is 0: `within(batch.steps, counts())`
 * counts no spike of it, a `raster` has none, a `record` zeros. (`rates` divides by all steps of the run: divide `counts` by each row's.)
 * Steps count from the first that the fold is given. A batch of other rows than there are `steps` throws a `FaultError`, which ends the run.
 */
export const within = <O>(steps: readonly number[], of: Fold<Tensor, O>): Fold<Tensor, O> => {
  expectArray('within', steps, 'steps');
  if (steps.length === 0 || steps.some((count) => !(Number.isInteger(count) && count >= 0)))
    throw refused('within', 'steps', 'a whole number for each row, as batch.steps of readBatch', shown(steps));
  checkUnsettled('within', of);
  return fold<{ readonly of: Fold<Tensor, O>; readonly seen: number }, Tensor, O>(
    { of, seen: 0 },
    ({ of, seen }, x, time) => {
      const step = (seen + 1) * (time?.every ?? 1) - 1;
      return { of: of.next(silenced(x, steps, step), time), seen: seen + 1 };
    },
    ({ of }) => of.done(),
  );
};

/** The values of a step, 0 in the rows that are over. */
const silenced = (x: Tensor, steps: readonly number[], step: number): Tensor => {
  const [rows = 0] = x.shape;
  if (rows !== steps.length) throw refused('within', 'rows', `${steps.length}, as there are steps`, `${rows}`, 'Shape');
  if (steps.every((count) => step < count)) return x;
  const width = x.data.length / rows;
  const some = freshTensor(x);
  for (const [row, count] of steps.entries()) if (step >= count) some.data.fill(0, row * width, (row + 1) * width);
  return some;
};
