import { unless } from '../../core/faults/refuse.js';
import { foldIn, type Key, type Seed } from '../../core/random.js';
import { scalar, seed, wholeFrom } from '../parameters/constraint.js';
import { required, type ParamsOf } from '../parameters/table.js';
import { partners, partnersOf, type Allowed } from './degrees.js';
import { integersOf } from './draws.js';
import { autapses, multapses } from './options.js';
import { patternOf } from './pattern-of.js';
import { drawnRows, startsOf } from './rows.js';

const options = { ...autapses, ...multapses };

/** Options of `fixedTotalNumber`. */
export type FixedTotalNumberOptions = Partial<ParamsOf<typeof options>>;

/**
 * `synapses` synapses in all, between pairs that are drawn: different ones, or with `multapses` each from all. In the order
 * of the sources, and of the targets for each. More synapses than pairs, without multapses, are a `FaultError`. PyNN's
 * FixedTotalNumberConnector, NEST's fixed_total_number.
 */
export const fixedTotalNumber = patternOf(
  'fixedTotalNumber',
  {
    /** Seed of the random numbers. */
    seed: [required, seed],
    /** Number of synapses in all. */
    synapses: [required, scalar(wholeFrom(0)), [0, 3]],
    ...options,
  },
  (seed: Seed, synapses: number, options: FixedTotalNumberOptions = {}) => ({ ...options, seed, synapses }),
  ({ synapses, ...allowed }) => ({
    synapses: () => synapses,
    faults: (m, n) => {
      const pairs = pairsOf(m, n, allowed.autapses);
      const cure = allowed.multapses ? '' : ' (with multapses: true there may be more)';
      const fits = synapses <= pairs || (allowed.multapses && pairs > 0);
      return unless(fits, 'Parameter', 'synapses', `at most ${pairs}, as there are pairs${cure}`, `${synapses}`);
    },
    draw: (m, n, key) => {
      const starts = startsOf(numbersOf(foldIn(key, 0), synapses, m, n, allowed));
      return drawnRows(starts, n, partners(foldIn(key, 1), n, allowed));
    },
  }),
);

const pairsOf = (m: number, n: number, autapses: boolean): number => m * n - (autapses ? 0 : Math.min(m, n));

/**
 * How many of the synapses each source has. Each synapse takes a source with the probability of the pairs that it still has: without
 * multapses more than half of all pairs are those that are not left out, so that a pair is seldom drawn in vain.
 */
const numbersOf = (key: Key, synapses: number, m: number, n: number, { autapses, multapses }: Allowed): Int32Array => {
  const pairs = pairsOf(m, n, autapses);
  const leavesOut = !multapses && synapses > pairs / 2;
  const below = integersOf(key);
  const counts = new Int32Array(m);
  for (let left = leavesOut ? pairs - synapses : synapses; left > 0;) {
    const source = below(m);
    // A pair of this source, or none if it has fewer than others.
    const pair = below(n);
    if (pair >= partnersOf(source, n, autapses) || (!multapses && pair < counts[source]!)) continue;
    counts[source]!++;
    left--;
  }
  return leavesOut ? counts.map((count, source) => partnersOf(source, n, autapses) - count) : counts;
};
