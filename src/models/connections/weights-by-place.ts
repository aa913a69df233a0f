import { expectFunction } from '../../core/expect.js';
import type { Maker } from '../../core/deferred.js';
import { size } from '../../core/shape.js';
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
export const constant = ofValue('constant', (value) => () => {
  return { into: (data) => void data.fill(value), least: value, most: value };
});

/** One weight from each neuron to the same neuron, another to every other: they are made when they are read. */
const byDiagonal =
  (on: number, off: number): Numbers =>
  (shape) => {
    const n = shape.at(-1)!;
    const rows = size(shape) / n;
    const end = Math.min(rows, n) * (n + 1);
    const into: Maker['into'] = (data, from) => {
      data.fill(off);
      for (let k = Math.ceil(from / (n + 1)) * (n + 1); k < Math.min(end, from + data.length); k += n + 1)
        data[k - from] = on;
    };
    return { into, least: Math.min(on, off), most: Math.max(on, off), ...(rows <= n && { period: n + 1 }) };
  };

/** One to one: `value` (mV) from each neuron to the same neuron of the other layer, 0 elsewhere. */
export const oneToOne = ofValue('oneToOne', (value) => byDiagonal(value, 0));

/** All but one: `value` (mV) from each neuron to every other, 0 to the same. */
export const allButSelf = ofValue('allButSelf', (value) => byDiagonal(0, value));

/** Weights (mV) as a function of the numbers of their two neurons, from i to j: `byPlace((i, j) => -Math.abs(i - j))`. */
export const byPlace = initialiser(
  'byPlace',
  {
    /** The weight from neuron i to neuron j, mV. */
    value: [required, code((i: number, j: number): number => 3 - Math.abs(i - j))],
  },
  (value: (i: number, j: number) => number) => ({ value }),
  ({ value }) => {
    expectFunction('byPlace', value, 'value');
    return (shape) => {
      const n = shape.at(-1)!;
      const data = new Float32Array(size(shape));
      for (let i = 0, k = 0; k < data.length; i++) for (let j = 0; j < n; j++, k++) data[k] = value(i, j);
      return data;
    };
  },
);
