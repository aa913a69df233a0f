import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { asF32 } from '../../core/tensor.js';
import { positive } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { lif } from './lif.js';
import { fadedToZero, fired, leakyCharge, spiking } from './membrane.js';
import { countedDown } from './refractory.js';
import { neuron, type Body } from './neuron.js';
import { aboveReset } from './threshold.js';

/**
 * Leaky integrate-and-fire with a synaptic current: input adds to i, which decays and charges v in every step.
 *
 * Variables: v (mV), i current (mV a step), refrac (ms), s. The refractory time gates only the effect on v, and counts down
 * before that: the neuron is silent for refrac / dt steps, one fewer than `lif`. docs/spec/nodes.md, CurrentLIFNodes.
 */
export const currentLif = neuron(
  'currentLif',
  {
    ...lif.entry.parameters,
    /** Time constant of the synaptic current, ms. */
    tauCurrent: [2, positive, [0.5, 20]],
  },
  (p): Body<'v' | 'refrac' | 'i' | 's'> => ({
    init: { v: asF32(p.rest), refrac: 0, i: 0, s: false },
    faults: aboveReset(p),
    charged: (A, state, input, dt) => integrated(A, state, input, dt, p).charged,
    step: (A, state, input, dt) => {
      const { i, refrac, charged } = integrated(A, state, input, dt, p);
      const s = spiking(A, charged, p.thresh, refrac, dt, p);
      return { ...fired(A, s, charged, refrac, p), i, s };
    },
  }),
);

/** All parameters of `currentLif`. */
export type CurrentLifParams = ParamsOf<typeof currentLif.entry.parameters>;

/** The current of a step, the refractory time that is left, and the voltage that both come to. */
const integrated = <T>(
  A: Algebra<T>,
  state: Vars<'v' | 'refrac' | 'i', T>,
  input: T,
  dt: number,
  p: CurrentLifParams,
): { readonly i: T; readonly refrac: T; readonly charged: T } => {
  const i = A.add(fadedToZero(A, state.i, p.tauCurrent, dt), input);
  const refrac = countedDown(A, state.refrac, p.refrac, dt, p.countdown);
  return { i, refrac, charged: leakyCharge(A, { v: state.v, refrac }, i, dt, p) };
};
