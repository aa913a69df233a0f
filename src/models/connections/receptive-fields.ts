import { expectArray } from '../../core/expect.js';
import { size, type Shape } from '../../core/shape.js';
import { filled, type Tensor } from '../../core/tensor.js';
import { whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { refuseAll } from '../../core/faults/refuse.js';
import { windows, type WindowOptions } from './windows.js';

/**
 * The mask of a flat local connection: true where a source pixel (of an image of `shape`) is outside the field of a target
 * neuron, bool `[pixels, filters x positions]`; target f P + p is filter f at position p of P. For `masked(dense(w), ...)`. Sizes that
 * make no sense are a `FaultError`. docs/spec/topology.md, LocalConnection.
 */
export const receptiveFields = (shape: Shape, kernel: Shape, filters: number, options: WindowOptions = {}): Tensor => {
  expectArray('receptiveFields', shape, 'shape');
  refuseAll('receptiveFields', numberFaults('filters', filters, whole));
  const { positions, cells, places } = windows([1, ...shape], kernel, options);
  const n = filters * positions;
  const mask = filled([size(shape), n], 1, 'bool');
  places.data.forEach((pixel, place) => {
    // Padding is at -1, outside the mask: what is set there is dropped.
    const position = Math.floor(place / cells);
    for (let filter = 0; filter < filters; filter++) mask.data[pixel * n + filter * positions + position] = 0;
  });
  return mask;
};
