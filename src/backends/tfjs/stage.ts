import type { AnyState } from '../../core/step-input.js';
import type { Tensor } from '../../core/tensor.js';
import { mapState, valuesOf } from './drawn.js';
import { tensorsOf, type Tf, type TfTensor, type Value } from './held.js';
import { read } from './read.js';

/** What is watched after each step. */
export type Rows = readonly (readonly (Value | undefined)[])[];

/** The state of a run on a device, as it is now and as it was before the frames at hand; nothing else outlives a step. */
export interface Stage {
  readonly now: () => AnyState<Value>;
  readonly become: (next: () => AnyState<Value>) => void;
  /** Keeps what was watched in a step until the frames at hand are done, and lets go of what nobody needs any more. */
  readonly show: (row: Rows[number]) => void;
  readonly rows: () => Rows;
  /** The frames at hand are done: there is no way back behind them. */
  readonly settle: () => void;
  /** As before the frames at hand; says how many steps that takes back. */
  readonly goBack: () => number;
  /** The state as plain tensors, read from the device. */
  readonly plain: (mode: string) => Promise<AnyState<Tensor>>;
  readonly close: () => void;
}

export const stage = (tf: Tf, given: AnyState<Value>): Stage => {
  let state = given;
  let before = given;
  const seen: Rows[number][] = [];
  const alive = new Set<TfTensor>();
  /** Keeps what both states and the watched values are on, and lets go of all else. */
  const tidy = (): void => {
    const observed = seen.flat().filter((value) => value !== undefined);
    const needed = new Set(tensorsOf([...valuesOf(state), ...valuesOf(before), ...observed]));
    alive.forEach((tensor) => needed.has(tensor) || tensor.dispose());
    alive.clear();
    needed.forEach((tensor) => alive.add(tensor));
  };
  return {
    now: () => state,
    become: (next) => {
      tf.tidy(() => {
        state = next();
        return [...tensorsOf(valuesOf(state))];
      });
      tidy();
    },
    show: (row) => void seen.push(row),
    rows: () => seen,
    settle: () => {
      before = state;
      seen.splice(0);
      tidy();
    },
    goBack: () => {
      state = before;
      const { length } = seen.splice(0);
      tidy();
      return length;
    },
    plain: async (mode) => {
      const values = valuesOf(state);
      const copies = await Promise.all(values.map((value) => read(tf, mode, [value])));
      const known = new Map(values.map((value, place) => [value, copies[place]![0]!]));
      return mapState((value: Value) => known.get(value)!, state);
    },
    close: () => {
      tf.dispose([...alive]);
      alive.clear();
    },
  };
};
