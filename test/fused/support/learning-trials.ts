import * as fc from 'fast-check';
import { zeros, type Shape, type Tensor } from '../../../src/index.js';
import type { Algebra } from '../../../src/authoring.js';
import { numberIn, tensorOf, wholeIn } from '../../support/arbitraries.js';
import type { Given } from './compiled.js';
import { extents } from './graphs.js';
import { large, oftenOf, spikes } from './large.js';
import type { Formula, Seen } from './learning-formulas.js';

const traces = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(
    large(shape, oftenOf([0, -0, 0, 1], -2, 2)),
    large(shape, oftenOf([0, -0, 0, Number.NaN, Infinity, -Infinity], -2, 2)),
  );

/** Weights with zeros of both signs, outside of all bounds too. */
const anyWeights = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(
    { weight: 3, arbitrary: large(shape, oftenOf([0, -0, 1, -1, 0.25], -4, 4)) },
    { weight: 1, arbitrary: large(shape, oftenOf([0, Number.NaN, Infinity, -Infinity, 2 ** 62, -3e38], -4, 4)) },
  );

/** Weights and what happens at their ends, step by step, in so many batch rows. */
export interface Trial {
  readonly sizes: readonly [rows: number, from: number, to: number];
  readonly first: Given;
  readonly later: readonly Given[];
}

const moments = (rows: number, from: number, to: number): fc.Arbitrary<Given> =>
  fc
    .record({
      pre: spikes([rows, from]),
      post: spikes([rows, to]),
      x: traces([rows, from]),
      y: traces([rows, to]),
      reward: tensorOf([], numberIn(-1, 1)),
      mask: spikes([from, to]),
    })
    .map((frame) => new Map(Object.entries(frame).map(([name, value]) => [`frame.${name}`, value])));

export const trialsOf = (sizes: fc.Arbitrary<readonly [number, number, number]>): fc.Arbitrary<Trial> =>
  sizes.chain((all) =>
    fc
      .tuple(
        anyWeights([all[1], all[2]]),
        anyWeights([all[1], all[2]]),
        moments(...all),
        fc.array(
          fc
            .tuple(moments(...all), fc.option(anyWeights([all[1], all[2]]), { nil: undefined, freq: 3 }))
            .map(([moment, w]) => new Map([...moment, ...(w === undefined ? [] : [['state.w', w] as const])])),
          { maxLength: 4 },
        ),
      )
      .map(([w, v, frame, later]): Trial => ({
        sizes: all,
        first: new Map<string, Tensor>([['state.w', w], ['state.v', v], ['state.u', zeros([all[2]])], ...frame]),
        later,
      })),
  );

export const anySizes = fc.tuple(fc.oneof(fc.constant(1), wholeIn(1, 4)), extents, extents);

/** One operation after the other on w, each of which leaves it alone where no spike is. */
const layers = ([, from, to]: Trial['sizes']): fc.Arbitrary<readonly Formula[]> => {
  const bound = fc.oneof(numberIn(-2, 2), large([from, to], oftenOf([0, 1], -2, 2)));
  // Where a rate is 0 and a trace negative, a weight of -0 is not the same with the product -0 as with 0: the one assumption.
  const rate = fc.oneof(
    numberIn(-1, 1).filter((nu) => nu !== 0),
    large([from, to], oftenOf([1], -1, 1)),
    fc.constantFrom(1, 1e-40),
  );
  const product =
    (way: number, mix: number) =>
    <T>(A: Algebra<T>, { w, pre, post, x, y, outer }: Seen<T>, by: 'row' | 'column', nu: number | Tensor): T => {
      const plain = by === 'row' ? outer(pre, mix % 2 === 0 ? y : post) : outer(x, post);
      const soft = mix > 2 ? A.mul(plain, A.sub(w, 1)) : plain;
      return way % 3 === 0 ? soft : way % 3 === 1 ? A.mul(nu, soft) : A.mul(A.div(soft, 3), nu);
    };
  const learning = (by: 'row' | 'column') =>
    fc.tuple(rate, fc.nat(5), fc.nat(5)).map(([nu, way, mix]): Formula => (A, seen) => {
      const added = product(way, mix)(A, seen, by, nu);
      return way === 0 ? A.sub(seen.w, added) : way % 2 === 0 ? A.add(seen.w, added) : A.add(added, seen.w);
    });
  const bounding = (turned: boolean) =>
    fc.tuple(bound, bound, fc.nat(5), spikes([from, to])).map(([a, b, way, mask]): Formula => (A, { w }) => {
      switch (way) {
        case 0:
          return A.clamp(w, a, b);
        case 1:
          return A.max(w, a);
        case 2:
          return turned ? A.min(a, w) : A.min(w, a);
        case 3:
          return A.where(mask, a, w);
        case 4:
          return A.where(mask, w, b);
        default:
          return A.clamp(w, -Infinity, Infinity);
      }
    });
  return fc
    .tuple(
      learning('row'),
      learning('column'),
      bounding(true),
      bounding(false),
      fc.constantFrom('row', 'column', 'both'),
    )
    .map(([row, column, first, last, which]) => [
      ...(which === 'column' ? [] : [row]),
      ...(which === 'row' ? [] : [column]),
      first,
      last,
    ]);
};

const composed =
  (formulas: readonly Formula[]): Formula =>
  (A, seen) =>
    formulas.reduce((w, formula) => formula(A, { ...seen, w }), seen.w);

/** Trials, each with a formula of a few operations, which leaves weights alone where no spike is. */
export const composedTrials: fc.Arbitrary<readonly [Trial, Formula]> = trialsOf(anySizes).chain((trial) =>
  fc.tuple(fc.constant(trial), layers(trial.sizes).map(composed)),
);
