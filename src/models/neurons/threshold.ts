import { fault, type LocalFault } from '../../core/errors.js';
import { paramValues, type Param } from '../../core/tensor.js';

/**
 * A threshold at or below the reset: the neuron would spike in every step that it is not refractory, whatever reaches it. (A rest
 * above the threshold is fine: such a neuron fires by itself, at a rate of its own.) An adaptive threshold rises until that ends.
 */
export const aboveReset =
  ({ thresh, reset }: { readonly thresh: Param; readonly reset: Param }) =>
  (): readonly LocalFault[] => {
    const [thresholds, resets] = [paramValues(thresh), paramValues(reset)];
    // Of two tensors that do not fit each other, their shapes are at fault.
    const many = Math.max(thresholds.length, resets.length);
    if ([thresholds, resets].some(({ length }) => length !== 1 && length !== many)) return [];
    const at = (values: ArrayLike<number>, neuron: number): number => values[values.length === 1 ? 0 : neuron]!;
    for (let neuron = 0; neuron < many; neuron++) {
      const [v, level] = [at(thresholds, neuron), at(resets, neuron)];
      if (v <= level)
        return [
          fault(
            'Parameter',
            'thresh',
            `above reset (${level}), below which it spikes in every step`,
            many === 1 ? String(v) : `${v} for neuron ${neuron}`,
          ),
        ];
    }
    return [];
  };
