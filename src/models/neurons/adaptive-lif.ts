import { overRows } from '../../core/rows.js';
import { asF32 } from '../../core/tensor.js';
import { batchReduction } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { adaptation, adapting } from './adaptation.js';
import { lif } from './lif.js';
import { fired, leakyCharge, spiking } from './membrane.js';
import { countedDown } from './refractory.js';
import { neuron, type Body } from './neuron.js';

/**
 * `lif` with an adaptive threshold: a neuron spikes at v >= thresh + theta; theta decays, and every spike raises it.
 *
 * Variables: v (mV), refrac (ms), theta adaptive increment (mV), thetaLost (mV, what float32 could not hold of theta), s. theta
 * is learned: one value a neuron, raised by the spikes of all batch rows (`thetaOver`), kept by a reset, held by `frozen`. Its decay is
 * that of the exponential to 1e-6, also where it is too slow for float32. Diehl & Cook 2015; docs/spec/nodes.md.
 */
export const adaptiveLif = neuron(
  'adaptiveLif',
  {
    ...lif.entry.parameters,
    ...adaptation,
    /** How the spikes of all rows of a batch raise theta: each of them, on average, or once. */
    thetaOver: ['sum', batchReduction],
  },
  (p): Body<'v' | 'refrac' | 'theta' | 'thetaLost' | 's'> => ({
    init: { v: asF32(p.rest), refrac: 0, theta: asF32(p.theta), thetaLost: 0, s: false },
    learned: ['theta', 'thetaLost'],
    frozen: () => adaptiveLif({ ...p, thetaPlus: 0, tauTheta: Infinity }),
    charged: (A, state, input, dt) => leakyCharge(A, state, input, dt, p),
    step: (A, { v, refrac, ...threshold }, input, dt) => {
      const { decayed, raised } = adapting(A, threshold, p, dt);
      const charged = leakyCharge(A, { v, refrac }, input, dt, p);
      const adapted = A.add(p.thresh, decayed);
      const s = spiking(A, charged, adapted, refrac, dt, p);
      return {
        ...fired(A, s, charged, countedDown(A, refrac, p.refrac, dt, p.countdown), p, adapted),
        ...raised(A.mul(p.thetaPlus, overRows(A, s, p.thetaOver))),
        s,
      };
    },
  }),
);

/** All parameters of `adaptiveLif`. */
export type AdaptiveLifParams = ParamsOf<typeof adaptiveLif.entry.parameters>;
