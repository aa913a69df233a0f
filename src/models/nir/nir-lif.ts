import { asF32 } from '../../core/tensor.js';
import { neuron, type Body } from '../neurons/neuron.js';
import { finite, ifGiven, positive } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fired, firingParameters, leaked, leakOf, solvingParameters } from './integrators.js';

/**
 * NIR's leaky integrate-and-fire neuron: tau dv/dt = rest - v + resistance input, where `lif` takes its input as a jump. Variables:
 * v (mV), s. A step integrates, tests the threshold, and resets. Pedersen et al. 2024, LIF; with `graded` around it, LI.
 */
export const nirLif = neuron(
  'nirLif',
  {
    /** Membrane time constant, ms. */
    tau: [20, positive, [2, 50]],
    /** Resting voltage, mV. */
    rest: [0, finite, [-0.5, 0.3]],
    /** Steady voltage above rest at a constant input of 1, mV. */
    resistance: [1, finite, [0.5, 4]],
    ...firingParameters,
    ...solvingParameters,
    /** Initial voltage, mV; by default `rest`. */
    start: [undefined, ifGiven(finite), [-1, 0.4]],
  },
  (p): Body<'v' | 's'> => ({
    init: { v: asF32(p.start ?? p.rest), s: false },
    step: (A, { v }, input, dt) => {
      const { lost, gain } = leakOf(p.integrator, p.tau, p.resistance, dt);
      return fired(A, v, A.add(leaked(A, v, lost, p.rest), A.mul(input, gain)), p);
    },
  }),
);

/** All parameters of `nirLif`. */
export type NirLifParams = ParamsOf<typeof nirLif.entry.parameters>;
