import type { Plain } from '../../../core/json.js';
import type { Shape } from '../../../core/shape.js';
import { isTensor } from '../../../core/tensor.js';
import { receptiveFields } from '../../connections/receptive-fields.js';
import { normal } from '../../connections/weights.js';
import type { Fields } from './fields.js';

/** What a class of connection is in our words: its parameters, and the term that they make of the weights. */
export interface ConnectionClass {
  readonly params: readonly string[];
  readonly term: (own: Fields, weights: Plain, sources: number) => Plain;
  /** Of each unit that is normalised, in theirs a norm for each cell. */
  readonly cells?: (own: Fields) => number;
  /** Whether theirs normalises by sums of signed weights. */
  readonly signed?: boolean;
  /** What takes the place of weights that are not given. */
  readonly weights?: () => Plain;
}

const moving = ({ kernel_size = null, stride = 1, padding = 0, dilation = 1 }: Fields): Fields => ({
  kernel: kernel_size,
  stride: stride ?? 1,
  padding: padding ?? 0,
  dilation: dilation ?? 1,
});

const conv: ConnectionClass = {
  params: ['kernel_size', 'stride', 'padding', 'dilation'],
  signed: true,
  term: (own, w) => ({ name: 'conv', params: { w, ...moving(own) } }),
};

const local: ConnectionClass = {
  params: ['kernel_size', 'stride', 'n_filters'],
  signed: true,
  term: (own, w) => ({ name: 'local', params: { w, ...moving(own) } }),
};

const maxPool: ConnectionClass = {
  params: ['kernel_size', 'stride', 'padding', 'dilation', 'decay'],
  term: (own) => ({ name: 'maxPool', params: { ...moving(own), decay: own['decay'] ?? null } }),
};

const dense: ConnectionClass = { params: [], term: (_, w) => ({ name: 'dense', params: { w } }) };

const pair = (value: Plain | undefined): Shape => (typeof value === 'number' ? [value, value] : (value as Shape));

/** Local connections in a flat image, kept as a dense matrix with a mask. */
const flatLocal: ConnectionClass = {
  params: ['kernel_size', 'stride', 'n_filters', 'input_shape'],
  signed: true,
  term: ({ kernel_size, stride, n_filters, input_shape }, w, sources) => {
    const side = Math.trunc(Math.sqrt(sources));
    const image = input_shape === undefined || input_shape === null ? [side, side] : pair(input_shape);
    const mask = receptiveFields(image, pair(kernel_size), n_filters as number, { stride: pair(stride) });
    return { name: 'masked', params: { mask, of: { name: 'dense', params: { w } } } };
  },
  cells: ({ kernel_size }) => pair(kernel_size).reduce((a, b) => a * b, 1),
};

/** Sparse weights: a matrix means the full pattern; indices and values mean theirs. */
const sparse: ConnectionClass = {
  params: ['sparse'],
  term: ({ sparse: pattern }, w) => {
    const { indices, values } = (pattern ?? {}) as { readonly indices?: Plain; readonly values?: Plain };
    if (!isTensor(indices) || !isTensor(values) || isTensor(w)) return { name: 'dense', params: { w } };
    const count = values.data.length;
    const end = (from: number): Plain => ({
      shape: [count],
      dtype: 'i32',
      data: Int32Array.from(indices.data.subarray(from, from + count)),
    });
    return { name: 'sparse', params: { pre: end(0), post: end(count), w: values } };
  },
};

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
    term: (_, w) => ({ name: 'meanField', params: { w } }),
    weights: () => normal(0, 0.1, 0.1)([1]),
  },
};
