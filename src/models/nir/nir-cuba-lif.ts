import { asF32 } from '../../core/tensor.js';
import { vanishingToZero } from '../neurons/membrane.js';
import { neuron, type Body } from '../neurons/neuron.js';
import { finite, ifGiven, positive } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { couplingOf, fired, firingParameters, leaked, leakOf, solvingParameters } from './integrators.js';

/**
 * NIR's leaky integrate-and-fire neuron with a synaptic current: tauSyn di/dt = -i + weight input, and tauMem dv/dt = rest - v +
 * resistance i. Variables: i, the current; v (mV); s. A step integrates, tests the threshold, and resets v. Pedersen et al. 2024,
 * CubaLIF; with `graded` around it, CubaLI.
 */
export const nirCubaLif = neuron(
  'nirCubaLif',
  {
    /** Time constant of the current, ms. */
    tauSyn: [5, positive, [1, 10]],
    /** Membrane time constant, ms. */
    tauMem: [20, positive, [2, 50]],
    /** Resting voltage, mV. */
    rest: [0, finite, [-0.5, 0.3]],
    /** Steady voltage above rest at a constant current of 1, mV. */
    resistance: [1, finite, [0.5, 4]],
    /** Steady current at a constant input of 1. */
    weight: [1, finite, [0.5, 4]],
    ...firingParameters,
    ...solvingParameters,
    /** Initial voltage, mV; by default `rest`. The current starts at 0. */
    start: [undefined, ifGiven(finite), [-1, 0.4]],
  },
  (p): Body<'v' | 'i' | 's'> => ({
    init: { v: asF32(p.start ?? p.rest), i: 0, s: false },
    step: (A, { v, i }, input, dt) => {
      const synapse = leakOf(p.integrator, p.tauSyn, p.weight, dt);
      const { lost } = leakOf(p.integrator, p.tauMem, p.resistance, dt);
      const added = couplingOf(p.integrator, p, dt);
      const left = leaked(A, v, lost, p.rest);
      const charged = A.add(A.add(left, A.mul(i, added.current)), A.mul(input, added.input));
      const current = A.add(A.sub(i, A.mul(synapse.lost, i)), A.mul(input, synapse.gain));
      const { v: after, s } = fired(A, v, charged, p);
      return { v: after, i: vanishingToZero(A, current), s };
    },
  }),
);

/** All parameters of `nirCubaLif`. */
export type NirCubaLifParams = ParamsOf<typeof nirCubaLif.entry.parameters>;
