import { expectTensor } from '../../core/check/expect.js';
import { freshTensor } from '../../core/run/fresh.js';
import type { Source } from '../../core/run/source.js';
import type { Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { doubtsOf } from './sources.js';
import { datum, duration } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/** The same values in every step, for `time` ms. docs/spec/encoding.md. */
export const repeat = entered(
  (datum: Tensor, time: number): Source =>
    encoder(
      'repeat',
      time,
      (steps) => {
        expectTensor('repeat', datum, 'values');
        return repeated(freshTensor(datum), steps);
      },
      doubtsOf(datum),
    ),
  'encoder',
  'repeat',
  {
    /** What is encoded. */
    datum: [required, datum([0, 2])],
    /** How long it lasts, ms. */
    time: [required, duration],
  },
  (construct, { datum, time }) => construct(datum, time),
);

const repeated = function* (datum: Tensor, steps: number): Iterable<Tensor> {
  for (let step = 0; step < steps; step++) yield datum;
};
