import { expectFunction } from '../../core/check/expect.js';
import { size, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/** How many steps are worked out at once: so many that their spikes fill some 256 KB. */
const blockOf = (places: number): number => Math.min(Math.max(Math.floor(2 ** 18 / places), 1), 256);

/** Intervals of places, as for `trains`. */
export interface Intervals {
  /** How many are drawn together. */
  readonly together: number;
  /** Puts those of a place into `out`, from number `first` on, a multiple of `together`. */
  readonly draw: (out: Float64Array, place: number, first: number) => void;
}

/** `trains`, of intervals of which some are drawn together. */
export const trainsOf = function* (shape: Shape, steps: number, { together, draw }: Intervals): Iterable<Tensor> {
  const places = size(shape);
  const block = blockOf(places);
  // A multiple of 4 bytes a step.
  const width = Math.ceil(places / 4) * 4;
  const counts = new Uint32Array(places);
  const next = new Float64Array(places).fill(-1);
  const drawn = new Float64Array(together);
  for (let start = 0; start < steps; start += block) {
    const end = Math.min(start + block, steps);
    const spikes = new Uint8Array(width * (end - start));
    for (let place = 0; place < places; place++) {
      let step = next[place]!;
      if (step >= end) continue;
      let count = counts[place]!;
      let turn = count % together;
      if (turn > 0) draw(drawn, place, count - turn);
      do {
        if (step >= start) spikes[(step - start) * width + place] = 1;
        if (turn === 0) draw(drawn, place, count);
        step += Math.max(1, drawn[turn]!);
        count++;
        turn = turn + 1 === together ? 0 : turn + 1;
      } while (step < end);
      counts[place] = count;
      next[place] = step;
    }
    for (let from = 0; from < spikes.length; from += width)
      yield { shape, dtype: 'bool', data: spikes.subarray(from, from + places) };
  }
};

/**
 * Spikes at the running sums of intervals (in steps; one below 1 counts as 1, an infinite one is the last): `interval(k, place)`
 * is the k-th of a place, and the first spike comes in the last step of its first interval. What is silent costs nothing.
 */
export const trains = (
  shape: Shape,
  steps: number,
  interval: (count: number, place: number) => number,
): Iterable<Tensor> => {
  expectFunction('trains', interval, 'interval');
  return trainsOf(shape, steps, {
    together: 1,
    draw: (out, place, count) => {
      out[0] = interval(count, place);
    },
  });
};
