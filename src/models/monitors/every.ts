import { inRows, type Fold } from '../../core/fold.js';
import { rowsWithin } from '../../core/run/block.js';
import { checkUnsettled, checkWhole } from './checks.js';
import { toArray, type List } from './list.js';
import { part, scalar, whole } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * Starts a fold anew after every `count` inputs and collects the results: `every(250, counts())` gives the spike counts of
 * each sample of 250 steps. An unfinished last part is left out. Steps are those of the run, also in a `raster`. A count
 * other than a whole number of at least 1 throws a `FaultError`, and so does a `sink`, which goes around.
 */
export const every = entered(
  <I, O>(count: number, of: Fold<I, O>): Fold<I, readonly O[]> => {
    checkWhole('every', 'count', count, 1);
    checkUnsettled('every', of);
    return inParts(count, of, { current: of, seen: 0, outputs: undefined });
  },
  'fold',
  'every',
  {
    /** Number of inputs of each part. */
    count: [required, scalar(whole), [1, 4]],
    /** The fold that is begun anew. */
    of: [required, part('fold')],
  },
  (construct, { count, of }) => construct(count, of),
);

/** The part that is not over, with its inputs so far, and what those before it came to. */
interface Parts<I, O> {
  readonly current: Fold<I, O>;
  readonly seen: number;
  readonly outputs: List<O>;
}

const inParts = <I, O>(count: number, of: Fold<I, O>, parts: Parts<I, O>): Fold<I, readonly O[]> => {
  const { current, outputs } = parts;
  const after = ({ seen, outputs: before }: Parts<I, O>, next: Fold<I, O>, more: number): Parts<I, O> =>
    seen + more < count
      ? { current: next, seen: seen + more, outputs: before }
      : { current: of, seen: 0, outputs: { head: next.done(), tail: before } };
  return {
    next: inRows(
      (input, time) => inParts(count, of, after(parts, current.next(input, time), 1)),
      current.next.rows &&
        ((inputs, times) => {
          let now = parts;
          for (let from = 0; from < times.length;) {
            // Up to the end of a part at once.
            const to = Math.min(times.length, from + count - now.seen);
            now = after(now, now.current.next.rows!(rowsWithin(inputs, from, to), times.slice(from, to)), to - from);
            from = to;
          }
          return inParts(count, of, now);
        }),
    ),
    done: () => toArray(outputs),
  };
};
