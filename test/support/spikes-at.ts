import { zeros, type Shape, type Tensor } from '../../src/index.js';

/** Spikes (bool) at some places, in any order. */
export const spikesAt = (shape: Shape, places: readonly number[]): Tensor => {
  const spikes = zeros(shape, 'bool');
  for (const place of places) spikes.data[place] = 1;
  return spikes;
};
