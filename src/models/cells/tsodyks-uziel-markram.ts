import { mapParams } from '../../core/tensor.js';
import { aroundConnection } from '../connections/around.js';
import { releasing, resources, shortTermPlasticity, towardsZero, used } from '../connections/releasing.js';
import { vanishingToZero } from '../neurons/membrane.js';
import { notNegative, part, perSource } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { propagator } from './propagator.js';

const parameters = {
  ...resources,
  /** Time constant with which resources that were used stop being active, ms; that of the synaptic current. 0: they begin to recover at once. */
  tauActive: [3, perSource(notNegative), [0, 50]],
} satisfies Table;

const own = ['u', 'active', 'inactive'] as const;

/** All parameters of `tsodyksUzielMarkram`. */
export type TsodyksUzielMarkramParams = ParamsOf<typeof parameters>;

/**
 * Short-term plasticity of three states: resources that a spike uses are active for the time of the synaptic current, then inactive,
 * and only then recover (in `shortTerm` they begin at once). Of x = 1 - active - inactive a spike uses the part u, and delivers u x times the weights
 * of `of`. In a step the states first move, by the exact solution of
 *
 *   d active/dt = -active / tauActive;  d inactive/dt = active / tauActive - inactive / tauRec;  du/dt = -u / tauFacil
 *
 * and then a spike changes them, in this order: u + U (1 - u);  the connection transmits s u x;  active + u x.
 *
 * Variables, of each source neuron `[b, ...from]`: u, active, inactive; all start at 0, as after a long silence. Graded spikes and rules
 * are as with `shortTerm`. Give `tauActive` the time constant of the receptor that the connection delivers to. Tsodyks, Uziel & Markram 2000:
 * NEST's tsodyks_synapse, PyNN's TsodyksMarkramSynapse on NEURON.
 */
export const tsodyksUzielMarkram = aroundConnection(
  'tsodyksUzielMarkram',
  { ...parameters, of: [required, part('connection')] },
  { [shortTermPlasticity]: own },
  (params: Partial<TsodyksUzielMarkramParams> = {}) => params,
  (connection, { U, tauRec, tauFacil, tauActive }, from) =>
    releasing(connection, own, from, (A, vars, spiked, dt) => {
      const remaining = towardsZero(A, vars.active, tauActive, dt);
      const passed = mapParams((active, rec) => passedOn(dt, active!, rec!), tauActive, tauRec);
      const kept = towardsZero(A, vars.inactive, tauRec, dt);
      const inactive = vanishingToZero(A, A.add(kept, A.mul(vars.active, passed)));
      const u = used(A, vars.u, spiked, U, tauFacil, dt);
      const released = A.mul(u, A.sub(A.sub(1, remaining), inactive));
      return { released, vars: { u, active: A.where(spiked, A.add(remaining, released), remaining), inactive } };
    }),
);

/** The part of what is active that is inactive after a step of dt. */
const passedOn = (dt: number, tauActive: number, tauRec: number): number => {
  if (tauRec === 0) return 0;
  return tauActive === 0 ? Math.exp(-dt / tauRec) : propagator(0, dt, tauActive, tauRec) / tauActive;
};
