import type { Clock } from './clock.js';
import { at, failure, FaultError, type Fault } from '../errors.js';
import type { Fold } from '../fold.js';
import type { Observation } from './monitor.js';
import type { Watch } from './watch.js';

/** The monitors of a run as it goes on. A value: after each chunk of steps it is another one. */
export interface Followed {
  /** How many steps the run has taken. */
  readonly steps: number;
  readonly each: readonly Follower[];
  /** What of them failed. */
  readonly faults: readonly Fault[];
}

export interface Follower {
  readonly name: string;
  readonly watches: readonly Watch[];
  /** Where in an observation of the run its watches are. */
  readonly places: readonly number[];
  readonly fold: Fold<Observation, unknown>;
  /** Whether its fold was given anything in this run. */
  readonly seen: boolean;
  /** A fold that failed to take a step, or to settle, is what it was before. */
  readonly failed?: 'to step' | 'to settle';
  readonly clock: Clock;
}

/** What somebody's fold threw: its own faults in the monitor's name, or the error. */
export const foldFaults = (name: string, what: string, error: unknown): readonly Fault[] =>
  error instanceof FaultError
    ? error.faults.map((own) => ({ ...own, place: `monitor '${name}': ${own.place}` }))
    : [at(`monitor '${name}'`)(failure('Monitor', what, error))];
