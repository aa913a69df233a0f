import { shown } from '../../../core/faults/shown.js';
import { fault, type LocalFault } from '../../../core/faults/errors.js';
import type { Plain } from '../../../core/term.js';
import { isShape, size, type Shape } from '../../../core/shape.js';
import { isTensor, tensor } from '../../../core/tensor.js';
import { fixedProbability } from '../../../models/patterns/fixed-probability.js';
import type { PatternOf } from '../../../models/patterns/pattern-of.js';
import { perAxis, placedWindows } from '../../../models/connections/windows.js';
import { wholeFaults, type Fields } from './fields.js';
import { matrix, type ConnectionClass, type Ends } from './connection-class.js';
import { flatLocal } from './flat-local.js';
import { patternFaults } from './pattern-faults.js';
import { hasOwn } from '../../../core/record.js';

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

/** The number of filters says no more than the shape of the target, which has to agree with it. */
const local: ConnectionClass = {
  params: ['kernel_size', 'stride', 'n_filters'],
  signed: true,
  term: (own, w) => ({ name: 'local', params: { w, ...moving(own) } }),
  shape: (own, { from, to }) => [from[0]!, size(to), size(kernelOf(own, from))],
  // Theirs are clamped to two bounds, not scaled.
  drawn: { scaled: false },
  faults: (own, ends) => (own['n_filters'] === undefined ? [] : filterFaults(own, ends)),
};

const filterFaults = (own: Fields, { from, to }: Ends): readonly LocalFault[] => {
  const filters = own['n_filters'] as number;
  const wrong = wholeFaults('n_filters', filters);
  const wanted = (out: Shape): Shape => (size(to) === filters * size(out) ? to : [filters, ...out]);
  const stride = (own['stride'] ?? 1) as number | Shape;
  return wrong.length > 0 ? wrong : placedWindows(from, kernelOf(own, from), { stride }, to, wanted).faults;
};

const maxPool: ConnectionClass = {
  params: ['kernel_size', 'stride', 'padding', 'dilation', 'decay'],
  term: (own) => ({ name: 'maxPool', params: { ...moving(own), decay: own['decay'] ?? null } }),
  shape: () => [0],
  faults: ({ w }) =>
    w === undefined ? [] : [fault('Parameter', 'w', 'absent, as max-pooling has no weights', shown(w))],
};

const dense: ConnectionClass = { params: [], shape: matrix, term: (_, w) => ({ name: 'dense', params: { w } }) };

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

/** Whether a class has no weights: what it delivers are spikes. */
export const isPool = (model: Plain | undefined): boolean =>
  hasOwn(connectionClasses, model) && connectionClasses[model] === maxPool;

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
