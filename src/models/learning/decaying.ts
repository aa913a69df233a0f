import { tensor, type Tensor } from '../../core/tensor.js';
import { fraction, part, scalar } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { aroundRule } from './around-rule.js';

/**
 * A rule with decay: every weight loses the fraction `rate` in each step (at any dt). Outside it, bounds:
 * `bounded(decaying(rule, 1e-3), 0, 1)`. docs/spec/learning.md, weight_decay.
 *
 * float32 would round a rate below 2^-17 partly, or wholly, away: then weights lose what they lose in 2^k steps at once, in each
 * step of the network whose number (of steps before it, and itself) 2^k divides, with the least k that brings it to 2^-17. From 2^-17 on, and where
 * many such steps have gone, weights follow the exponential within 1 %.
 */
export const decaying = aroundRule(
  'decaying',
  {
    /** The fraction of each weight that is lost in a step. */
    rate: [required, scalar(fraction), [0, 0.25]],
    /** The rule. */
    of: [required, part('rule')],
  },
  {},
  (rate: number) => ({ rate }),
  ({ step }, { rate }) => ({
    step: (A, vars, seen) => {
      const next = step(A, vars, seen);
      const w = next['w']!;
      if (rate === 0 || rate >= slow) return { ...next, w: A.mul(w, 1 - rate) };
      const doublings = Math.min(Math.max(Math.ceil(Math.log2(least / rate)), 0), 31);
      const lost = -Math.expm1(2 ** doublings * Math.log1p(-rate));
      const decayed = A.sub(w, A.mul(w, lost));
      if (doublings === 0) return { ...next, w: decayed };
      // Whole numbers wrap: this is 0 where 2^doublings divides the step's number.
      const others = A.mul(A.add(seen.tick, whole(1)), whole(1 << (32 - doublings)));
      return { ...next, w: A.where(A.ne(others, whole(0)), w, decayed) };
    },
  }),
);

/** Below this rate the part that goes is told better by a number of its own than by how far the part that stays is from 1. */
const slow = 2 ** -12;

/** The least that weights may lose at once: float32 then holds it within 1 %. */
const least = 2 ** -17;

const whole = (value: number): Tensor => tensor([], [value], 'i32');
