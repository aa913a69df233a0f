import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Faults } from '../../core/faults/errors.js';
import { layer, type Network } from '../../core/network.js';
import { foldIn } from '../../core/random.js';
import { conductanceBased } from '../cells/conductance-based.js';
import { sparse } from '../connections/sparse.js';
import { constant } from '../connections/weights-by-place.js';
import { bounded } from '../learning/bounded.js';
import { inhibitoryStdp } from '../learning/inhibitory-stdp.js';
import { finite, magnitude, notNegative, scalar, sized, wholeFrom } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fixedProbability } from '../patterns/fixed-probability.js';
import { balancedParameters, type Cell } from './balanced.js';
import { networkOf } from '../networks/network-of.js';

/** Excitatory cells E and inhibitory cells I, whose synapses to E learn. */
export type VogelsSprekeler = Network<{ E: Cell; I: Cell }, { EE: 'w'; EI: 'w'; IE: 'w' | 'p' | 'q'; II: 'w' }>;

/**
 * A network that balances itself: a current makes all cells fire fast, until inhibitory synapses have grown, by plasticity alone, to
 * where the excitatory cells fire irregularly at about the target rate. Vogels, Sprekeler et al. 2011, figure 4.
 */
export const vogelsSprekeler = networkOf(
  'vogelsSprekeler',
  {
    ...balancedParameters,
    /** Number of cells, four fifths of them excitatory. */
    neurons: [10000, sized(wholeFrom(3)), [5, 12]],
    /** Increase of the excitatory conductance at a spike, uS. It decays with 5 ms. */
    exc: [0.0003, magnitude, [0, 0.1]],
    /** The same between inhibitory cells, uS. */
    inh: [0.003, magnitude, [0, 0.1]],
    /** The largest conductance of an inhibitory synapse that learns, uS; at first it is 0. */
    most: [0.1, magnitude, [0.05, 0.2]],
    /** The learning rate, uS. */
    nu: [1e-5, scalar(notNegative), [0, 0.01]],
    /** Target rate of excitatory cells, Hz. */
    target: [3, scalar(notNegative), [1, 40]],
    /** Constant current into each cell, nA. */
    current: [0.2, scalar(finite), [0, 1]],
  },
  (p): E.Either<Faults, VogelsSprekeler> => {
    const cell = conductanceBased({
      ...membrane,
      offset: p.current,
      receptors: { exc: { tau: 5 }, inh: { tau: 10, reversal: -80 } },
    });
    const excitatory = Math.round(0.8 * p.neurons);
    const layers = { E: layer([excitatory], cell), I: layer([p.neurons - excitatory], cell) };
    const wiring = (part: number, weight: number) =>
      sparse(fixedProbability(foldIn(p.seed, part), p.probability), constant(weight));
    return network({ dt: p.dt }, layers, (connect) => ({
      EE: connect('E', 'E.exc', wiring(0, p.exc)),
      EI: connect('E', 'I.exc', wiring(1, p.exc)),
      IE: connect('I', 'E.inh', wiring(2, 0), bounded(inhibitoryStdp(p.nu, { target: p.target }), 0, p.most)),
      II: connect('I', 'I.inh', wiring(3, p.inh)),
    }));
  },
);

const membrane = { capacitance: 0.2, tau: 20, rest: -60, thresh: -50, reset: -60, refrac: 5 };

/** All parameters of `vogelsSprekeler`. */
export type VogelsSprekelerParams = ParamsOf<typeof vogelsSprekeler.entry.parameters>;
