import { fault, refused, type LocalFault } from '../../core/faults/errors.js';
import { foldIn, type Seed } from '../../core/random.js';
import { isTensor, type Param, type Tensor } from '../../core/tensor.js';
import { shown, shownTensor } from '../../core/faults/shown.js';
import {
  eachAxis,
  finite,
  fraction,
  positions,
  positive,
  positiveFinite,
  scalar,
  seed,
  type Constraint,
} from '../parameters/constraint.js';
import { paramFaults } from '../parameters/faults.js';
import { refuseAll, unless } from '../../core/faults/refuse.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { chancesOf } from './draws.js';
import { joinedWith } from './joined-with.js';
import { autapses } from './options.js';
import { patternOf } from './pattern-of.js';
import { expMinus } from './portable.js';
import { distanceOf } from './space.js';

/** A share of the largest probability, 0 to 1, at a distance in units of the scale. */
export type Profile = 'gaussian' | 'exponential' | ((distance: number, source: number, target: number) => number);

const profiles: Readonly<Record<string, (distance: number) => number>> = {
  gaussian: (x) => expMinus((x * x) / 2),
  exponential: expMinus,
};

const profile: Constraint<Profile> = {
  is: 'word',
  words: Object.keys(profiles),
  code: (x: number): number => 1 / (1 + x),
};

const options = {
  /** The largest probability, at a distance of 0. */
  peak: [1, scalar(fraction)],
  /** Length of the profile: the standard deviation of a Gaussian, or the distance at which the exponential falls to 1/e. */
  scale: [1, scalar(positiveFinite)],
  /** The distance beyond which no neurons are joined. */
  cutoff: [Infinity, scalar(positive)],
  /** The length of the box on each axis, if its ends are joined (a torus); Infinity: they are not. */
  period: [Infinity, eachAxis],
  ...autapses,
} satisfies Table;

/** Options of `pairwise`. */
export type PairwiseOptions = Partial<ParamsOf<typeof options>>;

/**
 * Neurons at positions `[m, axes]` and `[n, axes]` are joined with a probability that depends on their distance d: peak x profile(d /
 * scale), which is peak exp(-(d / scale)^2 / 2) for `'gaussian'` and peak exp(-d / scale) for `'exponential'`, or a function of
 * d / scale and the numbers of both neurons, with values from 0 to 1. In the order of the sources, and of the targets for each. It takes
 * a time in proportion to peak x m x n, and room for the synapses only. Positions of other layers are a `FaultError`. PyNN's
 * DistanceDependentProbabilityConnector, NEST's pairwise_bernoulli.
 */
export const pairwise = patternOf(
  'pairwise',
  {
    /** Seed of the random numbers. */
    seed: [required, seed],
    /** Positions of the source's neurons `[m, axes]`, in any unit of length. */
    from: [required, positions('source')],
    /** Positions of the target's neurons `[n, axes]`, in the same unit. */
    to: [required, positions('target')],
    /** Decrease of the probability with the distance. */
    profile: [required, profile],
    ...options,
  },
  (seed: Seed, from: Tensor, to: Tensor, profile: Profile, options: PairwiseOptions = {}) => ({
    ...options,
    seed,
    from,
    to,
    profile,
  }),
  ({ from, to, profile, peak, scale, cutoff, period, autapses }) => {
    refuseAll('pairwise', spaceFaults(from, to, period));
    const share = typeof profile === 'function' ? checked(profile) : profiles[profile]!;
    const distance = distanceOf(from, to, period);
    return {
      faults: (m, n) => [...countFaults('from', from, m), ...countFaults('to', to, n)],
      draw: (m, n, key) => {
        const chance = chancesOf(foldIn(key, 1));
        // The pairs that are joined at the peak, thinned.
        return joinedWith(foldIn(key, 0), peak, m, n, (source, target) => {
          if (!autapses && source === target) return false;
          const apart = distance(source, target);
          return apart <= cutoff && chance() < share(apart / scale, source, target);
        });
      },
    };
  },
);

/** The same function; values that are no share are a fault. */
const checked =
  (profile: Exclude<Profile, string>): Exclude<Profile, string> =>
  (distance, source, target) => {
    const share = profile(distance, source, target);
    if (share >= 0 && share <= 1) return share;
    throw refused('pairwise', `profile of neurons ${source} and ${target}`, 'in [0, 1]', shown(share));
  };

const spaceFaults = (from: Tensor, to: Tensor, period: Param): readonly LocalFault[] => {
  const strange = [...positionsFaults('from', from), ...positionsFaults('to', to)];
  if (strange.length > 0) return strange;
  const [axes, others] = [from.shape[1]!, to.shape[1]!];
  const want = `positions with ${axes === 1 ? '1 axis' : `${axes} axes`}, as those of the source`;
  return [
    ...unless(axes === others, 'Shape', 'to', want, `${others}`),
    ...paramFaults('period', period, positive, [axes]),
  ];
};

const positionsFaults = (what: string, value: Tensor): readonly LocalFault[] =>
  isTensor(value) && value.shape.length === 2 && value.shape[1]! > 0
    ? paramFaults(what, value, finite, value.shape)
    : [fault('Shape', what, 'positions [neurons, axes], as gridPositions([10, 10]) makes them', shownTensor(value))];

const countFaults = (what: string, { shape: [count] }: Tensor, neurons: number): readonly LocalFault[] =>
  unless(count === neurons, 'Shape', what, `positions of ${neurons} neurons, those of the layer`, `${count}`);
