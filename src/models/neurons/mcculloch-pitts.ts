import { filled } from '../../core/tensor.js';
import { number } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { neuron, type Body } from './neuron.js';

/** The threshold unit: v is this step's input, s whether it reaches the threshold. McCulloch & Pitts 1943; docs/spec/nodes.md. */
export const mcCullochPitts = neuron(
  'mcCullochPitts',
  {
    /** Spikes at v >= thresh. */
    thresh: [1, number, [0, 5]],
  },
  (p): Body<'v' | 's'> => ({
    init: { v: 0, s: false },
    step: (A, _state, input) => {
      const v = A.add(input, zero);
      return { v, s: A.ge(v, p.thresh) };
    },
  }),
);

/** A number of f32, so that sums with it are, whether bools, whole numbers or others come in. */
const zero = filled([], 0);

/** All parameters of `mcCullochPitts`. */
export type McCullochPittsParams = ParamsOf<typeof mcCullochPitts.entry.parameters>;
