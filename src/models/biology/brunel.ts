import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Faults } from '../../core/faults/errors.js';
import { layer, type Network } from '../../core/network.js';
import { foldIn } from '../../core/random.js';
import { currentBased } from '../cells/current-based.js';
import { delayed } from '../connections/delayed.js';
import { sparse } from '../connections/sparse.js';
import { constant } from '../connections/weights-by-place.js';
import { poissonDriven } from '../cells/poisson-driven.js';
import { fraction, magnitude, positiveFinite, scalar, seed, sized, whole } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fixedInDegree } from '../patterns/fixed-degree.js';
import type { Cell } from './balanced.js';
import { networkOf } from '../networks/network-of.js';

type Joined = 'w' | 'inTransit' | 'slot';

/** Excitatory cells E and inhibitory cells I. */
export type Brunel = Network<{ E: Cell; I: Cell }, { EE: Joined; EI: Joined; IE: Joined; II: Joined }>;

/**
 * Excitatory and inhibitory cells whose voltage jumps with each spike, joined at random, each with as many synapses of each
 * kind; a Poisson train drives each cell. The state of the network depends on two numbers, `g` and `eta`: `brunelRegimes`
 * has four examples. Model A of Brunel 2000.
 */
export const brunel = networkOf(
  'brunel',
  {
    /** Number of excitatory cells. */
    excitatory: [10000, sized(whole), [3, 8]],
    /** Number of inhibitory cells. */
    inhibitory: [2500, sized(whole), [2, 4]],
    /** Share of the cells of each kind from which a cell has synapses. */
    inDegree: [0.1, scalar(fraction)],
    /** Strength of inhibition relative to excitation. */
    g: [5, magnitude, [1, 8]],
    /** The rate of the external drive, as a multiple of the one whose mean just reaches the threshold. */
    eta: [2, magnitude, [0.5, 4]],
    /** Jump of the voltage at an excitatory spike, mV. */
    J: [0.1, scalar(positiveFinite), [0.5, 5]],
    /** Delay of spikes, ms. */
    delay: [1.5, scalar(positiveFinite), [1, 2]],
    /** Length of a step, ms. */
    dt: [0.1, scalar(positiveFinite), [0.1, 1]],
    /** Seed of the synapses. */
    seed: [0, seed],
  },
  ({ excitatory, inhibitory, inDegree, g, eta, J, delay, dt, seed }): E.Either<Faults, Brunel> => {
    const cell = currentBased({ ...membrane, receptors: { exc: { kinetics: 'delta' }, inh: { kinetics: 'delta' } } });
    // In a time constant eta drives the voltage from rest to eta times the threshold.
    const rate = (1000 * eta * membrane.thresh) / (J * membrane.tau);
    const driven = poissonDriven(cell, { rate, weight: J, receptor: 'exc' });
    const wiring = (part: number, sources: number, weight: number) =>
      delayed(sparse(fixedInDegree(foldIn(seed, part), Math.round(inDegree * sources)), constant(weight)), delay);
    return network({ dt }, { E: layer([excitatory], driven), I: layer([inhibitory], driven) }, (connect) => ({
      EE: connect('E', 'E.exc', wiring(0, excitatory, J)),
      EI: connect('E', 'I.exc', wiring(1, excitatory, J)),
      IE: connect('I', 'E.inh', wiring(2, inhibitory, -g * J)),
      II: connect('I', 'I.inh', wiring(3, inhibitory, -g * J)),
    }));
  },
);

const membrane = { tau: 20, rest: 0, thresh: 20, reset: 10, refrac: 2 };

/** `g` and `eta` of the four networks of figure 8: `brunel(brunelRegimes.asynchronous)`. */
export const brunelRegimes = {
  /** A: all cells fire together, each as often as its refractory period lets it. */
  regular: { g: 3, eta: 2 },
  /** B: the network oscillates fast, of which each cell takes part in some cycles. */
  fast: { g: 6, eta: 4 },
  /** C: asynchronous and irregular. */
  asynchronous: { g: 5, eta: 2 },
  /** D: cells fire seldom, and the network oscillates slowly. */
  slow: { g: 4.5, eta: 0.9 },
} as const;

/** All parameters of `brunel`. */
export type BrunelParams = ParamsOf<typeof brunel.entry.parameters>;
