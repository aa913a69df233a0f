import * as E from 'fp-ts/lib/Either.js';
import { optionFaults } from '../../core/faults/options.js';
import { unless } from '../../core/faults/refuse.js';
import { shown } from '../../core/faults/shown.js';
import { leftOf } from '../../core/either.js';
import { areFaults, at, refused, type Faults } from '../../core/faults/errors.js';
import type { Shape } from '../../core/shape.js';
import { isStep } from '../../core/time.js';
import { groupOf, type Dataset, type Group } from '../hdf5/array.js';
import { writeHdf5 } from '../hdf5/write.js';

/** What every SONATA file of results is told. */
export interface SonataOut {
  /** The length of a step, ms: the network's. */
  readonly dt: number;
  /** The name of the population, default `'neurons'`. */
  readonly population?: string;
  /** The row of the batch whose results are written, default 0. */
  readonly row?: number;
}

/** A file with a group for a population in `kind`; options that make no sense are faults of the function `place`. */
export const sonataFile = (
  place: string,
  kind: 'spikes' | 'report',
  options: SonataOut,
  more: readonly string[],
  populated: () => Group,
): E.Either<Faults, Uint8Array> => {
  const wrong = optionFaults(options, ['dt', 'population', 'row', ...more]).map(at(place));
  if (areFaults(wrong)) return E.left(wrong);
  const { dt, population = 'neurons', row = 0 } = options;
  const faults = [
    ...unless(isStep(dt), 'Parameter', 'dt', 'a positive number of ms, as net.dt', shown(dt)),
    ...unless(isName(population), 'Parameter', 'population', "a name without '/'", shown(population)),
    ...unless(Number.isInteger(row) && row >= 0, 'Parameter', 'row', 'a whole number from 0', shown(row)),
  ].map(at(place));
  if (areFaults(faults)) return E.left(faults);
  try {
    return E.right(writeHdf5({ attributes, ...groupOf({ [kind]: groupOf({ [population]: populated() }) }) }));
  } catch (error) {
    return leftOf(error);
  }
};

const isName = (name: unknown): boolean => typeof name === 'string' && /^[^/\0]+$/.test(name) && name !== '.';

/** What says that a file is SONATA's. */
const attributes = {
  magic: { shape: [], dtype: 'u32', data: Uint32Array.of(0x0a7a) },
  version: { shape: [2], dtype: 'u32', data: Uint32Array.of(0, 1) },
} as const;

/** One of some names, in an option. */
export const chosen = <T extends string>(place: string, what: string, value: T, names: readonly T[]): T => {
  if (names.includes(value)) return value;
  throw refused(place, what, `one of ${names.map((name) => `'${name}'`).join(', ')}`, shown(value));
};

/** Whole numbers as SONATA has them, of 64 bits. */
export const whole = (values: ArrayLike<number>): Dataset => ({
  shape: [values.length],
  dtype: 'u64',
  data: BigUint64Array.from(Array.from(values, BigInt)),
});

/** Numbers in a unit. */
export const measured = (shape: Shape, data: Float32Array | Float64Array, unit: string): Dataset => ({
  shape,
  dtype: data instanceof Float32Array ? 'f32' : 'f64',
  data,
  attributes: { units: text(unit) },
});

export const text = (value: string): Dataset => ({ shape: [], dtype: 'text', data: [value] });
