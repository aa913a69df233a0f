import { freshTensor } from '../../core/run/fresh.js';
import type { Tensor } from '../../core/tensor.js';
import { datum } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { encoded, encoder } from './encoder.js';
import { constantly } from './in-blocks.js';
import { doubtsOf } from './sources.js';

/** The same values in every step, for `time` ms. docs/spec/encoding.md. */
export const repeat = encoder(
  'repeat',
  {
    /** Values of every step: numbers of any kind, or spikes. */
    datum: [required, datum([0, 2], 'numbers', () => true)],
    time: encoded.time,
  },
  (datum: Tensor, time: number) => ({ datum, time }),
  ({ datum }, steps) => {
    const value = freshTensor(datum);
    return (most) => constantly(value, steps, most);
  },
  ({ datum }) => doubtsOf(datum),
);
