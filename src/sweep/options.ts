import { checkOptions } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { refused } from '../core/faults/errors.js';
import type { Seed } from '../core/random.js';
import type { SweepProgress } from './progress.js';

/** Seeds, shared data, a folder of results, limits, the order of outcomes, a signal and a listener. */
export interface SweepOptions {
  /** From which the seeds of the points follow; default 0. */
  readonly seed?: Seed;
  /** A value for all jobs (`context.shared`): a data set, a network as bytes. It is sent once to each thread or machine. */
  readonly shared?: unknown;
  /** A folder for the results. A sweep that is started again goes on where it stopped: points whose result is there are not computed. */
  readonly into?: string;
  /** Seconds that a point may take; then it fails, and its thread is replaced. Default no limit. */
  readonly limit?: number;
  /** In the order of the points (the default), or as results come. */
  readonly order?: 'points' | 'arrival';
  /** How many points may be under way or wait for an earlier one; default 256, or twice those at once. */
  readonly ahead?: number;
  /** Stops the sweep: outcomes that are there are given, then the iteration throws a fault `Aborted`. */
  readonly signal?: AbortSignal;
  /** Is told how far the sweep is: after each outcome, whenever a job says something, and once a second. `sweepLine` makes a line of it. */
  readonly progress?: (at: SweepProgress) => void;
}

const known = ['seed', 'shared', 'into', 'limit', 'order', 'ahead', 'signal', 'progress'];

/** The options of a sweep, or a `FaultError`. */
export const checked = (options: SweepOptions): SweepOptions => {
  checkOptions('sweep', options, known);
  const { into, limit, order, ahead, signal, progress } = options;
  const check = (name: string, value: unknown, want: string, holds: boolean): void => {
    if (value !== undefined && !holds) throw refused('sweep', name, want, shown(value));
  };
  check('into', into, 'the path of a folder', typeof into === 'string' && into !== '');
  check(
    'limit',
    limit,
    'a positive number of seconds',
    typeof limit === 'number' && limit > 0 && limit < 2 ** 31 / 1000,
  );
  check('order', order, "'points' or 'arrival'", order === 'points' || order === 'arrival');
  check('ahead', ahead, 'a whole number of at least 1', Number.isInteger(ahead) && (ahead as number) > 0);
  check('signal', signal, 'an AbortSignal', signal instanceof AbortSignal);
  check('progress', progress, 'a function', typeof progress === 'function');
  return options;
};
