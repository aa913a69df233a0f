import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import type { ParamsOf } from '../parameters/table.js';
import type { spiking } from './integrators.js';

/** The spikes of a step at whose end the voltage is `charged`, and the voltage after the reset. */
export const fired = <T>(A: Algebra<T>, charged: T, p: ParamsOf<typeof spiking>): Vars<'v' | 's', T> => {
  const s = p.fires === 'above' ? A.gt(charged, p.thresh) : A.ge(charged, p.thresh);
  const reset = p.resetBy === 'subtraction' ? A.sub(charged, A.sub(p.thresh, p.reset)) : p.reset;
  return { v: A.where(s, reset, charged), s };
};
