import { narrow } from '../../core/places.js';
import type { ParamsOf } from '../parameters/table.js';
import { partnersOf } from './degrees.js';
import { autapses } from './options.js';
import { patternOf } from './pattern-of.js';
import { patternByRows, startsOf } from './rows.js';

const options = { ...autapses };

/** Options of `allToAllPattern`. */
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
    draw: (m, n) => {
      const post = narrow(Math.min(m, n), n).map((_, place) => place);
      return patternByRows(startsOf(new Int32Array(m).fill(1, 0, post.length)), post);
    },
  }),
);

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
      const degrees = new Int32Array(m).map((_, source) => partnersOf(source, n, autapses));
      const starts = startsOf(degrees);
      const post = narrow(starts[m]!, n);
      for (let source = 0, synapse = 0; source < m; source++)
        for (let target = 0; target < n; target++) if (autapses || source !== target) post[synapse++] = target;
      return patternByRows(starts, post);
    },
  }),
);
