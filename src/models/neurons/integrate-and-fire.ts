import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { asF32 } from '../../core/tensor.js';
import type { ParamsOf } from '../parameters/table.js';
import { lif } from './lif.js';
import { fired, spiking } from './membrane.js';
import { countedDown, gated, type Countdown } from './refractory.js';
import { neuron, type Body } from './neuron.js';
import { aboveReset } from './threshold.js';

const { thresh, reset, refrac, lbound, resetBy, countdown } = lif.entry.parameters;

/**
 * Integrate-and-fire without a leak: v keeps what it gets until a spike resets it (where it also starts).
 * Variables: v (mV), refrac (ms), s. Lapicque 1907; order of operations as in `lif`; docs/spec/nodes.md, IFNodes.
 */
export const integrateAndFire = neuron(
  'integrateAndFire',
  { thresh, reset, refrac, lbound, resetBy, countdown },
  (p): Body<'v' | 'refrac' | 's'> => ({
    init: { v: asF32(p.reset), refrac: 0, s: false },
    faults: aboveReset(p),
    charged: (A, state, input, dt) => charged(A, state, input, dt, p),
    step: (A, state, input, dt) => {
      const { refrac } = state;
      const v = charged(A, state, input, dt, p);
      const s = spiking(A, v, p.thresh, refrac, dt, p);
      return { ...fired(A, s, v, countedDown(A, refrac, p.refrac, dt, p.countdown), p), s };
    },
  }),
);

const charged = <T>(
  A: Algebra<T>,
  { v, refrac }: Vars<'v' | 'refrac', T>,
  input: T,
  dt: number,
  { countdown }: { readonly countdown: Countdown },
): T => A.add(v, gated(A, refrac, input, dt, countdown));

/** All parameters of `integrateAndFire`. */
export type IntegrateAndFireParams = ParamsOf<typeof integrateAndFire.entry.parameters>;
