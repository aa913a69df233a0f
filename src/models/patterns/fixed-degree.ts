import { narrow } from '../../core/places.js';
import type { Seed } from '../../core/random.js';
import { scalar, seed, wholeFrom } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { degreeFaults, partners } from './degrees.js';
import { autapses, multapses } from './options.js';
import { patternOf } from './pattern-of.js';
import { byTarget, drawnRows, startsOf } from './rows.js';

const options = { ...autapses, ...multapses };

/** Options of `fixedInDegree` and `fixedOutDegree`. */
export type FixedDegreeOptions = Partial<ParamsOf<typeof options>>;

const table = {
  /** Seed of the random numbers. */
  seed: [required, seed],
  /** Number of synapses into each neuron, or from it. */
  degree: [required, scalar(wholeFrom(0)), [0, 2]],
  ...options,
} satisfies Table;

const taken = (seed: Seed, degree: number, options: FixedDegreeOptions = {}) => ({ ...options, seed, degree });

/**
 * Into each neuron lead `degree` synapses, from sources that are drawn: different ones, or with `multapses` each from all.
 * In the order of the sources, and of the targets for each. A degree above the number of sources is a `FaultError`. PyNN's
 * FixedNumberPreConnector, NEST's fixed_indegree.
 */
export const fixedInDegree = patternOf('fixedInDegree', table, taken, ({ degree, ...allowed }) => ({
  synapses: (_, n) => n * degree,
  faults: (m) => degreeFaults(degree, 'sources', m, allowed),
  draw: (m, n, key) => {
    const draw = partners(key, m, allowed);
    const sources = narrow(n * degree, m);
    const some = new Int32Array(degree);
    for (let target = 0; target < n; target++) {
      draw(some, 0, degree, target);
      sources.set(some, target * degree);
    }
    return byTarget(sources, degree, m, n);
  },
}));

/**
 * From each neuron lead `degree` synapses, to targets that are drawn: different ones, or with `multapses` each of all. In
 * the order of the sources, and of the targets for each. A degree above the number of targets is a `FaultError`. PyNN's
 * FixedNumberPostConnector, NEST's fixed_outdegree.
 */
export const fixedOutDegree = patternOf('fixedOutDegree', table, taken, ({ degree, ...allowed }) => ({
  synapses: (m) => m * degree,
  faults: (_, n) => degreeFaults(degree, 'targets', n, allowed),
  draw: (m, n, key) => drawnRows(startsOf(new Int32Array(m).fill(degree)), n, partners(key, n, allowed)),
}));
