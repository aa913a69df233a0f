import type * as E from 'fp-ts/lib/Either.js';
import type * as index from '../../src/index.js';
import {
  lif,
  type AnyNetwork,
  type Fold,
  type LifParams,
  type Pattern,
  type Shape,
  type Source,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel, AnyRule, Connection } from '../../src/authoring.js';

type Index = typeof index;

/** Functions that make a value of any kind of the vocabulary. */
type Made =
  | AnyModel
  | AnyRule
  | Fold<never, unknown>
  | ((...ends: never) => Connection<never>)
  | E.Either<never, AnyNetwork>
  | ((shape: Shape) => Tensor)
  | ((m: number, n: number) => Pattern)
  | Source;

/** The exports of the index that make such a value and carry no entry of the vocabulary. */
type Unsaid = {
  [N in keyof Index]: Index[N] extends { readonly entry: unknown }
    ? never
    : Index[N] extends (...args: never) => infer M
      ? [M] extends [never]
        ? never
        : M extends Made
          ? N
          : never
      : never;
}[keyof Index];

/** What makes them out of others or of functions, and has no parameters that a table could say: combinators, effects, validation. */
type Others =
  | 'extended'
  | 'fold'
  | 'foldAll'
  | 'map'
  | 'premap'
  | 'both'
  | 'all'
  | 'sink'
  | 'movingAverage'
  | 'network'
  | 'fromDescription';

export const missing = (name: Unsaid): Others => name;

// The type of a record of parameters follows from the table.
export const params: LifParams = {
  thresh: -52,
  rest: -65,
  reset: -65,
  refrac: 5,
  tau: 100,
  lbound: -Infinity,
  resetBy: 'value',
  countdown: 'steps',
};
// @ts-expect-error: no parameter 'tc_decay'
lif({ tc_decay: 20 });
// @ts-expect-error: tau is a number, or a tensor of them
lif({ tau: '20' });

// The elements of a tensor are summed as any array is, whatever their type.
const { data }: Tensor = { shape: [2], dtype: 'f32', data: new Float32Array(2) };
export const sums: readonly (number | string)[] = [
  data.reduce((sum, value) => sum + value, 0),
  data.slice(1).reduce((sum, value) => sum + value, 0),
  data.subarray(1).reduce((sum, value) => sum + value, 0),
  data.map((value) => 2 * value).reduce((sum, value) => sum + value, 0),
  data.filter(Boolean).reduce((sum, value) => sum + value, 0),
  data.reduce((most, value) => Math.max(most, value)),
  data.reduce((text, value, place) => `${text} ${place}: ${value}`, ''),
];
