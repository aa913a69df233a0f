import type { DelayLine } from './connection.js';
import { mapEntries, mapValues, pick } from './record.js';
import { rowAfter, rowBefore } from './ring.js';
import type { AnyRule } from './rule.js';
import { zeros } from './tensor.js';

/** The variable that says which row of the rings of a rule on arrival is the oldest. */
export const oldest = 'oldest';

/**
 * The step of a rule of synapses with delays of their own. What a synapse sees of its source is what that was when its spikes were fired. So
 * the rule's variables on the source's side move once for each source, rings keep them for the last steps, and the rule is then applied
 * to what each synapse sees in those.
 */
export const onArrival =
  ({ init, step }: AnyRule, line: DelayLine): AnyRule['step'] =>
  (A, vars, seen) => {
    const [at, steps, w] = [vars[oldest]!, line.steps(seen.dt), A.type(vars['w']!).shape];
    const rings = pick(
      vars,
      Object.keys(init).filter((name) => init[name] === 'pre'),
    );
    const each = [A.type(at).shape[0]!, ...w];
    const atSource = step(
      A,
      { ...vars, ...mapValues(rings, (ring) => A.rowAt(ring, rowBefore(A, at, steps))) },
      { ...seen, correlate: (_pre, _post, over) => A.constant(zeros(over === 'each' ? each : w)) },
    );
    const atSynapses = step(
      A,
      { ...vars, ...mapValues(rings, (ring) => line.seen(A, ring, at, seen.dt)) },
      { ...seen, pre: { s: line.arrived(A, vars, seen.dt) } },
    );
    return {
      ...atSynapses,
      ...mapEntries(rings, (name, ring) => A.withRow(ring, at, atSource[name]!)),
      [oldest]: rowAfter(A, at, steps),
    };
  };
