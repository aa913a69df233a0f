import type { Type } from '../core/algebra.js';
import type { Frame } from '../core/frame.js';
import type { Later } from '../core/run/stream.js';
import type { AnyState } from '../core/graph/step-input.js';
import type { Tensor } from '../core/tensor.js';

/** A function of a state and a frame, drawn and compiled once for each signature of its inputs. */
export interface Program<V> {
  /** What it computes on the way is freed, and the copies of the frame, whose arrays belong to the caller. */
  readonly run: (state: AnyState<V>, frame: Frame<Tensor>) => Later<AnyState<V>>;
  /** Throws a FaultError that names every operation which the device cannot compute on inputs of such types. */
  readonly check: (state: AnyState<Type>, frame: Frame<Type>) => void;
}

/** Looks for NaN and infinite numbers where the variables are, so that they need not be read for that. */
export interface FiniteCheck<V> {
  /** Adds the variables that differ from those in the state before. */
  readonly add: (state: AnyState<V>, before: AnyState<V>) => void;
  /** Whether a variable that was added since the last call may not be finite. A false alarm costs time, nothing else. */
  readonly fails: () => Promise<boolean>;
  readonly clear: () => void;
}

/** What a backend on a device (or on a library that computes as one) gives to a session. A value `V` lies on the device, on the host, or on both. */
export interface Device<V extends Type> {
  /** The backend and the library that it stands on, as faults name them. */
  readonly name: string;
  readonly library: string;
  readonly step: Program<V>;
  readonly normalise: Program<V>;
  readonly finite: FiniteCheck<V>;
  /** A value of a state. It keeps the tensor that it is made of, which comes back where nothing changes it. */
  readonly hold: (x: Tensor | V) => V;
  /** The elements of values of one shape. */
  readonly download: (values: readonly V[]) => Promise<readonly Tensor[]>;
  /** Frees every value but these; a device that frees none by hand does not ask for them. */
  readonly release: (needed: () => readonly V[]) => void;
  /** Runs programs with the device as the library's current one. */
  readonly within: <A>(work: () => Later<A>) => Promise<A>;
  /** Waits for work that reads from the device; throws a FaultError where the device fails or is lost meanwhile. */
  readonly guarded: <A>(work: () => Promise<A>) => Promise<A>;
  readonly close: () => void;
}
