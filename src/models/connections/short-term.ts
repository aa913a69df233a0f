import { part } from '../parameters/constraint.js';
import { required, type ParamsOf } from '../parameters/table.js';
import { aroundConnection } from './around.js';
import { releasing, resources, shortTermPlasticity, towardsZero, used } from './releasing.js';

const own = ['u', 'depleted'] as const;

/** All parameters of `shortTerm`. */
export type ShortTermParams = ParamsOf<typeof resources>;

/**
 * A connection with short-term plasticity: of a neuron's resources x a spike uses the part u, and delivers u x times the weights of `of`;
 * x recovers to 1, and u decays to 0. In a step they first recover, then a spike changes them, in this order:
 *
 *   u + U (1 - u);  the connection transmits s u x;  x - u x
 *
 * Variables, of each source neuron `[b, ...from]`: u, and depleted, which is 1 - x; both start at 0, as after a long silence. What
 * is not 0 counts as a spike: a graded one of size s is s times as strong, and uses as much as one of 1. Rules learn from the
 * layers' own spikes. Tsodyks & Markram 1997, Fuhrmann et al. 2002: PyNN's TsodyksMarkramSynapse, NEST's tsodyks2_synapse.
 */
export const shortTerm = aroundConnection(
  'shortTerm',
  { ...resources, of: [required, part('connection')] },
  { [shortTermPlasticity]: own },
  (params: Partial<ShortTermParams> = {}) => params,
  (connection, { U, tauRec, tauFacil }, from) =>
    releasing(connection, own, from, (A, vars, spiked, dt) => {
      const before = towardsZero(A, vars.depleted, tauRec, dt);
      const u = used(A, vars.u, spiked, U, tauFacil, dt);
      const released = A.mul(u, A.sub(1, before));
      return { released, vars: { u, depleted: A.where(spiked, A.add(before, released), before) } };
    }),
);
