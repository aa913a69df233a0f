import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/errors.js';
import { byPlace } from '../connections/weights.js';
import { demandNumber, finite, whole } from '../params.js';
import {
  fromInputs,
  inputDefaults,
  inputFaults,
  magnitude,
  checked,
  thresholdDefaults,
  thresholdFaults,
  type InputParams,
  type ThresholdParams,
} from './parts.js';
import { recurrent, type Recurrent } from './recurrent.js';

export interface IncreasingInhibitionNetworkParams extends InputParams, ThresholdParams {
  readonly neurons: number;
  /** What every other neuron is inhibited by, mV (a magnitude). */
  readonly startInh: number;
  /** What the most distant neuron is inhibited by on top of that, mV (a magnitude). */
  readonly maxInh: number;
  /**
   * Whether the recurrent weights are the bare numbers, with the sign of `startInh` and `maxInh` and from each neuron to itself
   * too, as in BindsNET: positive ones excite. Its protocol for self-organising maps has startInh 10 and maxInh -40. Default false.
   */
  readonly signed: boolean;
}

export const increasingInhibitionNetworkDefaults: Omit<IncreasingInhibitionNetworkParams, 'inputs'> = {
  ...inputDefaults,
  ...thresholdDefaults,
  neurons: 100,
  startInh: 1,
  maxInh: 100,
  signed: false,
};

export type IncreasingInhibitionNetwork = Recurrent;

/**
 * A self-organising map: the neurons of Y lie on a square grid, row by row, and inhibit each other the more the further they
 * are apart: by startInh + maxInh sqrt(d) / max sqrt(d), with d the Euclidean distance. What is wrong with a parameter comes
 * back under its name. Hazan et al. 2018; spec/models.md.
 */
export const increasingInhibitionNetwork = (
  params: Pick<IncreasingInhibitionNetworkParams, 'inputs'> & Partial<IncreasingInhibitionNetworkParams>,
): E.Either<Faults, IncreasingInhibitionNetwork> => {
  const p = { ...increasingInhibitionNetworkDefaults, ...params };
  const { neurons, startInh, maxInh, signed } = p;
  const strength = signed ? finite : magnitude;
  const faults = [
    ...inputFaults(p, neurons),
    ...demandNumber('neurons', neurons, whole),
    ...thresholdFaults(p, neurons),
    ...demandNumber('startInh', startInh, strength),
    ...demandNumber('maxInh', maxInh, strength),
  ];
  return checked('increasingInhibitionNetwork', faults, () => {
    const farthest = largestRoot(neurons);
    const weight = (i: number, j: number): number => startInh + (maxInh * rootDistance(neurons, i, j)) / farthest;
    const inhibition = byPlace((i, j) => (signed ? weight(i, j) : i === j ? 0 : -weight(i, j)));
    return recurrent(p, neurons, fromInputs(p), inhibition);
  });
};

/** The square root of the distance of two neurons on a grid with sides of trunc(sqrt(neurons)). */
const rootDistance = (neurons: number, i: number, j: number): number => {
  const side = Math.trunc(Math.sqrt(neurons));
  return Math.sqrt(Math.hypot(Math.floor(i / side) - Math.floor(j / side), (i % side) - (j % side)));
};

/** Of all distances; 1 for a single neuron, which has none. */
const largestRoot = (neurons: number): number => {
  let largest = 0;
  for (let i = 0; i < neurons; i++)
    for (let j = 0; j < i; j++) largest = Math.max(largest, rootDistance(neurons, i, j));
  return largest === 0 ? 1 : largest;
};
