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
      // A quotient is f32, whether bools, whole numbers or others come in.
      const v = A.div(input, 1);
      return { v, s: A.ge(v, p.thresh) };
    },
  }),
);

/** All parameters of `mcCullochPitts`. */
export type McCullochPittsParams = ParamsOf<typeof mcCullochPitts.entry.parameters>;
