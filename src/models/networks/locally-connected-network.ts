import { isShape, type Shape } from '../../core/shape.js';
import { masked, unmasked } from '../connections/constrained.js';
import { dense } from '../connections/dense.js';
import { normalised } from '../connections/normalised.js';
import { receptiveFields } from '../connections/receptive-fields.js';
import { byPlace } from '../connections/weights-by-place.js';
import { uniform } from '../connections/weights.js';
import { perAxis, placedWindows } from '../connections/windows.js';
import { extents, magnitude, positiveFinite, scalar, whole } from '../parameters/constraint.js';
import { required, type ParamsOf } from '../parameters/table.js';
import { firstWeights, inputParameters, inputRule, thresholdParameters } from './parts.js';
import { readyMade } from './ready-made.js';
import { recurrent, type Recurrent } from './recurrent.js';

/** The network that `locallyConnectedNetwork` makes: its layers and connections, with their variables. */
export type LocallyConnectedNetwork = Recurrent;

/**
 * Neurons Y that each see one field of an image X, several (filters) to a field; those of one field compete. Neuron f P + p
 * is filter f at position p of P. The first weights are uniform within their bounds where those are finite, else in [0, 1).
 * Faults name their parameter. Saunders et al. 2019; docs/spec/models.md.
 */
export const locallyConnectedNetwork = readyMade(
  'locallyConnectedNetwork',
  {
    ...inputParameters,
    ...thresholdParameters,
    /** Extent of each receptive field, along each axis of the inputs. */
    kernel: [required, extents(1)],
    /** Cells from one field to the next. */
    stride: [required, extents(1)],
    /** Number of neurons for each field. */
    filters: [required, scalar(whole), [1, 3]],
    /** Weight by which neurons that see the same field silence each other, mV (given as a magnitude). */
    inh: [25, magnitude, [0, 40]],
    /** For each cell of a field: the weights into a neuron sum to `norm` times the cells, mV. */
    norm: [0.2, scalar(positiveFinite), [0.2, 1]],
  },
  (p) => fieldsOf(p),
  (p) => {
    const { inputs, filters, wmin, wmax, inh } = p;
    const { kernel, stride, windows, neurons } = fieldsOf(p);
    // Without windows there are faults, and nothing is built.
    const { positions, cells } = windows!;
    const mask = receptiveFields(inputs, kernel, filters, { stride });
    const draw = [wmin, wmax].every(Number.isFinite) ? uniform(p.seed, wmin, wmax) : uniform(p.seed);
    const norm = p.norm * cells;
    // What is drawn outside the fields does not count.
    const first = firstWeights(p, norm, (shape) => unmasked(draw(shape), mask));
    const wiring = normalised(masked(dense(first), mask), norm, { beyondBounds: p.beyondBounds });
    const rivals = byPlace((i, j) => (i !== j && i % positions === j % positions ? -inh : 0));
    return recurrent(p, neurons, [wiring, inputRule(p)], rivals);
  },
);

/** All parameters of `locallyConnectedNetwork`. */
export type LocallyConnectedNetworkParams = ParamsOf<typeof locallyConnectedNetwork.entry.parameters>;

interface Fields {
  readonly inputs: Shape;
  readonly filters: number;
  readonly kernel: number | Shape;
  readonly stride: number | Shape;
}

/** The fields that the neurons see, or what keeps them from being there. */
const fieldsOf = ({ inputs, filters, ...p }: Fields) => {
  const axes = Array.isArray(inputs) ? inputs.length : 0;
  const [kernel, stride] = [perAxis(p.kernel, axes), perAxis(p.stride, axes)];
  const { windows, faults } = isShape(inputs)
    ? placedWindows([1, ...inputs], kernel, { stride }, [], () => [])
    : { windows: undefined, faults: [] };
  const neurons = windows === undefined || typeof filters !== 'number' ? 0 : filters * windows.positions;
  return { kernel, stride, windows, neurons, faults };
};
