import * as E from 'fp-ts/lib/Either.js';
import { FaultError, type LocalFault } from '../../core/errors.js';
import { mapValues } from '../../core/record.js';
import { isTensor, type Dtype, type Param, type Tensor } from '../../core/tensor.js';
import type { Seed } from '../../core/random.js';
import type { Plain } from '../../core/term.js';
import type { Shape } from '../../core/shape.js';
import type { Nu } from '../../models/learning/rates.js';
import type { Constraint, Pattern } from '../../models/parameters/constraint.js';
import { entriesOf, type Entry, type EntryOf, type Kinds, type Values } from '../../models/parameters/entry.js';
import { asOfToday } from './as-of-today.js';
import { isNoDefault } from '../../models/parameters/table.js';
import {
  boolean,
  fields,
  isRecord,
  nullable,
  number,
  optional,
  param,
  refuse,
  shape,
  termIn,
  word,
  type Decoder,
} from './decode.js';

/** Readers of terms `{ name, params }`: what a name of each kind makes. */
export type Readers = { readonly [K in keyof Kinds]: Decoder<Kinds[K]> };

/** What plain data can say in the words of a vocabulary. */
export const readersOf = (vocabulary: readonly Entry[]): Readers => {
  const of = <K extends keyof Kinds>(kind: K, called: string = kind): Decoder<Kinds[K]> =>
    termIn(called, () =>
      Object.fromEntries(
        entriesOf(vocabulary, kind)
          .filter(isSayable)
          .map((entry) => [entry.name, readerOf(entry)]),
      ),
    );
  const readers: Readers = {
    model: of('model'),
    connection: of('connection'),
    rule: of('rule'),
    pattern: of('pattern', 'record of pre and post, or a pattern'),
    weights: of('weights', 'tensor of weights, or an initialiser'),
    encoder: of('encoder'),
    fold: of('fold'),
    network: of('network'),
  };
  const readerOf =
    <K extends keyof Kinds>({ name, parameters, make }: EntryOf<K>): Decoder<Kinds[K]> =>
    (value, what) => {
      const decoders = mapValues(parameters, ([otherwise, constraint]) => {
        const decoder = decoderOf(constraint, readers);
        return isNoDefault(otherwise) ? decoder : optional(decoder, otherwise);
      });
      return E.chain((params: Values) => tried(make, params))(fields<Values>(decoders)(asOfToday(name, value), what));
    };
  return readers;
};

/** Constructors that can return no faults throw them. */
const tried = <A>(make: (params: Values) => A, params: Values): E.Either<readonly LocalFault[], A> => {
  try {
    return E.right(make(params));
  } catch (error) {
    if (error instanceof FaultError) return E.left(error.faults);
    throw error;
  }
};

/** Whether plain data can say all parameters. */
const isSayable = ({ parameters }: Pick<Entry, 'parameters'>): boolean =>
  Object.values(parameters).every(([, constraint]) => constraint.is !== 'function');

/** Reads a parameter; whether its value makes sense is for its constructor to say. */
const decoderOf = (constraint: Constraint, readers: Readers): Decoder<unknown> => {
  switch (constraint.is) {
    case 'param':
    case 'each target':
      return param;
    case 'number':
    case 'duration':
      return number;
    case 'seed':
      return seed;
    case 'boolean':
      return boolean;
    case 'word':
      return word(...constraint.words);
    case 'extents':
      return extents;
    case 'shape':
      return shape;
    case 'rates':
      return rates;
    case 'lateral':
      return nullable(param);
    case 'mask':
      return tensorOf('bool');
    case 'datum':
      return tensorOf('f32');
    case 'part': {
      const reader: Decoder<unknown> = readers[constraint.of];
      const whole = wholes[constraint.of];
      return whole === undefined
        ? reader
        : (value, what) => (whole.is(value) ? whole.read(value, what) : reader(value, what));
    }
    case 'function':
      return (value, what) => refuse(what, 'a function, which plain data cannot say', value);
  }
};

/** What a part may be in place of a term: all of it. */
const wholes: Readonly<
  Record<string, { readonly is: (value: Plain | undefined) => boolean; readonly read: Decoder<unknown> }>
> = {
  weights: { is: isTensor, read: E.right },
  pattern: {
    is: (value) => isRecord(value) && !('name' in value),
    read: (value, what) =>
      E.map(({ pre, post }: Readonly<Record<keyof Pattern, Tensor>>): Pattern => ({ pre: pre.data, post: post.data }))(
        fields({ pre: tensorOf('i32'), post: tensorOf('i32') })(value, what),
      ),
  },
};

/** A seed, or the key that `foldIn` made of one. */
const seed: Decoder<Seed> = (value, what) =>
  typeof value === 'number' || (Array.isArray(value) && value.every((part) => typeof part === 'number'))
    ? E.right(value as Seed)
    : refuse(what, 'a number, or a key of two', value);

/** One number for every axis, or one for each. */
const extents: Decoder<number | Shape> = (value, what) =>
  typeof value === 'number' || (Array.isArray(value) && value.every((part) => typeof part === 'number'))
    ? E.right(value)
    : refuse(what, 'a number, or an array of them', value);

/** One rate for both parts, or a pair. */
const rates: Decoder<Nu> = (value, what) => {
  if (!Array.isArray(value)) return E.map((rate: Param): Nu => [rate, rate])(param(value, what));
  const [pre, post, ...rest] = value;
  return rest.length > 0
    ? refuse(what, 'a number, or a pair', value)
    : E.chain((first: Param) => E.map((second: Param): Nu => [first, second])(param(post, what)))(param(pre, what));
};

const tensorOf =
  (dtype: Dtype): Decoder<Tensor> =>
  (value, what) =>
    isTensor(value) && value.dtype === dtype ? E.right(value) : refuse(what, `a tensor of ${dtype}`, value);
