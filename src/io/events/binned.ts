import { refused, type FaultError } from '../../core/faults/errors.js';
import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { isShape, size, type Shape } from '../../core/shape.js';
import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import type { Events } from './events.js';

/** How times become steps. */
export interface BinOptions {
  /** What several events of a neuron in one step are: `'one'` spike (default), or their `'count'`, as f32. */
  readonly together?: 'one' | 'count';
  /** The time at which the first step begins, ms; default 0. Events before it are left out. */
  readonly from?: number;
  /** How long it lasts, ms; by default up to the last event. Later events are left out, and what is missing is silent. */
  readonly duration?: number;
  /** The name of the file, or of whatever the events are from, for faults. */
  readonly name?: string;
  /** How far before a step's begin an event may be to count to that step, in steps; default 1e-9, for times that are whole steps but for rounding. */
  readonly tolerance?: number;
}

export const binNames = ['together', 'from', 'duration', 'tolerance', 'name'] as const;

/** The options, checked; `place` is whose they are. */
const binOptions = (place: string, options: BinOptions) => {
  const { together = 'one', from = 0, tolerance = 1e-9, duration, name } = checkOptions(place, options, binNames);
  if (together !== 'one' && together !== 'count') throw refused(place, 'together', "'one' or 'count'", shown(together));
  if (name !== undefined && typeof name !== 'string') throw refused(place, 'name', 'a string', shown(name));
  if (!Number.isFinite(from)) throw refused(place, 'from', 'a number of ms', shown(from));
  if (!(typeof tolerance === 'number' && tolerance >= 0 && tolerance < 1))
    throw refused(place, 'tolerance', 'from 0 to below 1 (step)', shown(tolerance));
  return { together, from, tolerance, duration };
};

/** Turns events into a tensor for each step, as they come. */
export interface Binner {
  /** The steps that are over by these events. */
  readonly push: (events: Events) => Iterable<Tensor>;
  /** The last steps. */
  readonly end: () => Iterable<Tensor>;
  /** The step that is not over, where it has events: the last before a fault. */
  readonly begun: () => Iterable<Tensor>;
  /** Whether all steps of the duration are over. */
  readonly full: () => boolean;
}

/**
 * Step k has the events from k dt to before (k + 1) dt, times counted from `from`: half-open, so that every event is in one step.
 * Events must be in order, but for those of the same step.
 */
export const binner = (place: string, shapeOf: () => Shape | undefined, dt: number, options: BinOptions): Binner => {
  const { together, from, tolerance, duration } = binOptions(place, options);
  const limit = duration === undefined ? Infinity : stepsIn(duration, dt, place);
  let step = 0;
  let seen = 0;
  let now: Tensor | undefined;
  let silent: Tensor | undefined;
  const made = (): Tensor => {
    const shape = shapeOf();
    if (!isShape(shape)) throw refused(place, 'shape', 'known when the first step begins (option shape)', shown(shape));
    return together === 'one'
      ? { shape, dtype: 'bool', data: new Uint8Array(size(shape)) }
      : { shape, dtype: 'f32', data: new Float32Array(size(shape)) };
  };
  const taken = (): Tensor => {
    const tensor = now ?? (silent ??= made());
    now = undefined;
    return tensor;
  };
  const begun = function* (): Iterable<Tensor> {
    if (now === undefined) return;
    step++;
    yield taken();
  };
  const disorder = (time: number): FaultError =>
    refused(
      place,
      `event ${seen}`,
      'no earlier than those before it (give the events in order)',
      `${time} ms, in step ${step} already`,
      'Data',
    );
  return {
    *push({ count, time, place: places }) {
      for (let k = 0; k < count; k++, seen++) {
        const steps = (time[k]! - from) / dt;
        const at = Math.floor(steps + tolerance + Math.abs(steps) * 1e-15);
        if (at < 0) continue;
        if (!(at >= step)) {
          const fault = disorder(time[k]!);
          yield* begun();
          throw fault;
        }
        for (; step < at && step < limit; step++) yield taken();
        if (step === limit) return;
        const { data } = (now ??= made());
        const neuron = places[k]!;
        if (together === 'one') data[neuron] = 1;
        else data[neuron]!++;
      }
    },
    begun,
    *end() {
      const last = duration !== undefined ? limit : now === undefined ? step : step + 1;
      for (; step < last; step++) yield taken();
    },
    full: () => step >= limit,
  };
};
