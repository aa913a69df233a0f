import { unless } from '../../core/faults/refuse.js';
import { windowSteps } from '../../core/response.js';
import { batchFaults, overRows } from '../../core/rows.js';
import { finite, fraction, part, positiveFinite, reduction, scalar } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { aroundRule } from './around-rule.js';

const options = {
  /** Interval between changes of the weights, ms, rounded to steps. */
  every: [1000, scalar(positiveFinite), [1, 5]],
  /** Fraction of a change that is kept for the next time. */
  keep: [0, scalar(fraction), [0, 1]],
  /** Constant that is added to each weight each time, mV. */
  drift: [0, scalar(finite), [-0.1, 0.1]],
  /** How the changes of a batch are combined into one. */
  over: ['sum', reduction],
} satisfies Table;

/** All parameters of `accumulated`. */
export type AccumulatedParams = ParamsOf<typeof options>;

/**
 * A rule whose changes take effect at intervals: `change`, one number for each synapse, sums them up, and every `every` ms
 * weights first move by change + drift, and the fraction `keep` of the change remains. The rule sees the change where it
 * reads weights; one that learns by reward is a fault. Bounds go around it: `bounded(accumulated(pairStdp()), 0, 10)`.
 *
 * Variables besides the rule's: change `[b, ...w]`, and clock `[b]`, the steps since weights moved. Izhikevich 2006, appendix.
 */
export const accumulated = aroundRule(
  'accumulated',
  {
    ...options,
    /** The rule. */
    of: [required, part('rule')],
  },
  { change: 'synapse', clock: 'row' },
  (params: Partial<AccumulatedParams> = {}) => params,
  ({ step, rewarded, term }, { every, keep, drift, over }) => ({
    batchFaults: batchFaults(over),
    faults: () => unless(!rewarded, 'Surplus', 'rule', 'one that learns without a reward', term.name),
    step: (A, vars, seen) => {
      const [w, change, clock] = [vars['w']!, vars['change']!, vars['clock']!];
      // All rows have the same clock.
      const due = A.ge(A.maxOver(clock, [0]), windowSteps(every, seen.dt));
      const next = step(
        A,
        { ...vars, w: A.where(due, A.mul(keep, change), change) },
        { ...seen, correlate: (pre, post) => seen.correlate(pre, post, 'each') },
      );
      const moved = A.add(w, A.add(overRows(A, change, over), drift));
      return {
        ...next,
        change: next['w']!,
        w: A.where(due, moved, w),
        clock: A.add(A.where(due, 0, clock), 1),
      };
    },
  }),
);
