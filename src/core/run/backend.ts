import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../faults/errors.js';
import type { FrameType, TypedFrame } from './frame-type.js';
import type { Frame } from '../frame.js';
import type { Observation } from './monitor.js';
import type { Observed } from './observed.js';
import type { AnyNetwork, Names, NetworkState } from '../network.js';
import type { Tensor } from '../tensor.js';
import type { Watch } from './watch.js';

/** An interpreter of the one step. Swapping backends changes nothing else in a program. */
export interface Backend {
  readonly name: string;
  /** How many frames it gets at once: a read-back from a device costs as much as many steps. */
  readonly chunk: number;
  /** Whether all numbers are finite, where it can tell faster than JavaScript. */
  readonly allFinite?: (data: Float32Array) => boolean;
  /** A watch says when it is due; see `isDue`. */
  readonly open: (
    net: AnyNetwork,
    state: NetworkState<Names, Names>,
    watched: readonly Watch[],
  ) => Promise<E.Either<Faults, Session>>;
}

/** A run in progress. It is mutable and lives only inside `run`; the states that it takes and gives are values. */
export interface Session {
  /**
   * Steps through frames (of full shape), episode ends included; gives what was watched after each, undefined where it was
   * not due (a value there is passed over). `types` are those of the frames, one object for all frames of a type; without them a
   * session works them out. A Left is a backend that failed. After a step with a value that is not finite
   * (`numberFaultsOf`) it stops: the state is the one after that step, no more is observed, and `met` gives the faults.
   */
  readonly advance: (
    frames: readonly Frame<Tensor>[],
    types?: readonly FrameType[],
  ) => Promise<E.Either<Faults, readonly Observation[]>>;
  /**
   * As `advance`, of frames of which some are those of many steps as a block, with what was watched in some steps after the other; absent
   * where a session takes frames one by one.
   */
  readonly advanceBlocks?: (frames: readonly TypedFrame[]) => Promise<E.Either<Faults, readonly Observed[]>>;
  /**
   * Ends an episode after the last step, as `ends: true` on its frame would have done: weights are normalised, and all but what
   * was learned starts anew.
   */
  readonly end: () => Promise<E.Either<Faults, void>>;
  /** Normalises weights, as the end of a run does. */
  readonly normalise: () => Promise<void>;
  readonly state: () => Promise<NetworkState<Names, Names>>;
  /** The faults of values that are not finite, met so far by steps, by normalising, or when the state was read. */
  readonly met: () => Faults | undefined;
  /** Releases the memory of the session. */
  readonly close: () => void;
}
