import { fault, type LocalFault } from '../../core/faults/errors.js';
import { paramAt, paramValues, type Param } from '../../core/tensor.js';

/**
 * A threshold at or below the reset: the neuron would spike in every step that it is not refractory, whatever reaches it. (A rest
 * above the threshold is fine: such a neuron fires by itself, at a rate of its own.) An adaptive threshold rises until that ends.
 */
export const aboveReset =
  ({ thresh, reset }: { readonly thresh: Param; readonly reset: Param }) =>
  (): readonly LocalFault[] => {
    const counts = [paramValues(thresh).length, paramValues(reset).length];
    // Of two tensors that do not fit each other, their shapes are at fault.
    const many = Math.max(...counts);
    if (counts.some((count) => count !== 1 && count !== many)) return [];
    for (let neuron = 0; neuron < many; neuron++) {
      const [v, level] = [paramAt(thresh, neuron), paramAt(reset, neuron)];
      const want = `above reset (${level}), below which it spikes in every step`;
      if (v <= level) return [fault('Parameter', 'thresh', want, `${v}${many === 1 ? '' : ` for neuron ${neuron}`}`)];
    }
    return [];
  };
