import type { Tensor } from '../tensor.js';
import type { Observation } from './monitor.js';

/** The watched variables after some steps. */
export interface Observed {
  readonly steps: number;
  /** The value of a watch after a step, both counted from 0; undefined where it was not due. */
  readonly at: (watch: number, step: number) => Tensor | undefined;
  /** All values of a watch that were due, on a first axis; undefined where they do not lie so. */
  readonly rows?: (watch: number) => Tensor | undefined;
}

/** Observations after some steps, one for each. */
export const observedIn = (each: readonly Observation[]): Observed => ({
  steps: each.length,
  at: (watch, step) => each[step]![watch],
});
