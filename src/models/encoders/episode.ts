import type { Frame } from '../../core/frame.js';
import type { Tensor } from '../../core/tensor.js';
import { after, isAsync, readerOf, streamOf, type Later, type Stream } from '../../core/stream.js';

/** The same frames, the last of which ends an episode: weights are normalised and all but what was learned starts anew. */
export function episode<F extends Frame<Tensor>>(of: Iterable<F>): Iterable<F>;
export function episode<F extends Frame<Tensor>>(of: AsyncIterable<F>): AsyncIterable<F>;
export function episode<F extends Frame<Tensor>>(of: Stream<F>): Stream<F> {
  return streamOf(isAsync(of), () => {
    const { next, close } = readerOf(of);
    let held: Later<IteratorResult<F, undefined>> | undefined;
    return {
      next: () =>
        after(held ?? next(), (now) =>
          now.done === true
            ? now
            : after(next(), (following) => {
                held = following;
                return following.done === true ? { done: false, value: { ...now.value, ends: true } } : now;
              }),
        ),
      close,
    };
  });
}

type Reward = number | Tensor | ((step: number) => number | Tensor);

/**
 * The same frames with a reward in each: one number for the whole run, one for each sample `[b]`, or a function of the step.
 */
export function rewarded<F extends Frame<Tensor>>(of: Iterable<F>, reward: Reward): Iterable<F>;
export function rewarded<F extends Frame<Tensor>>(of: AsyncIterable<F>, reward: Reward): AsyncIterable<F>;
export function rewarded<F extends Frame<Tensor>>(of: Stream<F>, reward: Reward): Stream<F> {
  return streamOf(isAsync(of), () => {
    const { next, close } = readerOf(of);
    let step = 0;
    return {
      next: () =>
        after(next(), ({ done, value }) =>
          done === true
            ? { done, value }
            : { done: false, value: { ...value, reward: typeof reward === 'function' ? reward(step++) : reward } },
        ),
      close,
    };
  });
}
