import { asF32 } from '../../core/tensor.js';
import { finite, notNegative, number, oneOfWords, positive } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fired, leakyCharge, spiking } from './membrane.js';
import { countedDown, gated } from './refractory.js';
import { neuron, type Body } from './neuron.js';
import { aboveReset } from './threshold.js';

/**
 * Leaky integrate-and-fire: tau dv/dt = rest - v, plus the input as a jump (mV); v >= thresh spikes.
 *
 * Variables: v membrane voltage (mV), refrac time left silent (ms), s spike. A step leaks, adds the input unless
 * refractory, tests the threshold, resets, then applies the lower bound. Under a saturating input it fires every
 * refrac / dt + 1 steps exactly, whatever dt. Gerstner et al. 2014, section 1.3; order of operations as in docs/spec/nodes.md.
 */
export const lif = neuron(
  'lif',
  {
    /** Spikes at v >= thresh, mV. */
    thresh: [-52, number, [-60, -45]],
    /** Resting voltage, also the initial one, mV. */
    rest: [-65, finite, [-70, -62]],
    /** Reset voltage, mV. */
    reset: [-65, finite, [-75, -61]],
    /** Time after a spike in which input has no effect, ms. */
    refrac: [5, notNegative, [0, 4]],
    /** Membrane time constant, ms. */
    tau: [100, positive, [2, 150]],
    /** Lower bound of v, mV; applied after the reset. */
    lbound: [-Infinity, number, [-80, -62]],
    /** Whether a spike puts v at the reset, or takes thresh - reset from it, so that what is above the threshold stays. */
    resetBy: ['value', oneOfWords('value', 'subtraction')],
    /** Countdown of refrac: in whole steps, or in float32, whose rounding may add a step (BindsNET: refrac 5, dt 0.1). */
    countdown: ['steps', oneOfWords('steps', 'float32')],
  },
  (p): Body<'v' | 'refrac' | 's'> => ({
    init: { v: asF32(p.rest), refrac: 0, s: false },
    faults: aboveReset(p),
    receives: (A, { refrac }, input, dt) => gated(A, refrac, input, dt, p.countdown),
    charged: (A, state, input, dt) => leakyCharge(A, state, input, dt, p),
    step: (A, state, input, dt) => {
      const { refrac } = state;
      const charged = leakyCharge(A, state, input, dt, p);
      const s = spiking(A, charged, p.thresh, refrac, dt, p);
      return { ...fired(A, s, charged, countedDown(A, refrac, p.refrac, dt, p.countdown), p), s };
    },
  }),
);

/** All parameters of `lif`. */
export type LifParams = ParamsOf<typeof lif.entry.parameters>;
