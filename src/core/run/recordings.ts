import { at, failure, FaultError, type Fault } from '../faults/errors.js';
import type { Fold } from '../fold.js';
import type { AnyNetwork } from '../network.js';
import type { AnyState } from '../graph/step-input.js';
import type { Tensor } from '../tensor.js';
import type { Clock } from './clock.js';
import type { Monitor, Observation } from './monitor.js';
import { continues, type Past } from './past.js';
import { sameWatch, type Watch } from './watch.js';

/** Monitors by name, as `run` takes them. */
export type Monitors = Readonly<Record<string, Monitor<unknown>>>;

/** One monitor of a run as it goes on. */
export interface Recording {
  readonly name: string;
  readonly watches: readonly Watch[];
  /** The places of its watches in an observation of the run. */
  readonly places: readonly number[];
  readonly fold: Fold<Observation, unknown>;
  /** Whether its fold was given anything in this run. */
  readonly sampled: boolean;
  /** A fold that failed to take a step, or to settle, stays as it was before. */
  readonly failed?: 'to step' | 'to settle';
  readonly clock: Clock;
}

/** All monitors of a run. A value: after each chunk of steps it is another one. */
export interface Recordings {
  /** Steps that the run has taken. */
  readonly steps: number;
  readonly each: readonly Recording[];
  /** The faults of folds that failed. */
  readonly faults: readonly Fault[];
}

/** Monitors at the beginning of a run from a state. */
export const recordingsOf = (
  net: AnyNetwork,
  state: AnyState<Tensor>,
  watched: readonly Watch[],
  monitors: Monitors,
): Recordings => ({
  steps: 0,
  faults: [],
  each: Object.entries(monitors).map(([name, { watches, fold, past }]) => ({
    name,
    watches,
    places: watches.map((watch) => watched.findIndex((other) => sameWatch(watch, other))),
    fold,
    sampled: false,
    clock: { every: everyOf(watches), ...begun(net, state, past) },
  })),
});

const begun = (
  net: AnyNetwork,
  state: AnyState<Tensor>,
  { steps, episode, over, state: ended }: Past = { steps: 0, episode: 0, over: false, dt: net.dt, state },
): Omit<Clock, 'every'> => ({ steps, episode, over: steps > 0 && (over || !continues(net, ended, state)) });

/** 1 where watches differ in it, as the fold is then given the steps of all of them. */
const everyOf = ([first, ...others]: readonly Watch[]): number =>
  first?.every !== undefined && others.every(({ every }) => every === first.every) ? first.every : 1;

/** The faults of a fold that threw: its own, or the error, in the name of its monitor. */
export const foldFaults = (name: string, what: string, error: unknown): readonly Fault[] =>
  error instanceof FaultError
    ? error.faults.map((own) => ({ ...own, place: `monitor '${name}': ${own.place}` }))
    : [at(`monitor '${name}'`)(failure('Monitor', what, error))];
