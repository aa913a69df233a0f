import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/errors.js';
import { isShape, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { masked } from '../connections/constrained.js';
import { dense } from '../connections/dense.js';
import { normalised } from '../connections/normalised.js';
import { receptiveFields } from '../connections/receptive-fields.js';
import { byPlace, uniform } from '../connections/weights.js';
import { perAxis, placedWindows } from '../connections/windows.js';
import { demandNumber, whole } from '../params.js';
import {
  firstWeights,
  inputDefaults,
  inputFaults,
  inputRule,
  magnitude,
  checked,
  thresholdDefaults,
  thresholdFaults,
  type InputParams,
  type ThresholdParams,
} from './parts.js';
import { recurrent, type Recurrent } from './recurrent.js';

export interface LocallyConnectedNetworkParams extends InputParams, ThresholdParams {
  /** Extent of each receptive field, along each axis of the inputs. */
  readonly kernel: number | Shape;
  /** Cells from one field to the next. */
  readonly stride: number | Shape;
  /** How many neurons see each field. */
  readonly filters: number;
  /** Weight by which neurons that see the same field silence each other, mV (given as a magnitude). */
  readonly inh: number;
  /** Here for each cell of a field: the weights into a neuron sum to `norm` times the cells, mV. */
  readonly norm: number;
}

type Given = 'inputs' | 'kernel' | 'stride' | 'filters';

export const locallyConnectedNetworkDefaults: Omit<LocallyConnectedNetworkParams, Given> = {
  ...inputDefaults,
  ...thresholdDefaults,
  inh: 25,
  norm: 0.2,
};

export type LocallyConnectedNetwork = Recurrent;

/**
 * Neurons Y that each see one field of an image X, several (filters) to a field; those of one field compete. Neuron f P + p is
 * filter f at position p of P. The first weights are uniform within their bounds where those are finite, else in [0, 1).
 * What is wrong with a parameter comes back under its name. Saunders et al. 2019; spec/models.md.
 */
export const locallyConnectedNetwork = (
  params: Pick<LocallyConnectedNetworkParams, Given> & Partial<LocallyConnectedNetworkParams>,
): E.Either<Faults, LocallyConnectedNetwork> => {
  const p = { ...locallyConnectedNetworkDefaults, ...params };
  const { inputs, filters, inh, wmin, wmax } = p;
  const axes = Array.isArray(inputs) ? inputs.length : 0;
  const [kernel, stride] = [perAxis(p.kernel, axes), perAxis(p.stride, axes)];
  const { windows, faults: misfits } = isShape(inputs)
    ? placedWindows([1, ...inputs], kernel, { stride }, [], () => [])
    : { windows: undefined, faults: [] };
  const { positions = 0, cells = 0 } = windows ?? {};
  const neurons = filters * positions;
  const faults = [
    ...inputFaults(p, neurons),
    ...misfits,
    ...demandNumber('filters', filters, whole),
    ...thresholdFaults(p, neurons),
    ...demandNumber('inh', inh, magnitude),
  ];
  return checked('locallyConnectedNetwork', faults, () => {
    const mask = receptiveFields(inputs, kernel, filters, { stride });
    const drawn = within(mask, [wmin, wmax].every(Number.isFinite) ? uniform(p.seed, wmin, wmax) : uniform(p.seed));
    const norm = p.norm * cells;
    const wiring = normalised(masked(dense(firstWeights(p, norm, drawn)), mask), norm);
    const rivals = byPlace((i, j) => (i !== j && i % positions === j % positions ? -inh : 0));
    return recurrent(p, neurons, [wiring, inputRule(p)], rivals);
  });
};

/** Weights that are 0 outside the fields, so that what is drawn there does not count. */
const within =
  (mask: Tensor, weights: (shape: Shape) => Tensor) =>
  (shape: Shape): Tensor => {
    const w = weights(shape);
    return { ...w, data: Float32Array.from(w.data, (value, place) => (mask.data[place] === 1 ? 0 : value)) };
  };
