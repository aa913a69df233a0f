import { alongRows, overRows } from '../../core/rows.js';
import type { Rule } from '../../core/rule.js';
import { mapParam, type Param } from '../../core/tensor.js';
import { decayFactor } from '../neurons/membrane.js';
import { demandNumber, finite, paramFaults, positive } from '../params.js';
import { eligibility, mstdpDefaults, traceFaults, type MstdpParams } from './mstdp.js';

export interface MstdpetParams extends MstdpParams {
  /** Time constant of the eligibility trace, ms. */
  readonly tauEligibility: number;
}

export const mstdpetDefaults: MstdpetParams = { ...mstdpDefaults, tauEligibility: 25 };

/**
 * `mstdp` with an eligibility trace: the reward meets what synapses did over the last tauEligibility ms, not only in the step before.
 *
 *   z = z exp(-dt/tauEligibility) + e / tauEligibility;  w + nu dt R[reward z];  then p, q, e as in `mstdp`
 *
 * Variables: p, q, e as there, z `[b, ...w]`. Florian 2007; spec/learning.md, MSTDPET.
 */
export const mstdpet = (nu: Param, params: Partial<MstdpetParams> = {}): Rule<'s', 's', 'p' | 'q' | 'e' | 'z'> => {
  const p = { ...mstdpetDefaults, ...params };
  return {
    term: { name: 'mstdpet', params: { nu, ...p } },
    init: { p: 'pre', q: 'post', e: 'synapse', z: 'synapse' },
    rewarded: true,
    faults: (weights) => [
      ...paramFaults('nu', nu, finite, weights),
      ...traceFaults(p),
      ...demandNumber('tauEligibility', p.tauEligibility, positive),
    ],
    step: (A, vars, seen) => {
      const z = A.add(A.mul(vars.z, decayFactor(p.tauEligibility, seen.dt)), A.div(vars.e, p.tauEligibility));
      const earned = A.mul(alongRows(A, seen.reward, A.type(z).shape.length), z);
      const w = A.add(
        vars.w,
        A.mul(
          mapParam((rate) => rate * seen.dt, nu),
          overRows(A, earned, p.over),
        ),
      );
      return { w, z, ...eligibility(A, vars, seen, p) };
    },
  };
};
