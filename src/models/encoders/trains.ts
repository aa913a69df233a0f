import { size, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/** How many steps are worked out at once: so many that their spikes fill some 256 KB. */
const blockOf = (places: number): number => Math.min(Math.max(Math.floor(2 ** 18 / places), 1), 256);

/**
 * Spikes at the running sums of intervals (in steps; one below 1 counts as 1, an infinite one is the last): `interval(k, place)`
 * is the k-th of a place, and the first spike comes in the last step of its first interval. What is silent costs nothing.
 */
export const trains = function* (
  shape: Shape,
  steps: number,
  interval: (count: number, place: number) => number,
): Iterable<Tensor> {
  const places = size(shape);
  const block = blockOf(places);
  // A multiple of 4 bytes a step.
  const width = Math.ceil(places / 4) * 4;
  const counts = new Uint32Array(places);
  const next = new Float64Array(places);
  for (let place = 0; place < places; place++) next[place] = Math.max(1, interval(0, place)) - 1;
  for (let start = 0; start < steps; start += block) {
    const end = Math.min(start + block, steps);
    const spikes = new Uint8Array(width * (end - start));
    for (let place = 0; place < places; place++) {
      let step = next[place]!;
      if (step >= end) continue;
      let count = counts[place]!;
      do {
        spikes[(step - start) * width + place] = 1;
        step += Math.max(1, interval(++count, place));
      } while (step < end);
      counts[place] = count;
      next[place] = step;
    }
    for (let from = 0; from < spikes.length; from += width)
      yield { shape, dtype: 'bool', data: spikes.subarray(from, from + places) };
  }
};
