import type { ParamsOf } from '../parameters/table.js';
import { autapses } from './options.js';
import { patternOf } from './pattern-of.js';

const options = { ...autapses };

export type AllToAllOptions = Partial<ParamsOf<typeof options>>;

/**
 * Every neuron is joined to the one of its own number, where the target has one: the synapses of the weights `oneToOne`. PyNN's
 * OneToOneConnector, NEST's one_to_one.
 */
export const oneToOnePattern = patternOf(
  'oneToOnePattern',
  {},
  (...none: readonly never[]) => none[0] ?? {},
  () => ({
    synapses: Math.min,
    draw: (m, n) => ({ pre: upTo(Math.min(m, n)), post: upTo(Math.min(m, n)) }),
  }),
);

const upTo = (count: number): Int32Array => new Int32Array(count).map((_, place) => place);

/**
 * Every neuron of the source is joined to all of the target, in their order. (`dense` does the same in less time; here there
 * may be no autapses.) PyNN's AllToAllConnector, NEST's all_to_all.
 */
export const allToAllPattern = patternOf(
  'allToAllPattern',
  options,
  (options: AllToAllOptions = {}) => options,
  ({ autapses }) => ({
    synapses: (m, n) => m * n,
    draw: (m, n) => {
      const pre = new Int32Array(m * n - (autapses ? 0 : Math.min(m, n)));
      const post = new Int32Array(pre.length);
      for (let source = 0, synapse = 0; source < m; source++)
        for (let target = 0; target < n; target++) {
          if (!autapses && source === target) continue;
          pre[synapse] = source;
          post[synapse++] = target;
        }
      return { pre, post };
    },
  }),
);
