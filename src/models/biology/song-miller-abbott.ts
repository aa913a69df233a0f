import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Faults } from '../../core/faults/errors.js';
import { layer, type Network } from '../../core/network.js';
import { foldIn } from '../../core/random.js';
import { conductanceBased } from '../cells/conductance-based.js';
import { spikeSourcePoisson } from '../cells/spike-source-poisson.js';
import { dense } from '../connections/dense.js';
import { constant } from '../connections/weights-by-place.js';
import { uniform } from '../connections/weights.js';
import { bounded } from '../learning/bounded.js';
import { pairStdp } from '../learning/pair-stdp.js';
import {
  magnitude,
  notNegative,
  positive,
  positiveFinite,
  scalar,
  seed,
  sized,
  whole,
} from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import type { Cell } from './balanced.js';
import { networkOf } from '../networks/network-of.js';

type Source = 'wait' | 'clock' | 's';

/** Excitatory inputs X, whose synapses learn, inhibitory inputs I, and the neurons Y that they all reach. */
export type SongMillerAbbott = Network<{ X: Source; I: Source; Y: Cell }, { XY: 'w' | 'p' | 'q'; IY: 'w' }>;

/**
 * Competition of synapses by STDP: Poisson inputs that all reach one neuron. Synapses whose spikes come just before its own
 * are strengthened, and depression is slightly stronger than potentiation. So some synapses grow to the largest conductance
 * and the others shrink to 0, and the neuron fires at a moderate, irregular rate, whatever the rate of its inputs.
 * Conductances are in units of the leak (the capacitance equals the time constant). Song, Miller & Abbott 2000, figure 2.
 */
export const songMillerAbbott = networkOf(
  'songMillerAbbott',
  {
    /** Number of excitatory inputs. */
    excitatory: [1000, sized(whole), [5, 12]],
    /** Number of inhibitory inputs. */
    inhibitory: [200, sized(whole), [2, 4]],
    /** Number of neurons, with the same inputs and initial weights of their own. */
    neurons: [1, sized(whole), [1, 4]],
    /** Rate of each excitatory input, Hz. */
    rate: [15, scalar(notNegative), [5, 200]],
    /** Rate of each inhibitory input, Hz. */
    rateInh: [10, scalar(notNegative), [5, 200]],
    /** The largest conductance of an excitatory synapse, uS (the leak has 1 uS); first ones are drawn from 0 to it. */
    most: [0.015, magnitude, [0.1, 4]],
    /** The conductance of an inhibitory synapse, uS. */
    inh: [0.05, magnitude, [0, 1]],
    /** Potentiation by a pair of spikes, as a fraction of the largest conductance. */
    aPlus: [0.005, scalar(notNegative), [0, 0.2]],
    /** Ratio of depression to potentiation. */
    depression: [1.05, scalar(notNegative), [0.9, 1.2]],
    /** Time constant of both sides of the STDP window, ms. */
    tau: [20, scalar(positive), [2, 30]],
    /** Length of a step, ms. */
    dt: [0.1, scalar(positiveFinite), [0.1, 1]],
    /** Seed of the initial weights. */
    seed: [0, seed],
  },
  (p): E.Either<Faults, SongMillerAbbott> => {
    const stdp = pairStdp({
      aPlus: p.aPlus * p.most,
      aMinus: p.depression * p.aPlus * p.most,
      tauPlus: p.tau,
      tauMinus: p.tau,
    });
    const layers = {
      X: layer([p.excitatory], spikeSourcePoisson({ rate: p.rate })),
      I: layer([p.inhibitory], spikeSourcePoisson({ rate: p.rateInh })),
      Y: layer([p.neurons], conductanceBased(membrane)),
    };
    return network({ dt: p.dt }, layers, (connect) => ({
      XY: connect('X', 'Y.exc', dense(uniform(foldIn(p.seed, 0), 0, p.most)), bounded(stdp, 0, p.most)),
      IY: connect('I', 'Y.inh', dense(constant(p.inh))),
    }));
  },
);

const membrane = {
  capacitance: 20,
  tau: 20,
  rest: -70,
  thresh: -54,
  reset: -60,
  refrac: 0,
  receptors: { exc: { tau: 5 }, inh: { tau: 5, reversal: -70 } },
} as const;

/** All parameters of `songMillerAbbott`. */
export type SongMillerAbbottParams = ParamsOf<typeof songMillerAbbott.entry.parameters>;
