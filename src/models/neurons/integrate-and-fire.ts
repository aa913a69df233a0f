import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { asF32 } from '../../core/tensor.js';
import type { ParamsOf } from '../parameters/table.js';
import { lif } from './lif.js';
import { countedDown, fired, gated, spiking } from './membrane.js';
import { neuron, type Body } from './neuron.js';
import { aboveReset } from './threshold.js';

const { thresh, reset, refrac, lbound, resetBy } = lif.entry.parameters;

/**
 * Integrate-and-fire without a leak: v keeps what it gets until a spike resets it (where it also starts).
 * Variables: v (mV), refrac (ms), s. Lapicque 1907; order of operations as in `lif`; docs/spec/nodes.md, IFNodes.
 */
export const integrateAndFire = neuron(
  'integrateAndFire',
  { thresh, reset, refrac, lbound, resetBy },
  (p): Body<'v' | 'refrac' | 's'> => ({
    init: { v: asF32(p.reset), refrac: 0, s: false },
    faults: aboveReset(p),
    charged,
    step: (A, state, input, dt) => {
      const { refrac } = state;
      const v = charged(A, state, input, dt);
      const s = spiking(A, v, p.thresh, refrac, dt, p);
      return { ...fired(A, s, v, countedDown(A, refrac, p.refrac, dt), p), s };
    },
  }),
);

const charged = <T>(A: Algebra<T>, { v, refrac }: Vars<'v' | 'refrac', T>, input: T, dt: number): T =>
  A.add(v, gated(A, refrac, input, dt));

/** All parameters of `integrateAndFire`. */
export type IntegrateAndFireParams = ParamsOf<typeof integrateAndFire.entry.parameters>;
