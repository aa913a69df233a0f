import { fold, type Fold } from '../../core/fold.js';
import { checkUnsettled, checkWhole } from './checks.js';
import { toArray, type List } from './list.js';
import { part, scalar, whole } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * Starts a fold anew after every `count` inputs and collects what each came to: `every(250, counts())` gives the spike
 * counts of each sample of 250 steps. An unfinished last part is left out. The parts hear the time of the run: a `raster` says
 * steps of the run. A count other than a whole number of at least 1 throws a `FaultError`, and so does a `sink`, which goes around.
 */
export const every = entered(
  <I, O>(count: number, of: Fold<I, O>): Fold<I, readonly O[]> => {
    checkWhole('every', 'count', count, 1);
    checkUnsettled('every', of);
    return fold<{ readonly current: Fold<I, O>; readonly seen: number; readonly outputs: List<O> }, I, readonly O[]>(
      { current: of, seen: 0, outputs: undefined },
      ({ current, seen, outputs }, input, time) => {
        const next = current.next(input, time);
        return seen + 1 < count
          ? { current: next, seen: seen + 1, outputs }
          : { current: of, seen: 0, outputs: { head: next.done(), tail: outputs } };
      },
      ({ outputs }) => toArray(outputs),
    );
  },
  'fold',
  'every',
  {
    /** How many inputs each part takes. */
    count: [required, scalar(whole), [1, 4]],
    /** The fold that is begun anew. */
    of: [required, part('fold')],
  },
  (construct, { count, of }) => construct(count, of),
);
