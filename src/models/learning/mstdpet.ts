import { mapParam, type Param } from '../../core/tensor.js';
import { fadedToZero } from '../neurons/membrane.js';
import { positive, scalar } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { earned } from './earned.js';
import { eligibility, mstdp } from './mstdp.js';
import { ruleOf, type RuleBody } from './rule-of.js';

const parameters = {
  ...mstdp.entry.parameters,
  /** Time constant of the eligibility trace, ms. */
  tauEligibility: [25, scalar(positive), [2, 30]],
} satisfies Table;

/** All parameters of `mstdpet` but `nu`. */
export type MstdpetParams = Omit<ParamsOf<typeof parameters>, 'nu'>;

/**
 * `mstdp` with an eligibility trace: the reward acts on the pairs of spikes of the last tauEligibility ms, not only on those
 * of the step before.
 *
 *   z = z exp(-dt/tauEligibility) + e / tauEligibility;  w + nu dt R[reward z];  then p, q, e as in `mstdp`
 *
 * Variables: p, q, e as there, z `[b, ...w]`. Florian 2007; docs/spec/learning.md, MSTDPET.
 */
export const mstdpet = ruleOf(
  'mstdpet',
  parameters,
  (nu: Param, params: Partial<MstdpetParams> = {}) => ({ ...params, nu }),
  (p): RuleBody<'s', 's', 'p' | 'q' | 'e' | 'z'> => ({
    init: { p: 'pre', q: 'post', e: 'synapse', z: 'synapse' },
    rewarded: true,
    step: (A, vars, seen) => {
      const z = A.add(fadedToZero(A, vars.z, p.tauEligibility, seen.dt), A.div(vars.e, p.tauEligibility));
      const nu = mapParam((rate) => rate * seen.dt, p.nu);
      const w = earned(A, vars.w, seen.reward, z, { nu, over: p.over });
      return { w, z, ...eligibility(A, vars, seen, p) };
    },
  }),
);
