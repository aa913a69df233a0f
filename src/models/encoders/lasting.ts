import { at, fault, FaultError } from '../../core/errors.js';
import type { Frame } from '../../core/frame.js';
import type { Tensor } from '../../core/tensor.js';
import { stepsIn } from '../../core/time.js';
import { always } from './sources.js';
import { after, isAsync, over, readerOf, streamOf, type Stream } from '../../core/stream.js';

/**
 * The frames of the first `time` ms, in steps of `dt` ms; what is longer is cut off, what is shorter ends a run with a
 * fault. `lasting(100, 1, frames({}, { inject: { Y: always(v) } }))` runs 100 steps without inputs.
 */
export function lasting<F extends Frame<Tensor>>(time: number, dt: number, of: Iterable<F>): Iterable<F>;
export function lasting<F extends Frame<Tensor>>(time: number, dt: number, of: AsyncIterable<F>): AsyncIterable<F>;
export function lasting<F extends Frame<Tensor>>(time: number, dt: number, of: Stream<F>): Stream<F> {
  return streamOf<F>(isAsync(of), () => {
    const steps = countOf(time, dt);
    const { next, close } = readerOf(of);
    let step = 0;
    return {
      next: () => {
        if (step === steps) return after(close(), () => over);
        return after(next(), (result) => {
          if (result.done === true) throw tooShort(time, dt, step);
          step++;
          return result;
        });
      },
      close,
    };
  });
}

/** Frames in which nothing comes from outside, for `time` ms. */
export const silence = (time: number, dt = 1): Iterable<Frame<Tensor, never, never>> => lasting(time, dt, always({}));

const countOf = (time: number, dt: number): number => {
  const faults = [
    ...(time >= 0 && Number.isFinite(time) ? [] : [fault('Parameter', 'time', 'ms, at least 0', `${time}`)]),
    ...(dt > 0 && Number.isFinite(dt) ? [] : [fault('Parameter', 'dt', 'a positive number of ms', `${dt}`)]),
  ].map(at('lasting'));
  const [first, ...others] = faults;
  if (first !== undefined) throw new FaultError([first, ...others]);
  return stepsIn(time, dt);
};

const tooShort = (time: number, dt: number, step: number): FaultError =>
  new FaultError([
    at('frames')(
      fault('Source', `frame ${step}`, `given, as they last ${time} ms in steps of ${dt}`, `only ${step} frames`),
    ),
  ]);
