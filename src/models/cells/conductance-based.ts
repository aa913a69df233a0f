import { asF32 } from '../../core/tensor.js';
import { heldAndFired } from '../neurons/membrane.js';
import { gated } from '../neurons/refractory.js';
import type { Body } from '../neurons/neuron.js';
import { aboveReset } from '../neurons/threshold.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { cell } from './cell.js';
import { isGated, leakOf, openReceptors, relaxed } from './conductances.js';
import { leakyMembrane } from './current-based.js';
import { conductanceReceptors } from './receptors.js';

const parameters = {
  ...leakyMembrane,
  /** Synaptic conductances by name, uS, each with its `kinetics`, `tau`, `rise`, `reversal` and `magnesium`. */
  receptors: [{ exc: {}, inh: { reversal: -70 } }, conductanceReceptors],
} satisfies Table;

/**
 * Leaky integrate-and-fire cell with synaptic conductances: C dv/dt = C (rest - v) / tau + sum of g (reversal - v) + input +
 * offset. The plain input is a current (nA) of one step. A spike at a receptor raises its conductance by the weight; below 0
 * it counts as 0. With `magnesium` the conductance is that of NMDA, which opens as v rises.
 *
 * Variables: v (mV), refrac (ms), s, and for each receptor its conductance (uS) under its name; for 'alpha' and 'double exponential'
 * also its rise, `excRise`. Conductances are exact; v takes each at its mean over the step, exactly for that (exponential Euler),
 * and NMDA's block from the middle of the step: an error of the order of dt^2. Then v >= thresh is tested, and v reset; while
 * refractory it stays where it is. With one conductance PyNN's IF_cond_exp and IF_cond_alpha, NEST's iaf_cond_exp and iaf_cond_alpha.
 */
export const conductanceBased = cell(
  'conductanceBased',
  parameters,
  conductanceReceptors,
  (p, receptors): Body<Own> => {
    const { leak, atRest } = leakOf(p);
    return {
      conductances: Object.keys(receptors),
      init: { v: asF32(p.start ?? p.rest), refrac: 0, s: false },
      faults: aboveReset(p),
      receives: (A, { refrac }, input, dt) => gated(A, refrac, input, dt),
      step: (A, state, input, dt) => {
        const { v } = state;
        const open = openReceptors(A, receptors, state, dt);
        const flow = A.add(A.add(input, p.offset), atRest);
        const charge = (at: typeof input, h: number) =>
          relaxed(A, v, open({ total: A.constant(leak), flow }, at), p.capacitance, h);
        const charged = charge(isGated(receptors) ? charge(v, dt / 2) : v, dt);
        return heldAndFired(A, state, charged, dt, p.thresh, p);
      },
    };
  },
);

type Own = 'v' | 'refrac' | 's';

/** All parameters of `conductanceBased`. */
export type ConductanceBasedParams = ParamsOf<typeof conductanceBased.entry.parameters>;
