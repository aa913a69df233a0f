import { expectTensor } from '../../core/check/expect.js';
import { at, fault, FaultError } from '../../core/errors.js';
import type { Tensor } from '../../core/tensor.js';

/** Rates (Hz) have to be numbers of at least 0, and of at most `most`; others end the run that asks for their spikes. */
export const checkRates = (encoder: string, rates: Tensor, most: number = Infinity): void => {
  expectTensor(encoder, rates, 'rates');
  const wrong = rates.data.find((rate) => !(rate >= 0 && rate <= most && rate < Infinity));
  if (wrong === undefined) return;
  const want = most === Infinity ? 'at least 0 Hz and finite' : `from 0 to ${most} Hz (one spike a step)`;
  throw new FaultError([at(encoder)(fault('Parameter', 'rate', want, `${wrong}`))]);
};

/** Values to be encoded have to be numbers of at least 0. */
export const checkValues = (encoder: string, datum: Tensor): void => {
  expectTensor(encoder, datum, 'values');
  const wrong = datum.data.find((value) => !(value >= 0 && value < Infinity));
  if (wrong !== undefined)
    throw new FaultError([at(encoder)(fault('Parameter', 'value', 'at least 0 and finite', `${wrong}`))]);
};
