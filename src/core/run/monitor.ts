import { checkOptions } from '../faults/options.js';
import { expectArray, expectNetwork, isFold } from '../expect.js';
import { called, shown } from '../faults/shown.js';
import { at, fault, oneOf, refused, type Fault, type LocalFault } from '../faults/errors.js';
import { unless } from '../faults/refuse.js';
import { identity } from 'fp-ts/lib/function.js';
import { premapped, type Fold } from '../fold.js';
import type { Names, Network } from '../network.js';
import type { Past } from './past.js';
import { size } from '../shape.js';
import { slotOf, type Slot } from '../slots.js';
import type { Tensor } from '../tensor.js';
import type { Watch } from './watch.js';

/** The watched variables after one step, in the order of the watches; undefined where one was not due. */
export type Observation = readonly (Tensor | undefined)[];

/**
 * A fold over watched variables. It samples after every step, or where its watches say so after every k-th: forced spikes are
 * recorded, `v` is the voltage after a reset, `w` the weights after learning. Variables that no monitor watches never leave the backend. A
 * monitor that watches nothing counts steps.
 */
export interface Monitor<O> {
  readonly watches: readonly Watch[];
  /** Called after a step in which any of the watches was due. */
  readonly fold: Fold<Observation, O>;
  /** Its faults; `run` reports them. */
  readonly faults?: readonly Fault[];
  /** Its runs so far; `run` keeps it. */
  readonly past?: Past;
}

/** Which steps and which neurons a monitor looks at. */
export interface MonitorOptions {
  /** Looks after every k-th step only: the k-th, the 2k-th and so on, counted over runs that are resumed; default 1. */
  readonly every?: number;
  /** Keeps some places only, by their numbers in the flattened layer (or weights): `[b, k]`, or `[k]` of a learned variable; default all. */
  readonly only?: readonly number[];
}

/**
 * One variable, given to a fold: `monitor(net, 'Y', 's', raster())`. The compiler knows which variables `Y` has; an
 * unknown name, a place that is not there and an `every` below 1 are faults of the run.
 */
export const monitor = <L extends Names, C extends Names, N extends keyof (L & C) & string, O>(
  net: Network<L, C>,
  of: N,
  variable: N extends keyof L ? (string extends keyof L ? L[N] | C[N & keyof C] : L[N]) : C[N & keyof C],
  into: Fold<Tensor, O>,
  options: MonitorOptions = {},
): Monitor<O> => {
  expectNetwork('monitor', net);
  checkOptions('monitor', options, ['every', 'only']);
  if (typeof of !== 'string')
    throw refused(
      'monitor',
      'of',
      `the name of a layer or connection, ${oneOf(Object.keys({ ...net.layers, ...net.connections }))}`,
      shown(of),
    );
  const { every, only } = options;
  const watches = [{ of, variable, ...(every !== undefined && { every }) }];
  // No run calls it: the fault ends the run before.
  if (!isFold(into))
    return {
      watches,
      fold: into as unknown as Fold<Observation, O>,
      faults: [at(`monitor of ${shown(of)}`)(noFold(into))],
    };
  if (only !== undefined) expectArray('monitor', only, 'only');
  if (only === undefined) return { watches, fold: premapped(([x]) => x!, into, identity) };
  const slot = slotOf(net, of, variable);
  // Of what is no place `placeFaults` tells.
  const places = Int32Array.from(only, (place) => (Number.isInteger(place) ? place : -1));
  const some = (x: Tensor, axes: number): Tensor => gathered(x, axes + (slot?.learned === true ? 0 : 1), places, slot);
  return {
    watches,
    fold: premapped(
      ([x]) => some(x!, 0),
      into,
      (rows) => some(rows, 1),
    ),
    faults: placeFaults(of, only, slot),
  };
};

/** The faults of a value that is not a monitor. */
export const monitorFaults = (name: string, monitor: unknown): readonly Fault[] => {
  const place = at(`monitor '${name}'`);
  const want = "made by monitor(net, 'Y', 's', raster())";
  if (isFold(monitor)) return [place(fault('Parameter', 'it', want, 'a fold'))];
  const { watches, fold, faults = [] } = (monitor ?? {}) as Partial<Monitor<unknown>>;
  if (!Array.isArray(watches)) return [place(fault('Parameter', 'it', want, called(monitor)))];
  return isFold(fold) || faults.length > 0 ? faults : [place(noFold(fold))];
};

const noFold = (got: unknown): LocalFault => fault('Parameter', 'fold', 'a fold, such as record()', called(got));

/** Some places of each row of a tensor, which has so many axes in front of those of the variable. */
const gathered = ({ dtype, data, shape }: Tensor, axes: number, places: Int32Array, slot: Slot | undefined): Tensor => {
  const width = size(slot?.shape ?? []);
  const rows = data.length / width;
  const Data = data.constructor as new (count: number) => typeof data;
  const some = new Data(rows * places.length);
  for (let row = 0; row < rows; row++)
    places.forEach((place, k) => {
      some[row * places.length + k] = data[row * width + place]!;
    });
  return { shape: [...shape.slice(0, axes), places.length], dtype, data: some };
};

const placeFaults = (of: string, only: readonly number[], slot: Slot | undefined): readonly Fault[] => {
  const count = slot === undefined ? Infinity : size(slot.shape);
  const wrong = only.findIndex((place) => !Number.isInteger(place) || place < 0 || place >= count);
  const want = `whole numbers from 0 to ${count - 1}`;
  return unless(wrong < 0, 'Parameter', 'only', want, shown(only[wrong])).map(at(`monitor of ${shown(of)}`));
};
