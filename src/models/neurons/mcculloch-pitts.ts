import type { Model } from '../../core/model.js';
import type { Param } from '../../core/tensor.js';
import { demand, number } from '../params.js';

export interface McCullochPittsParams {
  /** Spikes at v >= thresh. */
  readonly thresh: Param;
}

export const mcCullochPittsDefaults: McCullochPittsParams = { thresh: 1 };

/** The threshold unit: v is this step's input, s whether it reaches the threshold. McCulloch & Pitts 1943; spec/nodes.md. */
export const mcCullochPitts = (params: Partial<McCullochPittsParams> = {}): Model<'v' | 's'> => {
  const p = { ...mcCullochPittsDefaults, ...params };
  return {
    term: { name: 'mcCullochPitts', params: { ...p } },
    init: { v: 0, s: false },
    faults: demand(p, { thresh: number }),
    step: (A, _state, input) => {
      const v = A.add(input, 0);
      return { v, s: A.ge(v, p.thresh) };
    },
  };
};
