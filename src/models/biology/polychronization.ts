import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Faults } from '../../core/faults/errors.js';
import { layer, type Network } from '../../core/network.js';
import { foldIn } from '../../core/random.js';
import { poissonDriven } from '../cells/poisson-driven.js';
import { delayed } from '../connections/delayed.js';
import { sparse } from '../connections/sparse.js';
import { constant } from '../connections/weights-by-place.js';
import { clipped, uniform } from '../connections/weights.js';
import { accumulated } from '../learning/accumulated.js';
import { bounded } from '../learning/bounded.js';
import { pairStdp } from '../learning/pair-stdp.js';
import { izhikevich } from '../neurons/izhikevich.js';
import {
  finite,
  magnitude,
  notNegative,
  positiveFinite,
  scalar,
  seed,
  sized,
  whole,
} from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fixedOutDegree } from '../patterns/fixed-degree.js';
import { networkOf } from '../networks/network-of.js';

type Spiking = 'v' | 'u' | 's';
type Late = 'w' | 'inTransit' | 'slot';
type Learning = Late | 'p' | 'q' | 'change' | 'clock';

/** Regular spiking neurons E, whose synapses learn, and fast spiking ones I. */
export type Polychronization = Network<{ E: Spiking; I: Spiking }, { EE: Learning; EI: Learning; IE: Late }>;

/**
 * Spiking neurons of the cortex, joined by axons of many delays, that learn by STDP on arrival: a neuron fires if spikes
 * arrive together, not if they are fired together. The network first shows a delta rhythm (2 to 4 Hz); as its synapses
 * learn, that gives way to gamma (30 to 70 Hz), in which groups of neurons fire in patterns that are locked in time. Once a
 * second weights change by the sum over pairs of spikes and a small drift. Each neuron gets random inputs of 20 mV, one a
 * second on average. Izhikevich 2006.
 */
export const polychronization = networkOf(
  'polychronization',
  {
    /** Number of excitatory neurons. */
    excitatory: [800, sized(whole), [5, 9]],
    /** Number of inhibitory neurons. */
    inhibitory: [200, sized(whole), [2, 4]],
    /** Number of targets of each neuron: of both kinds in proportion to their numbers for an excitatory one, excitatory ones for an inhibitory one. */
    synapses: [100, sized(whole), [1, 2]],
    /** The first weight of excitatory synapses, mV. */
    exc: [6, magnitude, [1, 10]],
    /** The weight of inhibitory synapses (given as a magnitude), mV. */
    inh: [5, magnitude, [0, 10]],
    /** The largest weight of an excitatory synapse, mV. */
    most: [10, magnitude, [10, 20]],
    /** The longest delay of an excitatory synapse, ms: they are spread evenly from dt to it. Inhibition takes dt. */
    delay: [20, scalar(positiveFinite), [2, 5]],
    /** Increase of the change of a weight by a pair of spikes, mV. */
    aPlus: [0.1, scalar(finite), [0, 2]],
    /** Decrease of the change by a pair in the other order, mV. */
    aMinus: [0.12, scalar(finite), [0, 2]],
    /** Rate of the random inputs of 20 mV to each neuron, Hz. */
    rate: [1, scalar(notNegative), [0, 100]],
    /** Length of a step, ms. */
    dt: [1, scalar(positiveFinite), [0.5, 1]],
    /** Seed of the synapses and their delays. */
    seed: [0, seed],
  },
  (p): E.Either<Faults, Polychronization> => {
    const neurons = (params: { readonly a: number; readonly d: number }) =>
      poissonDriven(izhikevich({ ...params, thresh: 30 }), { rate: p.rate, weight: 20 });
    const wiring = (part: number, synapses: number, weight: number) =>
      sparse(fixedOutDegree(foldIn(p.seed, part), synapses), constant(weight));
    const toInhibitory = Math.round((p.synapses * p.inhibitory) / (p.excitatory + p.inhibitory));
    // Rounded to steps each delay is as likely.
    const delays = (part: number) => clipped(uniform(foldIn(p.seed, part), p.dt / 2, p.delay + p.dt / 2), p.dt);
    const axons = (part: number, synapses: number) =>
      delayed(wiring(part, synapses, p.exc), delays(part + 1), { pairing: 'arrival' });
    const stdp = pairStdp({ aPlus: p.aPlus, aMinus: p.aMinus, nearest: true });
    const rule = bounded(accumulated(stdp, { every: 1000, keep: 0.9, drift: 0.01 }), 0, p.most);
    const layers = {
      E: layer([p.excitatory], neurons({ a: 0.02, d: 8 })),
      I: layer([p.inhibitory], neurons({ a: 0.1, d: 2 })),
    };
    return network({ dt: p.dt }, layers, (connect) => ({
      EE: connect('E', 'E', axons(0, p.synapses - toInhibitory), rule),
      EI: connect('E', 'I', axons(2, toInhibitory), rule),
      // No inhibition is 0: JSON has no -0.
      IE: connect('I', 'E', delayed(wiring(4, p.synapses, 0 - p.inh), p.dt)),
    }));
  },
);

/** All parameters of `polychronization`. */
export type PolychronizationParams = ParamsOf<typeof polychronization.entry.parameters>;
