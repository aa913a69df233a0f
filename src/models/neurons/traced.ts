import { extended, type Model } from '../../core/model.js';
import type { Param } from '../../core/tensor.js';
import { demand, finite, positive } from '../params.js';
import { decayFactor } from './membrane.js';

export interface TraceParams {
  /** Time constant of the trace, ms. */
  readonly tau: Param;
  /** What a spike sets the trace to, or adds to it. */
  readonly scale: Param;
  /** Whether spikes add to the trace (by their value, where they are graded) or set it. */
  readonly additive: boolean;
}

export const traceDefaults: TraceParams = { tau: 20, scale: 1, additive: false };

/** Below this a trace is 0: denormal numbers never get there by themselves, and slow every step. */
const vanishing = 1e-30;

/**
 * A model that also keeps a spike trace `x`: it decays by exp(-dt / tau) and then takes in this step's spike. The model's
 * own variables stay as they are, bit for bit. Morrison et al. 2008, section 4; spec/nodes.md.
 */
export const traced = <K extends string>(
  model: Model<K | 's'>,
  params: Partial<TraceParams> = {},
): Model<K | 's' | 'x'> => {
  const p = { ...traceDefaults, ...params };
  return extended<K, 'x'>(model, {
    term: { name: 'traced', params: { ...p, of: model.term } },
    init: { x: 0 },
    faults: demand(p, { tau: positive, scale: finite }),
    follow: (A, { x }, s, _received, dt) => {
      const decayed = A.mul(x, decayFactor(p.tau, dt));
      const marked = p.additive ? A.add(decayed, A.mul(p.scale, s)) : A.where(A.ne(s, 0), p.scale, decayed);
      return { x: A.where(A.lt(A.abs(marked), vanishing), 0, marked) };
    },
  });
};
