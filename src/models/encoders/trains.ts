import { expectFunction } from '../../core/expect.js';
import { checkRoom } from '../../core/room.js';
import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import type { BlockReader } from '../../core/run/block.js';
import { size, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { stepsAtOnce, stretches, fromBlocks } from './in-blocks.js';

/** Intervals of places, as for `trains`. */
export interface Intervals {
  /** How many are drawn at once. */
  readonly atOnce: number;
  /** Puts those of a place into `out`, from `at` on: from number `first` on, a multiple of `atOnce`. */
  readonly draw: (out: Float64Array, at: number, place: number, first: number) => void;
}

/** `trains` in blocks, of intervals of which some are drawn at once. */
export const trainsOf = (
  shape: Shape,
  steps: number,
  { atOnce, draw }: Intervals,
  most: number = stepsAtOnce(size(shape)),
): BlockReader<Tensor> => {
  const places = size(shape);
  const counts = new Uint32Array(places);
  const next = new Float64Array(places).fill(-1);
  const drawn = new Float64Array(places * atOnce);
  return stretches(steps, most, (start, end) => {
    const spikes = new Uint8Array(places * (end - start));
    for (let place = 0; place < places; place++) {
      let step = next[place]!;
      if (step >= end) continue;
      let count = counts[place]!;
      const at = place * atOnce;
      let turn = count % atOnce;
      do {
        if (step >= start) spikes[(step - start) * places + place] = 1;
        if (turn === 0) draw(drawn, at, place, count);
        step += Math.max(1, drawn[at + turn]!);
        count++;
        turn = turn + 1 === atOnce ? 0 : turn + 1;
      } while (step < end);
      counts[place] = count;
      next[place] = step;
    }
    return { shape: [end - start, ...shape], dtype: 'bool', data: spikes };
  });
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
  checkRoom('trains', shape);
  if (!(Number.isInteger(steps) && steps >= 0))
    throw refused('trains', 'steps', 'a whole number of at least 0', shown(steps));
  return fromBlocks(trainsOf(shape, steps, intervalsBy(interval)));
};

/** Intervals by a function of their number and place. */
const intervalsBy = (interval: (count: number, place: number) => number): Intervals => ({
  atOnce: 1,
  draw: (out, at, place, count) => {
    out[at] = interval(count, place);
  },
});
