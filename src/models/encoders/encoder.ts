import { sourceOf, type Facts, type Source } from '../../core/run/source.js';
import type { Tensor } from '../../core/tensor.js';
import { stepsIn } from '../../core/time.js';

/**
 * A source that lasts `time` ms, from its values in so many steps of dt ms. It gives tensors of its own, in which bool elements
 * are 0 and 1. A time that is no whole number of steps is a fault of the run.
 */
export const encoder = (
  name: string,
  time: number,
  give: (steps: number, dt: number) => Iterable<Tensor>,
  doubtful: Facts['doubtful'] = [],
): Source =>
  sourceOf({ independent: true, fresh: true, endless: false, doubtful }, (dt) => ({
    [Symbol.iterator]: () => give(stepsIn(time, dt, name), dt)[Symbol.iterator](),
  })) as Source; // An iterable is there at once.
