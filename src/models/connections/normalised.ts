import type { Wiring } from '../../core/connection.js';
import { demandNumber, positive } from '../params.js';
import { weightless } from './weights.js';

export interface NormaliseOptions {
  /** Whether weights count with their sign: as BindsNET has it for convolutions and local connections. Default false. */
  readonly signed?: boolean;
}

/**
 * A connection whose weights are scaled at the end of every run (or episode), so that the absolute weights into each target
 * (of a convolution: of each kernel) sum to `norm` (mV); where the sum is 0 they stay. spec/topology.md, normalise.
 */
export const normalised =
  <K extends string>(
    wiring: Wiring<K | 'w'>,
    norm: number,
    { signed = false }: NormaliseOptions = {},
  ): Wiring<K | 'w'> =>
  (from, to) => {
    const connection = wiring(from, to);
    if (!('w' in connection.init)) return weightless(connection, 'normalised');
    return {
      ...connection,
      term: { name: 'normalised', params: { norm, signed, of: connection.term } },
      faults: [...connection.faults, ...demandNumber('norm', norm, positive)],
      normalise: (A, vars) => {
        const total = connection.total(A, signed ? vars.w : A.abs(vars.w));
        return { ...vars, w: A.div(A.mul(vars.w, norm), A.where(A.ne(total, 0), total, norm)) };
      },
    };
  };
