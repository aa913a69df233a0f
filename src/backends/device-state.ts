import type { Type } from '../core/algebra.js';
import type { Observation } from '../core/run/monitor.js';
import type { AnyState } from '../core/graph/step-input.js';
import type { Tensor } from '../core/tensor.js';
import type { Device } from './device.js';
import { mapState, valuesOf } from './states.js';

/** The watched values after one step; undefined where none is due. */
type Row<V> = readonly (V | undefined)[];

/** The state of a run on a device, now and before the frames at hand, and what was watched since. Nothing else outlives a step. */
export const deviceState = <V extends Type>({ download, release }: Device<V>, given: AnyState<V>) => {
  let [state, before] = [given, given];
  let rows: readonly Row<V>[] = [];
  const change = (next: AnyState<V>, from: AnyState<V>, watched: readonly Row<V>[]): void => {
    [state, before, rows] = [next, from, watched];
    release(() => [...valuesOf(state), ...valuesOf(before), ...rows.flat().filter((value) => value !== undefined)]);
  };
  change(given, given, []);
  return {
    now: (): AnyState<V> => state,
    set: (next: AnyState<V>): void => change(next, before, rows),
    /** Keeps watched values until the frames at hand are done. */
    watch: (row: Row<V>): void => void (rows = [...rows, row]),
    /** The frames at hand are done. */
    commit: (): void => change(state, state, []),
    /** Back to the state before the frames at hand; returns how many steps that takes back. */
    rollBack: (): number => {
      const { length } = rows;
      change(before, before, []);
      return length;
    },
    /** The state, and all watched values, read from the device. */
    read: async (): Promise<AnyState<Tensor>> => {
      const values = [...new Set(valuesOf(state))];
      const tensors = await Promise.all(values.map((value) => download([value])));
      const known = new Map(values.map((value, place) => [value, tensors[place]![0]!]));
      return mapState((value: V) => known.get(value)!, state);
    },
    readWatched: (): Promise<readonly Observation[]> => readRows(download, rows),
  };
};

export type DeviceState<V extends Type> = ReturnType<typeof deviceState<V>>;

/** A table of values as plain tensors, a read for each of its columns. */
const readRows = async <V>(
  download: (values: readonly V[]) => Promise<readonly Tensor[]>,
  rows: readonly Row<V>[],
): Promise<readonly Observation[]> => {
  const columns = await Promise.all(
    (rows[0] ?? []).map((_, column) => download(rows.flatMap((row) => row[column] ?? []))),
  );
  const next = columns.map((column) => column[Symbol.iterator]());
  return rows.map((row) => row.map((value, column) => value && next[column]!.next().value));
};
