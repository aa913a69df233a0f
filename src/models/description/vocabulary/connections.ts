import * as E from 'fp-ts/lib/Either.js';
import type { AnyWiring } from '../../../core/connection.js';
import type { Shape } from '../../../core/shape.js';
import { isTensor, type Dtype, type Tensor } from '../../../core/tensor.js';
import { biased } from '../../connections/biased.js';
import { dale, masked } from '../../connections/constrained.js';
import { conv } from '../../connections/conv.js';
import { dense } from '../../connections/dense.js';
import { local } from '../../connections/local.js';
import { maxPool } from '../../connections/max-pool.js';
import { meanField } from '../../connections/mean-field.js';
import { normalised } from '../../connections/normalised.js';
import { sparse } from '../../connections/sparse.js';
import { allButSelf, constant, normal, oneToOne, uniform, type Weights } from '../../connections/weights.js';
import {
  boolean,
  fields,
  made,
  number,
  optional,
  param,
  refuse,
  termIn,
  word,
  type Decoder,
  type Vocabulary,
} from '../decode.js';

/** Every connection that plain data can name, with the parameters that it takes. To make a new one loadable, add its row. */
export const connection: Decoder<AnyWiring> = termIn('connection', () => connections);

const initialisers: Vocabulary<Weights> = {
  uniform: made(fields({ seed: number, min: optional(number, 0), max: optional(number, 1) }), ({ seed, min, max }) =>
    uniform(seed, min, max),
  ),
  normal: made(
    fields({ seed: number, mean: optional(number, 0), deviation: optional(number, 1) }),
    ({ seed, mean, deviation }) => normal(seed, mean, deviation),
  ),
  constant: made(fields({ value: number }), ({ value }) => constant(value)),
  oneToOne: made(fields({ value: number }), ({ value }) => oneToOne(value)),
  allButSelf: made(fields({ value: number }), ({ value }) => allButSelf(value)),
};

const weights: Decoder<Weights> = (value, what) =>
  isTensor(value) ? E.right(value) : termIn('tensor of weights, or an initialiser', () => initialisers)(value, what);

/** One number for every axis, or one for each. */
export const extent: Decoder<number | Shape> = (value, what) =>
  typeof value === 'number' || (Array.isArray(value) && value.every((part) => typeof part === 'number'))
    ? E.right(value)
    : refuse(what, 'a number, or an array of them', value);

const windowed = { stride: optional(extent, 1), padding: optional(extent, 0), dilation: optional(extent, 1) };

const tensorOf =
  (dtype: Dtype): Decoder<Tensor> =>
  (value, what) =>
    isTensor(value) && value.dtype === dtype ? E.right(value) : refuse(what, `a tensor of ${dtype}`, value);

const connections: Vocabulary<AnyWiring> = {
  dense: made(fields({ w: weights }), ({ w }) => dense(w)),
  conv: made(
    fields({ w: weights, kernel: optional<number | Shape | undefined>(extent, undefined), ...windowed }),
    ({ w, kernel, ...rest }) => conv(w, { ...rest, ...(kernel === undefined ? {} : { kernel }) }),
  ),
  local: made(fields({ w: weights, kernel: extent, ...windowed }), ({ w, ...rest }) => local(w, rest)),
  maxPool: made(fields({ kernel: extent, decay: number, ...windowed }), maxPool),
  meanField: made(fields({ w: param }), ({ w }) => meanField(w)),
  sparse: made(fields({ pre: tensorOf('i32'), post: tensorOf('i32'), w: weights }), ({ pre, post, w }) =>
    sparse({ pre: pre.data, post: post.data }, w),
  ),
  masked: made(fields({ mask: tensorOf('bool'), of: connection }), ({ mask, of }) => masked(of, mask)),
  dale: made(fields({ sign: word('excitatory', 'inhibitory'), of: connection }), ({ sign, of }) => dale(of, sign)),
  biased: made(fields({ b: param, of: connection }), ({ b, of }) => biased(of, b)),
  normalised: made(
    fields({ norm: number, signed: optional(boolean, false), of: connection }),
    ({ norm, of, ...options }) => normalised(of, norm, options),
  ),
};
