import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Faults } from '../../core/faults/errors.js';
import type { Model } from '../../core/model.js';
import { layer, type Network } from '../../core/network.js';
import { foldIn, type Key } from '../../core/random.js';
import { sparse } from '../connections/sparse.js';
import { constant } from '../connections/weights-by-place.js';
import { fraction, positiveFinite, scalar, seed, sized, wholeFrom } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { fixedProbability } from '../patterns/fixed-probability.js';

/** What the networks of Vogels & Abbott have, with currents or with conductances. */
export const balancedParameters = {
  /** Number of cells, four fifths of them excitatory. */
  neurons: [4000, sized(wholeFrom(3)), [5, 12]],
  /** Probability that a pair of cells is joined. */
  probability: [0.02, scalar(fraction)],
  /** Length of a step, ms. */
  dt: [0.1, scalar(positiveFinite), [0.1, 1]],
  /** Seed of the initial voltages and of the synapses. */
  seed: [0, seed],
} satisfies Table;

/** The variables of a cell with receptors exc and inh. */
export type Cell = 'v' | 'refrac' | 's' | 'exc' | 'inh' | 'excRise' | 'inhRise';
type Weights = { readonly [joined in 'EE' | 'EI' | 'IE' | 'II']: 'w' };

/** Excitatory cells E and inhibitory cells I, joined at random. */
export type Balanced = Network<{ E: Cell; I: Cell }, Weights>;

/** Cells of one kind, some of which excite all and the others inhibit all: `cells` makes as many as it is told, from a key. */
export const balanced = (
  { neurons, probability, dt, seed }: ParamsOf<typeof balancedParameters>,
  cells: (count: number, key: Key) => Model<Cell, 'exc' | 'inh'>,
  weights: { readonly exc: number; readonly inh: number },
): E.Either<Faults, Balanced> => {
  const excitatory = Math.round(0.8 * neurons);
  const cellsOf = (count: number, part: number) => layer([count], cells(count, foldIn(seed, part)));
  const wiring = (part: number, weight: number) =>
    sparse(fixedProbability(foldIn(seed, part), probability), constant(weight));
  return network({ dt }, { E: cellsOf(excitatory, 0), I: cellsOf(neurons - excitatory, 1) }, (connect) => ({
    EE: connect('E', 'E.exc', wiring(2, weights.exc)),
    EI: connect('E', 'I.exc', wiring(3, weights.exc)),
    IE: connect('I', 'E.inh', wiring(4, weights.inh)),
    II: connect('I', 'I.inh', wiring(5, weights.inh)),
  }));
};
