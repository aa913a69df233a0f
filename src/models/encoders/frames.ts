import { at, fault, FaultError } from '../../core/errors.js';
import type { Frame } from '../../core/frame.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/** What a layer gets: a tensor `[t, ...]`, one row a step, or any iterable of tensors. */
export type Source = Tensor | Iterable<Tensor>;

/** One frame a step, from a source for each input layer; sources of different lengths end a run with a fault. */
export const frames = <L extends string>(sources: { readonly [name in L]: Source }): Iterable<Frame<Tensor, L>> => ({
  *[Symbol.iterator]() {
    const rows = Object.entries<Source>(sources).map(
      ([name, source]) => [name, (Symbol.iterator in source ? source : rowsOf(source))[Symbol.iterator]()] as const,
    );
    for (let step = 0; ; step++) {
      const next = rows.map(([name, row]) => [name, row.next()] as const);
      const over = next.filter(([, row]) => row.done);
      if (over.length === next.length) return;
      if (over[0] !== undefined)
        throw new FaultError([
          at(`inputs '${over[0][0]}'`)(
            fault('Source', `frame ${step}`, 'given, as for the other inputs', `only ${step} frames`),
          ),
        ]);
      yield { inputs: Object.fromEntries(next.map(([name, row]) => [name, row.value])) } as Frame<Tensor, L>;
    }
  },
});

/**
 * The same frames with a reward in each: one number for the whole run, one for each sample `[b]`, or a function of the step.
 */
export const rewarded = <F extends Frame<Tensor>>(
  of: Iterable<F>,
  reward: number | Tensor | ((step: number) => number | Tensor),
): Iterable<F> => ({
  *[Symbol.iterator]() {
    let step = 0;
    for (const frame of of) yield { ...frame, reward: typeof reward === 'function' ? reward(step++) : reward };
  },
});

/** The rows of a tensor along its first axis; they share its data. */
export const rowsOf = (x: Tensor): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    const [count = 0, ...shape] = x.shape;
    const width = size(shape);
    for (let row = 0; row < count; row++)
      yield { shape, dtype: x.dtype, data: x.data.subarray(row * width, (row + 1) * width) };
  },
});

/** The same frames, the last of which ends an episode: weights are normalised and all but what was learned starts anew. */
export const episode = <F extends Frame<Tensor>>(of: Iterable<F>): Iterable<F> => ({
  *[Symbol.iterator]() {
    let held: F | undefined;
    for (const frame of of) {
      if (held !== undefined) yield held;
      held = frame;
    }
    if (held !== undefined) yield { ...held, ends: true };
  },
});
