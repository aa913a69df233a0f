import type { AnySteps, Frame, Tensor } from 'spikefold';

type Frames = AnySteps<Frame<Tensor>>;

/** Frames that are read piece by piece: by many runs, one after the other. */
export type Reading =
  | { readonly isLater: false; readonly frames: Iterator<Frame<Tensor>> }
  | { readonly isLater: true; readonly frames: AsyncIterator<Frame<Tensor>> };

export const readingOf = (frames: Frames, dt: number): Reading => {
  const stream = typeof frames === 'function' ? frames(dt) : frames;
  return Symbol.asyncIterator in stream
    ? { isLater: true, frames: stream[Symbol.asyncIterator]() }
    : { isLater: false, frames: stream[Symbol.iterator]() };
};

/** The next so many frames, for a run, which closes them; the reading goes on. */
export const taken = (reading: Reading, count: number, ended: () => void): Frames =>
  reading.isLater
    ? (async function* () {
        for (let k = 0; k < count; k++) {
          const { done, value } = await reading.frames.next();
          if (done === true) return ended();
          yield value;
        }
      })()
    : (function* () {
        for (let k = 0; k < count; k++) {
          const { done, value } = reading.frames.next();
          if (done === true) return ended();
          yield value;
        }
      })();
