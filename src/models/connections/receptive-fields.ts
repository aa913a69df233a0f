import { size, type Shape } from '../../core/shape.js';
import { filled, type Tensor } from '../../core/tensor.js';
import { windowFaults, windows, type WindowOptions } from './windows.js';

/**
 * The mask of a flat local connection: true where a source pixel (of an image of `shape`) is outside the field of a target
 * neuron, `[pixels, filters x positions]`; target f P + p is filter f at position p. For `masked(dense(w), ...)`.
 * spec/topology.md, LocalConnection.
 */
export const receptiveFields = (shape: Shape, kernel: Shape, filters: number, options: WindowOptions = {}): Tensor => {
  // Sizes that make no sense give a mask that fits nothing, and so a fault at the door.
  if (windowFaults([1, ...shape], kernel, options).length > 0) return filled([0], 1, 'bool');
  const { positions, cells, places } = windows([1, ...shape], kernel, options);
  const n = filters * positions;
  const mask = filled([size(shape), n], 1, 'bool');
  places.data.forEach((pixel, place) => {
    if (pixel < 0) return;
    const position = Math.floor(place / cells);
    for (let filter = 0; filter < filters; filter++) mask.data[pixel * n + filter * positions + position] = 0;
  });
  return mask;
};
