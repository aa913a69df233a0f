import { isRecord } from '../core/faults/options.js';
import { refused } from '../core/faults/errors.js';
import { shown } from '../core/faults/shown.js';

/** A point of a grid: one value for each name. */
export type GridPoint<G extends Readonly<Record<string, readonly unknown[]>>> = {
  readonly [name in keyof G]: G[name][number];
};

/**
 * Every combination of the values of some names, as points: `grid({ tau: [10, 20], inh: [60, 120] })` has four. The last name changes
 * fastest. A name with no values gives no points; values that are no array are a `FaultError`.
 */
export const grid = <const G extends Readonly<Record<string, readonly unknown[]>>>(
  values: G,
): readonly GridPoint<G>[] => {
  if (!isRecord(values)) throw refused('grid', 'values', 'a record of arrays by name', shown(values));
  return Object.entries(values).reduce<readonly GridPoint<G>[]>(
    (points, [name, choices]) => {
      if (!Array.isArray(choices)) throw refused('grid', `values of ${name}`, 'an array', shown(choices));
      return points.flatMap((point) => (choices as readonly unknown[]).map((value) => ({ ...point, [name]: value })));
    },
    [{} as GridPoint<G>],
  );
};
