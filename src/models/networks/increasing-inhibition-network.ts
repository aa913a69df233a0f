import { byPlace } from '../connections/weights-by-place.js';
import { finite, flag, magnitude, scalar } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import type { ParamsOf } from '../parameters/table.js';
import { fromInputs, inputParameters, neurons, thresholdParameters } from './parts.js';
import { readyMade } from './ready-made.js';
import { recurrent, type Recurrent } from './recurrent.js';

/** The network that `increasingInhibitionNetwork` makes: its layers and connections, with their variables. */
export type IncreasingInhibitionNetwork = Recurrent;

/**
 * A self-organising map: the neurons of Y lie on a square grid, row by row, and inhibit each other the more the further they
 * are apart: by startInh + maxInh sqrt(d) / max sqrt(d), with d the Euclidean distance. Faults name their parameter. Hazan
 * et al. 2018; docs/spec/models.md.
 */
export const increasingInhibitionNetwork = readyMade(
  'increasingInhibitionNetwork',
  {
    ...inputParameters,
    ...thresholdParameters,
    /** Number of excitatory neurons. */
    neurons: [100, neurons],
    /** Inhibition of every other neuron, mV (a magnitude). */
    startInh: [1, scalar(finite), [0, 5]],
    /** Additional inhibition of the most distant neuron, mV (a magnitude). */
    maxInh: [100, scalar(finite), [0, 100]],
    /**
     * Whether the recurrent weights are the bare numbers, with the sign of `startInh` and `maxInh` and from each neuron to itself
     * too, as in BindsNET: positive ones excite. Its protocol for self-organising maps has startInh 10 and maxInh -40.
     */
    signed: [false, flag],
  },
  ({ neurons, signed, startInh, maxInh }) => ({
    neurons,
    faults: Object.entries({ startInh, maxInh }).flatMap(([name, value]) =>
      signed || !Number.isFinite(value) ? [] : numberFaults(name, value, magnitude),
    ),
  }),
  (p) => {
    const { neurons, startInh, maxInh, signed } = p;
    const farthest = largestRoot(neurons);
    const weight = (i: number, j: number): number => startInh + (maxInh * rootDistance(neurons, i, j)) / farthest;
    const inhibition = byPlace((i, j) => (signed ? weight(i, j) : i === j ? 0 : -weight(i, j)));
    return recurrent(p, neurons, fromInputs(p), inhibition);
  },
);

/** All parameters of `increasingInhibitionNetwork`. */
export type IncreasingInhibitionNetworkParams = ParamsOf<typeof increasingInhibitionNetwork.entry.parameters>;

/** The square root of the distance of two neurons on a grid with sides of trunc(sqrt(neurons)). */
const rootDistance = (neurons: number, i: number, j: number): number => {
  const side = Math.trunc(Math.sqrt(neurons));
  return Math.sqrt(Math.hypot(Math.floor(i / side) - Math.floor(j / side), (i % side) - (j % side)));
};

/** Of all distances; 1 for a single neuron, which has none. It is one from the first row to the last neuron of some column. */
const largestRoot = (neurons: number): number => {
  const side = Math.trunc(Math.sqrt(neurons));
  let largest = 0;
  for (let i = Math.max(neurons - side, 0); i < neurons; i++)
    for (let j = 0; j < side; j++) largest = Math.max(largest, rootDistance(neurons, i, j));
  return largest === 0 ? 1 : largest;
};
