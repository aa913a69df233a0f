import { freshTensor } from '../../core/fresh.js';
import type { Source } from '../../core/source.js';
import type { Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { doubtsOf } from './sources.js';

/** The same values in every step, for `time` ms. spec/encoding.md. */
export const repeat = (datum: Tensor, time: number): Source =>
  encoder('repeat', time, (steps) => repeated(freshTensor(datum), steps), doubtsOf(datum));

const repeated = function* (datum: Tensor, steps: number): Iterable<Tensor> {
  for (let step = 0; step < steps; step++) yield datum;
};
