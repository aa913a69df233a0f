import { fault, type LocalFault } from '../../../core/faults/errors.js';
import { shown } from '../../../core/faults/shown.js';
import { isTensor } from '../../../core/tensor.js';
import { isRecord } from '../decode.js';
import type { Fields } from './fields.js';

/** Of a sparse connection: what says which synapses there are has to be said once, and in full. */
export const patternFaults = ({ w, sparse, sparsity }: Fields): readonly LocalFault[] => {
  const said = Object.entries({ w, sparsity }).filter(([, value]) => value !== undefined);
  const { indices, values } = isRecord(sparse) ? sparse : {};
  const paired =
    isTensor(indices) &&
    isTensor(values) &&
    indices.shape.length === 2 &&
    indices.shape[0] === 2 &&
    indices.shape[1] === values.data.length;
  return [
    ...(said.length > 1 ? [fault('Parameter', 'sparsity', 'absent where w is given', shown(sparsity))] : []),
    ...(sparsity === undefined || (typeof sparsity === 'number' && sparsity >= 0 && sparsity <= 1)
      ? []
      : [fault('Parameter', 'sparsity', 'in [0, 1], the chance that a synapse is absent', shown(sparsity))]),
    ...(sparse === undefined || isTensor(w) || paired
      ? []
      : [fault('Data', 'sparse', 'indices [2, count] and values [count]', shown(sparse))]),
  ];
};
