import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';

/** The same values in every step, for `time` ms. spec/encoding.md. */
export const repeat = (datum: Tensor, time: number, dt = 1): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    for (let step = 0, steps = stepsIn(time, dt); step < steps; step++) yield datum;
  },
});
