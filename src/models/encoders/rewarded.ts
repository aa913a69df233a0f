import { fresh } from '../../core/run/fresh.js';
import { endsNow, type Frame } from '../../core/run/frame.js';
import {
  factsOf,
  opened,
  sourceOf,
  type AnySteps,
  type AsyncSource,
  type Source,
  type Steps,
} from '../../core/run/source.js';
import { after, isAsync, readerOf, streamOf } from '../../core/run/stream.js';
import type { Tensor } from '../../core/tensor.js';

type Reward = number | Tensor | ((step: number) => number | Tensor);

/**
 * The same frames with a reward in each: one number for the whole run, one for each sample `[b]`, or a function of the step
 * (from 0). The function may look at the run: it is asked when all steps before have been run.
 */
export function rewarded<F extends Frame<Tensor>>(of: Steps<F>, reward: Reward): Source<F>;
export function rewarded<F extends Frame<Tensor>>(of: AnySteps<F>, reward: Reward): AsyncSource<F>;
export function rewarded<F extends Frame<Tensor>>(of: AnySteps<F>, reward: Reward): AnySteps<F> {
  const facts = factsOf(of);
  const asked = typeof reward === 'function';
  return sourceOf({ ...facts, independent: facts.independent && !asked }, (dt) => {
    const frames = opened('frames', of, dt);
    return streamOf(isAsync(frames), () => {
      const { next, close } = readerOf(frames);
      const same = asked ? undefined : fresh(reward);
      let step = 0;
      const took = (result: IteratorResult<F, undefined>): IteratorResult<F, undefined> =>
        result.done === true || endsNow(result.value)
          ? result
          : { done: false, value: { ...result.value, reward: asked ? fresh(reward(step++)) : same } };
      return { next: () => after(next(), took), close };
    });
  });
}
