import type * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { tried } from '../core/either.js';
import { refused, type Faults } from '../core/faults/errors.js';
import { joined } from '../core/graph/tree.js';
import { isTensor, tensor, type Tensor } from '../core/tensor.js';
import { isSpikeColumns, type Spike } from '../models/monitors/raster.js';
import { columnsOf } from './spikes-of.js';

/**
 * The results of any monitors as tensors by name, as `toSafetensors` takes them and files of numpy hold them:
 * `toSafetensors({ tensors: orThrow(tensorsIn(monitors)), metadata: {} })`. Names of parts are joined by dots: spikes of a monitor `Y` become the columns
 * `Y.step`, `Y.row` and `Y.neuron` (i32 `[spikes]`), the intervals of one `Y.count`, `Y.mean` and `Y.cv`, the k-th result of `every` `Y.k`. A number
 * is a tensor of no axes. Text, functions and other values are faults by their names.
 */
export const tensorsIn = (results: object): E.Either<Faults, Readonly<Record<string, Tensor>>> =>
  tried(() => {
    if (!isRecord(results) || isTensor(results) || isSpikeColumns(results))
      throw refused('tensorsIn', 'results', 'a record of results by name, as run gives monitors', shown(results));
    return Object.fromEntries(parts(results, ''));
  });

const parts = (value: unknown, path: string): readonly (readonly [string, Tensor])[] => {
  if (isTensor(value)) return [[path, value]];
  if (typeof value === 'number' || typeof value === 'boolean') return [[path, scalar(value)]];
  if (isSpikeColumns(value) || isSpikes(value)) {
    const { step, row, neuron } = columnsOf('tensorsIn', value);
    return Object.entries({ step, row, neuron }).map(([name, column]) => [
      joined(path, name),
      { shape: [column.length], dtype: 'i32', data: column },
    ]);
  }
  if (!Array.isArray(value) && !isRecord(value))
    throw refused('tensorsIn', `'${path}'`, 'a tensor, spikes, a number, or records and arrays of them', shown(value));
  return Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, part]) =>
    parts(part, joined(path, name)),
  );
};

const scalar = (value: number | boolean): Tensor =>
  typeof value === 'boolean'
    ? tensor([], [Number(value)], 'bool')
    : tensor([], [value], Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'i32' : 'f32');

/** A list of spikes, as `raster` gives it; an empty list is one of no spikes. */
const isSpikes = (value: unknown): value is readonly Spike[] =>
  Array.isArray(value) &&
  value.every(
    (one: unknown) => isRecord(one) && ['step', 'row', 'neuron'].every((name) => Number.isInteger(one[name])),
  );
