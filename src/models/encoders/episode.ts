import type { Frame } from '../../core/frame.js';
import type { Tensor } from '../../core/tensor.js';
import { after, isAsync, readerOf, streamOf, type Later, type Stream } from '../../core/stream.js';

/** The same frames, the last of which ends an episode: weights are normalised and all but what was learned starts anew. */
export function episode<F extends Frame<Tensor>>(of: Iterable<F>): Iterable<F>;
export function episode<F extends Frame<Tensor>>(of: AsyncIterable<F>): AsyncIterable<F>;
export function episode<F extends Frame<Tensor>>(of: Stream<F>): Stream<F> {
  return streamOf(isAsync(of), () => {
    const { next, close } = readerOf(of);
    let current: IteratorResult<F, undefined>;
    const look = (following: IteratorResult<F, undefined>): IteratorResult<F, undefined> => {
      const now = current;
      current = following;
      return following.done === true && now.done !== true ? { done: false, value: { ...now.value, ends: true } } : now;
    };
    const ahead = (): Later<IteratorResult<F, undefined>> => (current.done === true ? current : after(next(), look));
    const begin = (first: IteratorResult<F, undefined>): Later<IteratorResult<F, undefined>> => {
      current = first;
      return ahead();
    };
    let begun = false;
    return {
      next: () => {
        if (begun) return ahead();
        begun = true;
        return after(next(), begin);
      },
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
