import type { Wiring } from '../../core/connection.js';
import { demandNumber, positive } from '../params.js';
import { weightless } from './weights.js';

/**
 * A connection whose weights are scaled at the end of every run (or episode), so that the absolute weights into each target
 * sum to `norm` (mV); where all are 0 they stay. spec/topology.md, normalise.
 */
export const normalised =
  <K extends string>(wiring: Wiring<K | 'w'>, norm: number): Wiring<K | 'w'> =>
  (from, to) => {
    const connection = wiring(from, to);
    if (!('w' in connection.init)) return weightless(connection, 'normalised');
    return {
      ...connection,
      term: { name: 'normalised', params: { norm, of: connection.term } },
      faults: [...connection.faults, ...demandNumber('norm', norm, positive)],
      normalise: (A, vars) => {
        const total = connection.total(A, vars.w);
        return { ...vars, w: A.div(A.mul(vars.w, norm), A.where(A.ne(total, 0), total, norm)) };
      },
    };
  };
