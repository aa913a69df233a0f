import * as fc from 'fast-check';
import type { Algebra, AnyRule, Over } from '../../../src/authoring.js';
import { numberIn } from '../../support/arbitraries.js';
import { tamed } from './written.js';

type Factor = <T>(A: Algebra<T>, w: T) => T | number;

/** What a weight's own size may do to its learning. */
const factors: fc.Arbitrary<Factor> = fc
  .tuple(fc.nat(12), numberIn(-3, 3), numberIn(0.25, 2))
  .map(([which, a, b]): Factor => {
    const all: readonly Factor[] = [
      () => a,
      (A, w) => A.exp(A.mul(-b, w)),
      (A, w) => A.exp(A.div(A.sub(w, a), b)),
      (A, w) => A.log(A.abs(w)),
      (A, w) => A.sub(b, w),
      (A, w) => A.sub(w, a),
      (A, w) => A.abs(A.sub(w, a)),
      (A, w) => A.max(w, a),
      (A, w) => A.min(b, w),
      (A, w) => A.clamp(w, -b, b),
      (A, w) => A.where(A.gt(w, a), b, A.mul(w, w)),
      (A, w) => A.mul(A.gt(w, a), A.lt(w, b)),
      (A, w) => A.div(A.mul(w, A.sub(b, w)), b),
    ];
    return all[which]!;
  });

interface Learned {
  readonly which: number;
  readonly over: Exclude<Over, 'each'>;
  readonly rate: number;
  readonly factors: readonly Factor[];
  readonly minus: boolean;
}
const learned: fc.Arbitrary<Learned> = fc.record({
  which: fc.nat(4),
  over: fc.constantFrom('sum', 'sum', 'mean', 'max'),
  rate: fc.oneof(numberIn(-1, 1), fc.constant(1)),
  factors: fc.array(factors, { maxLength: 2 }),
  minus: fc.boolean(),
});

interface Bounding {
  readonly which: number;
  readonly low: number;
  readonly high: number;
}
const boundings = fc.array(fc.record({ which: fc.nat(5), low: numberIn(-3, 0.5), high: numberIn(0.5, 4) }), {
  maxLength: 3,
});

const within = <T>(A: Algebra<T>, w: T, { which, low, high }: Bounding): T => {
  switch (which) {
    case 0:
      return A.max(w, low);
    case 1:
      return A.min(w, high);
    case 2:
      return A.max(low, w);
    case 3:
      return A.min(high, w);
    case 4:
      return A.where(A.gt(A.abs(w), high), A.constant(high), w);
    default:
      return A.clamp(w, low, high);
  }
};

/** Terms of what both ends have in common times what the weight makes of it, then bounds: rules such as events may drive. */
export const hebbianRules: fc.Arbitrary<AnyRule> = fc
  .tuple(fc.array(learned, { minLength: 1, maxLength: 3 }), boundings, fc.boolean())
  .map(([terms, bounds, rewarded]): AnyRule => ({
    term: { name: 'written', params: {} },
    init: {},
    step: (A, { w }, { pre, post, reward, correlate }) => {
      type Value = typeof reward;
      const ends: readonly (readonly [Value, Value])[] = [
        [pre['s']!, post['x']!],
        [pre['x']!, post['s']!],
        [pre['s']!, post['s']!],
        [pre['x']!, post['x']!],
        [A.mul(pre['s']!, 2), post['x']!],
      ];
      const total = terms.reduce((sum: Value, { which, over, rate, factors: own, minus }) => {
        const [from, to] = ends[which]!;
        const common = A.mul(rate, correlate(from, to, over));
        const change = own.reduce((product, factor) => A.mul(product, factor(A, w!)), common);
        return minus ? A.sub(sum, change) : A.add(sum, change);
      }, w!);
      const mean = A.div(A.sum(A.reshape(reward, [sizeOf(A, reward)]), [0]), sizeOf(A, reward));
      const paid = rewarded ? A.add(w!, A.mul(mean, A.sub(total, w!))) : total;
      const bounded = bounds.reduce((value, bound) => within(A, value, bound), paid);
      return { w: bounds.length === 0 ? tamed(A, bounded, 1e6) : bounded };
    },
  }));

const sizeOf = <T>(A: Algebra<T>, x: T): number => A.type(x).shape.reduce((product, extent) => product * extent, 1);
