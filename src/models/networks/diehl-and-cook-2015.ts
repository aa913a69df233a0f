import { network } from '../../core/build/network.js';
import { layer, type Network } from '../../core/network.js';
import { dense } from '../connections/dense.js';
import { allButSelf, oneToOne } from '../connections/weights-by-place.js';
import { lif } from '../neurons/lif.js';
import type { ParamsOf } from '../parameters/table.js';
import { magnitude, number } from '../parameters/constraint.js';
import { excitatoryLayer, fromInputs, inputLayer, inputParameters, neurons, thresholdParameters } from './parts.js';
import { readyMade } from './ready-made.js';

/** The network that `diehlAndCook2015` makes: its layers and connections, with their variables. */
export type DiehlAndCook2015 = Network<
  { X: 's' | 'x'; Ae: 'v' | 'refrac' | 'theta' | 'thetaLost' | 's' | 'x'; Ai: 'v' | 'refrac' | 's' },
  { XAe: 'w'; AeAi: 'w'; AiAe: 'w' }
>;

/**
 * The network of Diehl & Cook 2015 as BindsNET has it: inputs X learn by STDP to excite Ae; each Ae neuron excites one of
 * Ai, which inhibits all the others: a spike of Ae at t makes one of Ai at t + 1, and inhibits from t + 2 on. Its MNIST
 * protocol uses `inh: 120`. Faults name their parameter. Source: docs/spec/models.md.
 */
export const diehlAndCook2015 = readyMade(
  'diehlAndCook2015',
  {
    ...inputParameters,
    ...thresholdParameters,
    /** Number of excitatory neurons, and of inhibitory ones. */
    neurons: [100, neurons],
    /** Weight of an excitatory neuron to its inhibitory one, mV. */
    exc: [22.5, magnitude, [10, 30]],
    /** Weight by which an inhibitory neuron silences all other excitatory ones, mV (given as a magnitude). */
    inh: [17.5, magnitude, [0, 120]],
    /** Inhibitory neurons spike at v >= inhThresh, mV. */
    inhThresh: [-40, number, [-55, -40]],
  },
  ({ neurons }) => ({ neurons }),
  (p) =>
    network(
      { dt: p.dt },
      {
        X: inputLayer(p.inputs),
        Ae: excitatoryLayer(p.neurons, p),
        Ai: layer([p.neurons], lif({ rest: -60, reset: -45, thresh: p.inhThresh, refrac: 2, tau: 10 })),
      },
      (connect) => ({
        XAe: connect('X', 'Ae', ...fromInputs(p)),
        AeAi: connect('Ae', 'Ai', dense(oneToOne(p.exc))),
        AiAe: connect('Ai', 'Ae', dense(allButSelf(0 - p.inh))),
      }),
    ),
);

/** All parameters of `diehlAndCook2015`. */
export type DiehlAndCook2015Params = ParamsOf<typeof diehlAndCook2015.entry.parameters>;
