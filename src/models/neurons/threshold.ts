import { fault, type LocalFault } from '../../core/faults/errors.js';
import type { Param } from '../../core/tensor.js';
import { firstPair } from '../parameters/pairs.js';

/**
 * A threshold at or below the reset: the neuron would spike in every step that it is not refractory, whatever reaches it. (A rest
 * above the threshold is fine: such a neuron fires by itself, at a rate of its own.) An adaptive threshold rises until that ends.
 */
export const aboveReset =
  ({ thresh, reset }: { readonly thresh: Param; readonly reset: Param }) =>
  (): readonly LocalFault[] => {
    const crossed = firstPair(thresh, reset, (v, level) => v <= level);
    if (crossed === undefined) return [];
    const { values, place } = crossed;
    const want = `above reset (${values[1]}), below which it spikes in every step`;
    return [fault('Parameter', 'thresh', want, `${values[0]}${place === undefined ? '' : ` for neuron ${place}`}`)];
  };
