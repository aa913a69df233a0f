import { expectFunction } from '../../core/check/expect.js';
import { isFinite32 } from '../../core/deferred.js';
import { size, type Shape } from '../../core/shape.js';
import { filled } from '../../core/tensor.js';
import { code, finite, scalar } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { initialiser, type Numbers } from './initialiser.js';

/** Of one value: where it stands. */
const ofValue = (name: string, make: (value: number) => Numbers) =>
  initialiser(
    name,
    {
      /** The weight, mV. */
      value: [required, scalar(finite), [-5, 15]],
    },
    (value: number) => ({ value }),
    ({ value }) => make(value),
  );

/** The same weight everywhere, mV. */
export const constant = ofValue('constant', (value) => (shape) => {
  if (typeof value !== 'number' || !isFinite32(value)) return filled(shape, value).data;
  return { into: (data) => void data.fill(value), least: value, most: value };
});

/** Weights that follow from the places of their two neurons, `[m, n]` row by row. */
const placed =
  (value: (i: number, j: number) => number) =>
  (shape: Shape): Float32Array => {
    const n = shape.at(-1)!;
    const data = new Float32Array(size(shape));
    for (let i = 0, k = 0; k < data.length; i++) for (let j = 0; j < n; j++, k++) data[k] = value(i, j);
    return data;
  };

/** One to one: `value` (mV) from each neuron to the same neuron of the other layer, 0 elsewhere. */
export const oneToOne = ofValue('oneToOne', (value) => placed((i, j) => (i === j ? value : 0)));

/** All but one: `value` (mV) from each neuron to every other, 0 to the same. */
export const allButSelf = ofValue('allButSelf', (value) => placed((i, j) => (i === j ? 0 : value)));

/** Weights (mV) that follow from the places of their two neurons, from i to j: `byPlace((i, j) => -Math.abs(i - j))`. */
export const byPlace = initialiser(
  'byPlace',
  {
    /** The weight from neuron i to neuron j, mV. */
    value: [required, code((i: number, j: number): number => 3 - Math.abs(i - j))],
  },
  (value: (i: number, j: number) => number) => ({ value }),
  ({ value }) => {
    expectFunction('byPlace', value, 'value');
    return placed(value);
  },
);
