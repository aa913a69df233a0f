import * as fc from 'fast-check';
import {
  tensor,
  type Algebra,
  type AnyModel,
  type AnyRule,
  type Over,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import { sameShape } from '../../../src/core/shape.js';
import { numberIn, wholeIn } from '../../support/arbitraries.js';
import { execute, line, type Line } from './graphs.js';

/** Random rules and models as users write them: any well-typed steps over the algebra, as different from the library's as can be. */

const counter: Tensor = tensor([3], [5, -7, 11], 'i32');

/** The last value of a shape and type among those computed, or else the first of all. */
const lastOf = <T>(A: Algebra<T>, values: readonly T[], shape: Shape, bool: boolean): T | undefined =>
  values.findLast((value) => {
    const type = A.type(value);
    return (type.dtype === 'bool') === bool && sameShape(type.shape, shape);
  });

/** As a number within reason, also where it is none. */
const tamed = <T>(A: Algebra<T>, x: T, most: number): T => A.clamp(A.where(A.lt(A.abs(x), 1e9), x, 0), -most, most);
const asFloat = <T>(A: Algebra<T>, x: T): T => (A.type(x).dtype === 'f32' ? x : A.mul(x, 1.0000001));

type Factor = <T>(A: Algebra<T>, w: T) => T | number;

/** What a weight's own size may do to its learning. */
const factors: fc.Arbitrary<Factor> = fc
  .tuple(fc.nat(11), numberIn(-3, 3), numberIn(0.25, 2))
  .map(([which, a, b]): Factor => {
    const all: readonly Factor[] = [
      () => a,
      (A, w) => A.exp(A.mul(-b, w)),
      (A, w) => A.exp(A.div(A.sub(w, a), b)),
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
  .map(([terms, bounds, rewarded]) => ({
    term: { name: 'written', params: {} },
    init: {},
    step: (A, { w }, { pre, post, reward, correlate }) => {
      const ends = [
        [pre['s']!, post['x']!],
        [pre['x']!, post['s']!],
        [pre['s']!, post['s']!],
        [pre['x']!, post['x']!],
        [A.mul(pre['s']!, 2), post['x']!],
      ] as const;
      const total = terms.reduce((sum, { which, over, rate, factors: own, minus }) => {
        const common = correlate(...ends[which]!, over);
        const change = own.reduce((product, factor) => A.mul(product, factor(A, w!)), A.mul(rate, common));
        return minus ? A.sub(sum, change) : A.add(sum, change);
      }, w!);
      const mean = A.div(A.sum(A.reshape(reward, [-1 * -1 * sizeOf(A, reward)]), [0]), sizeOf(A, reward));
      const paid = rewarded ? A.add(w!, A.mul(mean, A.sub(total, w!))) : total;
      const bounded = bounds.reduce((value, bound) => within(A, value, bound), paid);
      return { w: bounds.length === 0 ? tamed(A, bounded, 1e6) : bounded };
    },
  }));

const sizeOf = <T>(A: Algebra<T>, x: T): number => A.type(x).shape.reduce((product, extent) => product * extent, 1);

const lines: fc.Arbitrary<readonly Line[]> = fc.array(line, { minLength: 1, maxLength: 10 });

/** Any expressions of the layers, the weights and variables of its own. */
export const anyRules: fc.Arbitrary<AnyRule> = fc
  .record({
    lines,
    over: fc.constantFrom<Over>('sum', 'mean', 'max'),
    swapped: fc.boolean(),
    tame: fc.constantFrom(true, true, false),
    way: fc.nat(3),
    own: fc.subarray(['a', 'b', 'c'] as const),
  })
  .map(({ lines: all, over, swapped, tame, way, own }): AnyRule => {
    const places = { a: 'pre', b: 'post', c: 'synapse' } as const;
    return {
      term: { name: 'written', params: {} },
      init: Object.fromEntries(own.map((name) => [name, places[name]])),
      step: (A, vars, { pre, post, reward, correlate }) => {
        const w = vars['w']!;
        const common = swapped ? correlate(pre['x']!, post['s']!, over) : correlate(pre['s']!, post['x']!, over);
        const given = [
          A.constant(counter),
          ...own.map((name) => vars[name]!),
          pre['x']!,
          pre['s']!,
          post['x']!,
          post['s']!,
          reward,
          w,
          common,
        ];
        const values = execute(A, all, given);
        const results = values.slice(given.length);
        const next = asFloat(
          A,
          lastOf(A, results, A.type(w).shape, false) ?? lastOf(A, results, A.type(w).shape, true) ?? common,
        );
        const moved = [
          () => A.add(w, A.mul(0.25, next)),
          () => A.sub(w, A.mul(A.sub(w, 1), next)),
          () => A.where(A.gt(next, 0.5), A.mul(w, 0.5), w),
          () => next,
        ][way]!();
        const kept = Object.fromEntries(
          own.map((name) => {
            const before = vars[name]!;
            const after = lastOf(A, values, A.type(before).shape, false);
            return [name, after === undefined ? before : tamed(A, asFloat(A, after), 1e6)];
          }),
        );
        return { ...kept, w: tame ? tamed(A, moved, 100) : moved };
      },
    };
  });

/** Any expressions of the input, noise, windows, what is learned, and a voltage. */
export const anyModels: fc.Arbitrary<AnyModel> = fc
  .record({
    lines,
    noise: fc.constantFrom('row' as const, 'neuron' as const, undefined),
    own: fc.subarray(['n', 'theta', 'past', 'seen'] as const),
    thresh: numberIn(-1, 3),
    leak: numberIn(0, 1),
    way: fc.nat(3),
    window: wholeIn(1, 4),
  })
  .map(({ lines: all, noise, own, thresh, leak, way, window }): AnyModel => {
    const inits = { n: 0.5, theta: 0.25, past: { window, of: 0 }, seen: { window, of: false } } as const;
    return {
      term: { name: 'written', params: {} },
      init: { v: 0, x: 0, s: false, ...Object.fromEntries(own.map((name) => [name, inits[name]])) },
      ...(own.includes('theta') && { learned: ['theta'] }),
      ...(noise !== undefined && { noise }),
      step: (A, vars, input, _dt, u) => {
        const { v, x, s } = vars as Readonly<Record<'v' | 'x' | 's', typeof input>>;
        const { shape } = A.type(v);
        const given = [A.constant(counter), ...own.map((name) => vars[name]!), s, x, u, v, input];
        const values = execute(A, all, given);
        const results = values.slice(given.length);
        const found = asFloat(A, lastOf(A, results, shape, false) ?? input);
        const charged = tamed(A, A.add(A.mul(leak, v), way % 2 === 0 ? found : A.add(A.mul(0.1, found), input)), 50);
        const level = own.includes('theta') ? A.add(vars['theta']!, thresh) : thresh;
        const spikes = A.ge(charged, level);
        const fired = way < 2 ? spikes : A.and(spikes, lastOf(A, results, shape, true) ?? spikes);
        const next: Record<string, typeof input> = {
          v: A.where(fired, 0, charged),
          s: fired,
          x: A.where(fired, 1, A.mul(x, 0.75)),
        };
        if (own.includes('n')) next['n'] = tamed(A, asFloat(A, lastOf(A, results, shape, false) ?? vars['n']!), 100);
        if (own.includes('theta')) {
          const mean = A.div(A.sum(A.mul(fired, 0.5), [0]), shape[0]!);
          next['theta'] = A.add(A.mul(vars['theta']!, 0.9), A.reshape(mean, shape.slice(1)));
        }
        if (own.includes('past')) next['past'] = A.push(vars['past']!, way === 1 ? fired : charged);
        if (own.includes('seen')) next['seen'] = A.push(vars['seen']!, fired);
        return next;
      },
    };
  });
