import type { Plain } from '../../../core/term.js';
import { isShape, size, type Shape } from '../../../core/shape.js';
import { isTensor, tensor } from '../../../core/tensor.js';
import { receptiveFields } from '../../../models/connections/receptive-fields.js';
import { fixedProbability } from '../../../models/patterns/fixed-probability.js';
import type { PatternOf } from '../../../models/patterns/pattern-of.js';
import { perAxis } from '../../../models/connections/windows.js';
import { extentFaults, wholeFaults, type Fields } from './fields.js';
import { patternFaults } from './pattern-faults.js';
import type { firstWeights } from './first-weights.js';
import type { LocalFault } from '../../../core/errors.js';

/** What a connection joins: the shapes of its layers. */
export interface Ends {
  readonly from: Shape;
  readonly to: Shape;
}

/** What a class of connection is in our words: its parameters, and the term that they make of the weights. */
export interface ConnectionClass {
  readonly params: readonly string[];
  /** Without faults only. `given` says whether the weights are the user's. */
  readonly term: (own: Fields, weights: Plain, ends: Ends) => Plain;
  /** What is wrong with the parameters, `w` among them, where making the term would not find it. */
  readonly faults?: (own: Fields & { readonly w?: Plain }, ends: Ends) => readonly LocalFault[];
  /** Of each unit that is normalised, in theirs a norm for each cell. */
  readonly cells?: (own: Fields) => number;
  /** Whether theirs normalises by sums of signed weights. */
  readonly signed?: boolean;
  /** The shape of the weights, and how they are drawn, where none are given. */
  readonly shape: (own: Fields, ends: Ends) => Shape;
  readonly drawn?: Parameters<typeof firstWeights>[2];
  /** Whether one number will do for all weights. */
  readonly shared?: boolean;
}

const moving = ({ kernel_size = null, stride = 1, padding = 0, dilation = 1 }: Fields): Fields => ({
  kernel: kernel_size,
  stride,
  padding,
  dilation,
});

/** The kernel's extents; none where what is given makes no sense, which its connection says. */
const kernelOf = ({ kernel_size }: Fields, from: Shape): Shape =>
  typeof kernel_size === 'number' || isShape(kernel_size) ? perAxis(kernel_size, from.length - 1) : [];

const conv: ConnectionClass = {
  params: ['kernel_size', 'stride', 'padding', 'dilation'],
  signed: true,
  term: (own, w) => ({ name: 'conv', params: { w, ...moving(own) } }),
  shape: (own, { from, to }) => [to[0]!, from[0]!, ...kernelOf(own, from)],
};

/** The number of filters says no more than the target's shape, with which it has to agree. */
const local: ConnectionClass = {
  params: ['kernel_size', 'stride', 'n_filters'],
  signed: true,
  term: (own, w) => ({ name: 'local', params: { w, ...moving(own) } }),
  shape: (own, { from, to }) => [from[0]!, size(to), size(kernelOf(own, from))],
  // Theirs are clamped to two bounds, not scaled.
  drawn: { scaled: false },
  faults: ({ n_filters }) => (n_filters === undefined ? [] : wholeFaults('n_filters', n_filters)),
};

const maxPool: ConnectionClass = {
  params: ['kernel_size', 'stride', 'padding', 'dilation', 'decay'],
  term: (own) => ({ name: 'maxPool', params: { ...moving(own), decay: own['decay'] ?? null } }),
  shape: () => [0],
};

const matrix = (_: Fields, { from, to }: Ends): Shape => [size(from), size(to)];

const dense: ConnectionClass = { params: [], shape: matrix, term: (_, w) => ({ name: 'dense', params: { w } }) };

const pair = (value: Plain | undefined): Shape => (typeof value === 'number' ? [value, value] : (value as Shape));

/** Local connections in a flat image, kept as a dense matrix with a mask. */
const flatLocal: ConnectionClass = {
  params: ['kernel_size', 'stride', 'n_filters', 'input_shape'],
  signed: true,
  shape: matrix,
  faults: ({ kernel_size, stride = 1, n_filters, input_shape }) => [
    ...extentFaults('kernel_size', kernel_size),
    ...extentFaults('stride', stride),
    ...wholeFaults('n_filters', n_filters),
    ...(input_shape === undefined ? [] : extentFaults('input_shape', input_shape)),
  ],
  term: ({ kernel_size, stride = 1, n_filters, input_shape }, w, { from }) => {
    const side = Math.trunc(Math.sqrt(size(from)));
    const image = input_shape === undefined ? [side, side] : pair(input_shape);
    const mask = receptiveFields(image, pair(kernel_size), n_filters as number, { stride: pair(stride) });
    return { name: 'masked', params: { mask, of: { name: 'dense', params: { w } } } };
  },
  cells: ({ kernel_size }) => pair(kernel_size).reduce((a, b) => a * b, 1),
};

/**
 * Sparse weights: a matrix means the full pattern; indices and values mean theirs; `sparsity` is the chance that a synapse is
 * absent, and the pattern is drawn once and for all.
 */
const sparse: ConnectionClass = {
  params: ['sparse', 'sparsity'],
  faults: patternFaults,
  shape: (own, ends) =>
    typeof own['sparsity'] === 'number'
      ? [drawnPattern(own['sparsity'])(size(ends.from), size(ends.to)).post.length]
      : matrix(own, ends),
  term: ({ sparse: pattern, sparsity }, w) => {
    if (typeof sparsity === 'number') {
      return { name: 'sparse', params: { pattern: drawnPattern(sparsity).term!, w } };
    }
    if (pattern === undefined || isTensor(w)) return { name: 'dense', params: { w } };
    const { indices, values } = pattern as { readonly indices: Plain; readonly values: Plain };
    if (!isTensor(indices) || !isTensor(values)) return null;
    const count = values.data.length;
    const [pre, post] = [indices.data.subarray(0, count), indices.data.subarray(count)];
    return { name: 'sparse', params: { pattern: { pre: places(pre), post: places(post) }, w: values } };
  },
};

const drawnPattern = (sparsity: number): PatternOf => fixedProbability(0, 1 - sparsity);

const places = (data: ArrayLike<number>): Plain => tensor([data.length], data, 'i32');

export const connectionClasses: { readonly [theirs: string]: ConnectionClass } = {
  Connection: dense,
  SparseConnection: sparse,
  Conv1dConnection: conv,
  Conv2dConnection: conv,
  Conv3dConnection: conv,
  MaxPool1dConnection: maxPool,
  MaxPool2dConnection: maxPool,
  MaxPool3dConnection: maxPool,
  MaxPoo3dConnection: maxPool,
  LocalConnection: flatLocal,
  LocalConnection1D: local,
  LocalConnection2D: local,
  LocalConnection3D: local,
  MeanFieldConnection: {
    params: [],
    shared: true,
    term: (_, w) => ({ name: 'meanField', params: { w } }),
    shape: () => [1],
    drawn: { law: 'mean field' },
  },
};
