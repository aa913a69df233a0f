import * as E from 'fp-ts/lib/Either.js';
import { mapValues } from '../../core/record.js';
import type { Seed } from '../../core/random.js';
import type { Shape } from '../../core/shape.js';
import { isTensor, type Dtype, type Param, type Tensor } from '../../core/tensor.js';
import type { Nu } from '../../models/learning/rates.js';
import type { Constraint, Pattern } from '../../models/parameters/constraint.js';
import { givenOf, type Kinds } from '../../models/parameters/entry.js';
import {
  boolean,
  fields,
  isNumbers,
  isRecord,
  mapped,
  nullable,
  number,
  only,
  optional,
  param,
  record,
  refuse,
  shape,
  word,
  type Decoder,
} from './decode.js';

/** Readers of terms `{ name, params }` of each kind. */
export type Readers = { readonly [K in keyof Kinds]: Decoder<Kinds[K]> };

/** Reads a parameter by its constraint; its constructor checks the value. */
export const parameterOf = (constraint: Constraint, readers: Readers): Decoder<unknown> => {
  switch (constraint.is) {
    case 'word':
      return word(...constraint.words);
    case 'delay':
      return (value, what) => (typeof value === 'number' ? number : partOf('weights', readers))(value, what);
    case 'receptors':
      return receptorsIn(constraint.table, readers);
    case 'part':
      return partOf(constraint.of, readers);
    default:
      return plain[constraint.is];
  }
};

/** A part by its term; weights also as a tensor of them, a pattern by the neurons that it joins. */
const partOf = (kind: Extract<Constraint, { is: 'part' }>['of'], readers: Readers): Decoder<unknown> => {
  const reader: Decoder<unknown> = readers[kind];
  switch (kind) {
    case 'weights':
      return (value, what) => (isTensor(value) ? E.right(value) : reader(value, what));
    case 'pattern':
      return (value, what) => (isRecord(value) && !('name' in value) ? pattern : reader)(value, what);
    default:
      return reader;
  }
};

/** Receptors by name, each with those parameters that are given. */
const receptorsIn = (
  table: Extract<Constraint, { is: 'receptors' }>['table'],
  readers: Readers,
): Decoder<Readonly<Record<string, object>>> =>
  record(
    'receptor',
    mapped(
      fields<Readonly<Record<string, unknown>>>(
        mapValues(table, ([, constraint]) => optional<unknown>(parameterOf(constraint, readers), undefined)),
      ),
      givenOf,
    ),
  );

const tensorOf = (dtype: Dtype): Decoder<Tensor> =>
  only(`a tensor of ${dtype}`, (value): value is Tensor => isTensor(value) && value.dtype === dtype);

const ends: Decoder<Readonly<Record<keyof Pattern, Tensor>>> = fields({ pre: tensorOf('i32'), post: tensorOf('i32') });
const pattern: Decoder<Pattern> = mapped(ends, ({ pre, post }) => ({ pre: pre.data, post: post.data }));

/** A seed, or the key that `foldIn` made of one. */
const seed: Decoder<Seed> = only(
  'a number, or a key of two',
  (value): value is Seed => typeof value === 'number' || (isNumbers(value) && value.length === 2),
);

/** One number for every axis, or one for each. */
const extents: Decoder<number | Shape> = only(
  'a number, or an array of them',
  (value): value is number | Shape => typeof value === 'number' || isNumbers(value),
);

/** One rate for both parts, or a pair. */
const rates: Decoder<Nu> = (value, what) => {
  if (!Array.isArray(value)) return E.map((rate: Param): Nu => [rate, rate])(param(value, what));
  const [pre, post, ...rest] = value;
  return rest.length > 0
    ? refuse(what, 'a number, or a pair', value)
    : E.chain((first: Param) => E.map((second: Param): Nu => [first, second])(param(post, what)))(param(pre, what));
};

/** The readers of parameters that need no more than their value. */
const plain: Readonly<Record<Exclude<Constraint['is'], 'word' | 'delay' | 'receptors' | 'part'>, Decoder<unknown>>> = {
  param,
  'each target': param,
  'each axis': param,
  number,
  duration: number,
  seed,
  boolean,
  name: only('a name', (given): given is string => typeof given === 'string'),
  extents,
  shape,
  rates,
  lateral: nullable(param),
  mask: tensorOf('bool'),
  datum: tensorOf('f32'),
  positions: only('a tensor', isTensor),
  function: (value, what) => refuse(what, 'a function, which plain data cannot hold', value),
};
