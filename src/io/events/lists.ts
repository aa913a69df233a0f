import { refused } from '../../core/faults/errors.js';
import { checkRoom } from '../../core/room.js';
import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { isList } from '../../core/list.js';
import { sourceFrom, type Source } from '../../core/run/source.js';
import { isShape, size, type Shape } from '../../core/shape.js';
import type { Spike, SpikeColumns } from '../../models/monitors/raster.js';
import { columnsOf, rowOf } from '../spikes-of.js';
import { recorded } from './events.js';
import { binner, binNames, type BinOptions } from './binned.js';
import { inOrder } from './sorted.js';

/**
 * Spikes at given times (ms), a list (or typed array) for each neuron, in any order, as Brian2's SpikeGeneratorGroup and PyNN's SpikeSourceArray:
 * `spikesAt([[1, 5.5], [], [2]])`. `shape` is that of the layer, default a line of as many neurons.
 */
export const spikesAt = (
  times: readonly ArrayLike<number>[],
  options: BinOptions & { readonly shape?: Shape } = {},
): Source => {
  const place = 'spikesAt';
  const { shape = [times?.length ?? 0], ...bins } = checkOptions(place, options, [...binNames, 'shape']);
  if (!Array.isArray(times) || !times.every((list) => isList(list) && Array.from(list).every(Number.isFinite)))
    throw refused(place, 'times', 'a list of finite times (ms) for each neuron', shown(times));
  if (!isShape(shape) || size(shape) !== times.length)
    throw refused(place, 'shape', `of ${times.length} neurons, as there are lists`, shown(shape));
  const all: readonly (readonly number[])[] = times.map((list) =>
    Array.from<number, number>(list, (list as unknown) instanceof Float32Array ? decimal : Number),
  );
  const neurons = all.flatMap((list, neuron) => list.map(() => neuron));
  return listed(place, all.flat(), neurons, shape, bins);
};

/** The shortest decimal number that float32 rounds to this one: 0.7 lies a little lower there, which would be a step earlier. */
const decimal = (time: number): number =>
  [6, 7, 8].map((digits) => Number(time.toPrecision(digits))).find((short) => Math.fround(short) === time) ?? time;

/** Into which shape and how many steps `replay` puts spikes. */
export interface ReplayOptions extends Pick<BinOptions, 'together'> {
  /** The shape of the layer. */
  readonly shape: Shape;
  /** How many steps there are, default up to the last spike. */
  readonly steps?: number;
  /** The first step that is replayed, default 0. */
  readonly from?: number;
  /** The row of the batch whose spikes are replayed, default 0. */
  readonly row?: number;
}

/** Spikes that a `raster` or `rasterColumns` monitor has recorded as an input, in the same steps. */
export const replay = (spikes: readonly Spike[] | SpikeColumns, options: ReplayOptions): Source => {
  const place = 'replay';
  const names = ['shape', 'steps', 'from', 'row', 'together'];
  const { shape, steps, from = 0, row = 0, together } = checkOptions(place, options, names);
  if (!isShape(shape)) throw refused(place, 'shape', 'the shape of the layer, such as [100]', shown(shape));
  checkRoom(place, shape);
  const own = rowOf(columnsOf(place, spikes), row);
  const outside = own.neuron.find((neuron) => !(neuron >= 0 && neuron < size(shape)));
  if (outside !== undefined)
    throw refused(place, 'shape', `of more than ${outside} neurons, as there are spikes of`, shown(shape));
  const bins = { from, ...(steps !== undefined && { duration: steps }), ...(together !== undefined && { together }) };
  const source = listed(place, own.step, own.neuron, shape, bins);
  // A step of the recording is a step of the run, whatever its dt.
  return sourceFrom(recorded, () => source(1)) as Source;
};

/** A source of events that are in memory, in any order. */
export const listed = (
  place: string,
  times: ArrayLike<number>,
  neurons: ArrayLike<number>,
  shape: Shape,
  bins: BinOptions,
): Source => {
  const events = inOrder({ count: times.length, time: Float64Array.from(times), place: Int32Array.from(neurons) });
  return sourceFrom(recorded, (dt) => ({
    *[Symbol.iterator]() {
      const steps = binner(place, () => shape, dt, bins);
      yield* steps.push(events);
      yield* steps.end();
    },
  })) as Source;
};
