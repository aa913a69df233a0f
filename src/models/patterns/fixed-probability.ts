import { streamOf, type Seed } from '../../core/random.js';
import { fraction, scalar, seed } from '../parameters/constraint.js';
import { required, type ParamsOf } from '../parameters/table.js';
import { joinedWith } from './joined-with.js';
import { autapses } from './options.js';
import { patternOf } from './pattern-of.js';

const options = { ...autapses };

/** Options of `fixedProbability`. */
export type FixedProbabilityOptions = Partial<ParamsOf<typeof options>>;

/**
 * Each pair of neurons is joined with a probability (0 to 1), independently; in the order of the sources, and of the targets
 * for each. The gaps between synapses are drawn, so it takes a time in proportion to the synapses. PyNN's
 * FixedProbabilityConnector, NEST's pairwise_bernoulli.
 */
export const fixedProbability = patternOf(
  'fixedProbability',
  {
    /** Seed of the random numbers. */
    seed: [required, seed],
    /** Probability of each synapse. */
    probability: [required, scalar(fraction)],
    ...options,
  },
  (seed: Seed, probability: number, options: FixedProbabilityOptions = {}) => ({ ...options, seed, probability }),
  ({ seed, probability, autapses }) => {
    // The name under which these patterns were first drawn, so that a seed still draws the same.
    const key = streamOf(seed, 'randomPattern');
    return {
      synapses: (m, n) => m * n * probability,
      draw: (m, n) => joinedWith(key, probability, m, n, (source, target) => autapses || source !== target),
    };
  },
);
