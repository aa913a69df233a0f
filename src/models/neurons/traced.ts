import { extended, type Model } from '../../core/model.js';
import { finite, flag, positive } from '../parameters/constraint.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { faded, vanishingToZero } from './membrane.js';
import { wrapper } from './neuron.js';

const parameters = {
  /** Time constant of the trace, ms. */
  tau: [20, positive, [1, 50]],
  /** Value of the trace after a spike, or its increase. */
  scale: [1, finite, [0.25, 2]],
  /** Whether spikes add to the trace (by their value, where they are graded) or set it. */
  additive: [false, flag],
} satisfies Table;

/** All parameters of `traced`. */
export type TraceParams = ParamsOf<typeof parameters>;

/**
 * A model that also keeps a spike trace `x`: it decays by exp(-dt / tau), and a spike of this step sets or raises it. The
 * model's own variables stay as they are, bit for bit. Morrison et al. 2008, section 4; docs/spec/nodes.md.
 */
export const traced = wrapper(
  'traced',
  parameters,
  <K extends string, R extends string = never>(
    model: Model<K | 's', R>,
    params: Partial<TraceParams> = {},
  ): Model<K | 's' | 'x', R> => {
    const { given, params: p, faults } = settle('traced', parameters, params);
    return extended<K, 'x', R>(model, {
      term: { name: 'traced', params: { ...given, of: model.term } },
      init: { x: 0 },
      faults: (neuron) => faults({ neuron }),
      follow: (A, { x }, s, _received, dt) => {
        const decayed = faded(A, x, p.tau, dt);
        const marked = p.additive ? A.add(decayed, A.mul(p.scale, s)) : A.where(A.ne(s, 0), p.scale, decayed);
        return { x: vanishingToZero(A, marked) };
      },
    });
  },
);
