import { asF32, mapParam } from '../../core/tensor.js';
import { neuron, type Body } from '../neurons/neuron.js';
import { finite } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fired, firingParameters } from './integrators.js';

/**
 * NIR's integrate-and-fire neuron: dv/dt = resistance input, so v rises by resistance input dt in a step. Variables: v (mV), s.
 * A step integrates, tests the threshold, and resets. Pedersen et al. 2024, IF; with `graded` around it, I.
 */
export const nirIf = neuron(
  'nirIf',
  {
    /** Rise of v in a millisecond at an input of 1, mV; a thousandth of NIR's r, which is per second. */
    resistance: [1, finite, [0.1, 1]],
    ...firingParameters,
    /** Initial voltage, mV. */
    start: [0, finite, [-1, 0.4]],
  },
  (p): Body<'v' | 's'> => ({
    init: { v: asF32(p.start), s: false },
    step: (A, { v }, input, dt) => {
      const gain = mapParam((r) => r * dt, p.resistance);
      return fired(A, v, A.add(v, A.mul(input, gain)), p);
    },
  }),
);

/** All parameters of `nirIf`. */
export type NirIfParams = ParamsOf<typeof nirIf.entry.parameters>;
