import type { LocalFault } from '../../../core/faults/errors.js';
import { flagFaults, wholeFaults, wordFaults, type Fields } from './fields.js';

/** What their latest networks take besides, and what has no effect on numbers. */
export const silent: readonly string[] = ['device', 'w_dtype', 'sparse', 'batch_size'];
export const silentFaults = ({ device, w_dtype, sparse, batch_size }: Partial<Fields>): readonly LocalFault[] => [
  ...wordFaults('device', device),
  ...wordFaults('w_dtype', w_dtype),
  ...flagFaults('sparse', sparse),
  ...(batch_size === undefined ? [] : wholeFaults('batch_size', batch_size)),
];
