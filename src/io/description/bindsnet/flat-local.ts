import { size, type Shape } from '../../../core/shape.js';
import { isTensor, type Tensor } from '../../../core/tensor.js';
import type { Plain } from '../../../core/term.js';
import { receptiveFields } from '../../../models/connections/receptive-fields.js';
import { matrix, type ConnectionClass } from './connection-class.js';
import { extentFaults, wholeFaults, type Fields } from './fields.js';

const pair = (value: Plain | undefined): Shape => (typeof value === 'number' ? [value, value] : (value as Shape));

/** Local connections in a flat image, kept as a dense matrix with a mask. */
export const flatLocal: ConnectionClass = {
  params: ['kernel_size', 'stride', 'n_filters', 'input_shape', 'mask'],
  signed: true,
  shape: matrix,
  faults: ({ kernel_size, stride = 1, n_filters, input_shape }) => [
    ...extentFaults('kernel_size', kernel_size),
    ...extentFaults('stride', stride),
    ...wholeFaults('n_filters', n_filters),
    ...(input_shape === undefined ? [] : extentFaults('input_shape', input_shape)),
  ],
  term: (own, w, { from }) => {
    const mask = own['mask'] ?? orZero(outside(own, from), w);
    return { name: 'masked', params: { mask, replaceable: true, of: { name: 'dense', params: { w } } } };
  },
  cells: ({ kernel_size }) => pair(kernel_size).reduce((a, b) => a * b, 1),
};

/** A mask of the weights outside the receptive fields. */
const outside = ({ kernel_size, stride = 1, n_filters, input_shape }: Fields, from: Shape): Tensor => {
  const side = Math.trunc(Math.sqrt(size(from)));
  const image = input_shape === undefined ? [side, side] : pair(input_shape);
  return receptiveFields(image, pair(kernel_size), n_filters as number, { stride: pair(stride) });
};

/** A mask with the weights that are 0 at first: theirs keeps them at 0, inside the fields too. */
const orZero = (mask: Tensor, w: Plain): Tensor =>
  isTensor(w) && w.data.length === mask.data.length
    ? { ...mask, data: mask.data.map((out, k) => (w.data[k] === 0 ? 1 : out)) }
    : mask;
