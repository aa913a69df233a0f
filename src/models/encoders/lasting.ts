import { refused, type FaultError } from '../../core/faults/errors.js';
import { parted, type BlockReader } from '../../core/run/block.js';
import { endsNow, type Frame } from '../../core/frame.js';
import { blocksOf, factsOf, type AnySteps, type AsyncSource, type Source, type Steps } from '../../core/run/source.js';
import { after, over, type Reader } from '../../core/run/stream.js';
import type { Tensor } from '../../core/tensor.js';
import { stepsIn } from '../../core/time.js';
import { always } from './sources.js';
import { framesOf, through, throughBlocks } from './through.js';

/**
 * The frames of the first `time` ms; longer frames are cut off. Shorter frames end a run with a fault, and so does a time
 * that is no whole number of steps. `lasting(100, frames({}, { inject: { Y: always(v) } }))` runs 100 ms without inputs.
 */
export function lasting<F extends Frame<Tensor>>(time: number, of: Steps<F>): Source<F>;
export function lasting<F extends Frame<Tensor>>(time: number, of: AnySteps<F>): AsyncSource<F>;
export function lasting<F extends Frame<Tensor>>(time: number, of: AnySteps<F>): AnySteps<F> {
  return firstOf('lasting', time, of);
}

/** As `lasting`, for the function of some name. */
const firstOf = <F extends Frame<Tensor>>(place: string, time: number, of: AnySteps<F>): AnySteps<F> => {
  const read = ({ next, close }: Reader<F>, dt: number): Reader<F> => {
    const steps = stepsIn(time, dt, place);
    let step = 0;
    const took = (result: IteratorResult<F, undefined>): IteratorResult<F, undefined> => {
      if (result.done === true) throw tooShort(time, dt, step);
      if (!endsNow(result.value)) step++;
      return result;
    };
    const end = (): IteratorResult<F, undefined> => over;
    return { next: () => (step === steps ? after(close(), end) : after(next(), took)), close };
  };
  const inBlocks = throughBlocks(blocksOf<F>(of), (reader, dt) => firstSteps(reader, place, time, dt));
  return through({ ...factsOf(of), endless: false }, framesOf(place, of), read, inBlocks);
};

const firstSteps = <F>({ next }: BlockReader<F>, place: string, time: number, dt: number): BlockReader<F> => {
  const steps = stepsIn(time, dt, place);
  let step = 0;
  return {
    next: () => {
      if (step === steps) return undefined;
      const block = next();
      if (block === undefined) throw tooShort(time, dt, step);
      const [some] = parted(block, Math.min(block.steps, steps - step));
      step += some.steps;
      return some;
    },
  };
};

/** Frames in which nothing comes from outside, for `time` ms. */
export const silence = (time: number): Source<Frame<Tensor, never, never>> =>
  firstOf('silence', time, always({})) as Source<Frame<Tensor, never, never>>;

const tooShort = (time: number, dt: number, step: number): FaultError => {
  const want = `given, as they last ${time} ms in steps of ${dt}`;
  return refused('frames', `frame ${step}`, want, `only ${step} frames`, 'Frame');
};
