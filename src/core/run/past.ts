import { isBeginning } from '../beginning.js';
import type { AnyState } from '../graph/step-input.js';
import { parts, type AnyNetwork } from '../network.js';
import { networkSlots } from '../slots.js';
import { sameTensor, type Tensor } from '../tensor.js';

/** The runs of a monitor so far: `run` keeps it, for a next run that goes on with the monitor. */
export interface Past {
  readonly steps: number;
  /** The episode of its last step, from 0, and whether that is over. */
  readonly episode: number;
  readonly over: boolean;
  /** Of the network. */
  readonly dt: number;
  /** The state in which its last run ended. */
  readonly state: AnyState<Tensor>;
  /** Batch rows of its samples; undefined as long as it has seen no variable with batch rows. */
  readonly rows?: number | undefined;
}

/**
 * Whether a run from a state continues another that ended in one: it is the same state, or a copy, saved and loaded perhaps.
 * Learned variables may have been changed in between.
 */
export const continues = (net: AnyNetwork, ended: AnyState<Tensor>, state: AnyState<Tensor>): boolean => {
  if (ended === state) return true;
  if (isBeginning(state) || !sameTensor(ended.noise, state.noise)) return false;
  const slots = networkSlots(net);
  return parts.every((part) =>
    Object.entries(slots[part]).every(([name, variables]) =>
      Object.entries(variables).every(
        ([variable, { learned }]) => learned || same(ended[part][name]?.[variable], state[part][name]?.[variable]),
      ),
    ),
  );
};

const same = (a: Tensor | undefined, b: Tensor | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && sameTensor(a, b));
