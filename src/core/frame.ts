/**
 * All that reaches a network from outside in one step, by layer (masks: by connection). Tensors are `[b, ...shape]`;
 * `run` also takes `[b, n]`, and `[...shape]` or `[n]` for the same in every batch row.
 */
export interface Frame<T, L extends string = string, C extends string = string> {
  /** Spikes of an input layer (bool, or numbers), or current into any layer (mV), or into a receptor of it (`'E.exc'`, in its unit). */
  readonly inputs?: { readonly [name in L | `${L}.${string}`]?: T };
  /** Added to `v` before the step, mV. */
  readonly inject?: { readonly [name in L]?: T };
  /**
   * Neurons that spike in this step whatever they do; only `s` is changed. A bool mask; `run` also takes the numbers of the
   * neurons in the flattened layer, i32 `[k]`, or `[b, k]` row by row.
   */
  readonly clamp?: { readonly [name in L]?: T };
  /** As `clamp`, neurons that do not spike; stronger than `clamp`. */
  readonly unclamp?: { readonly [name in L]?: T };
  /** bool, in the shape of `w`: weights that are 0 after the step. */
  readonly masks?: { readonly [name in C]?: T };
  /** Uniform numbers in [0, 1) in place of a layer's own, `[b]` or `[b, ...shape]` as its model asks. */
  readonly draws?: { readonly [name in L]?: T };
  /** One for all samples, or one for each `[b]`. */
  readonly reward?: T | number;
  /** The last step of an episode: afterwards weights are normalised and all but what was learned starts anew. 'now': see `endOfEpisode`. */
  readonly ends?: boolean | 'now';
}

/** A frame in which no step is taken; see `endOfEpisode`. */
export interface EndOfEpisode {
  readonly ends: 'now';
}

/**
 * In place of a frame, where an episode turns out to be over: no step is taken, and the episode ends after the step before, as if
 * that had said `ends: true`. For sources that cannot know which frame is the last before the network has answered to it.
 */
export const endOfEpisode: EndOfEpisode = { ends: 'now' };

/** Whether a frame is that and nothing else. */
export const isEnd = (frame: unknown): frame is EndOfEpisode =>
  endsNow(frame) && Object.values(frame).every((value) => value === undefined || value === 'now');

export const endsNow = (frame: unknown): frame is EndOfEpisode =>
  (frame as Partial<EndOfEpisode> | null | undefined)?.ends === 'now';

/** A promise is no frame, though its type may be forgotten: an iterable has to be async to give its frames later. */
export const isFrame = (value: unknown): boolean => typeof value === 'object' && value !== null && !('then' in value);
