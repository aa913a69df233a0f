import type { BlockReader, InBlocks } from '../../core/run/block.js';
import { opened, sourceFrom, type AnySteps, type Facts } from '../../core/run/source.js';
import { after, isAsync, readerOf, streamFrom, type Reader, type Stream } from '../../core/run/stream.js';

/**
 * A source that is read through something, anew for each dt: `read` makes its reader from that of the source, and `inBlocks`, where that
 * gives blocks, opens it in blocks.
 */
export const through = <A, B>(
  facts: Facts,
  open: (dt: number) => Stream<A>,
  read: (reader: Reader<A>, dt: number) => Reader<B>,
  inBlocks?: InBlocks<B>,
): AnySteps<B> =>
  sourceFrom(
    facts,
    (dt) => {
      const stream = open(dt);
      return streamFrom(isAsync(stream), () => read(readerOf(stream), dt));
    },
    inBlocks,
  );

/** How the blocks of a source are read through something; undefined where it has none. */
export const throughBlocks = <A, B>(
  open: InBlocks<A> | undefined,
  read: (reader: BlockReader<A>, dt: number) => BlockReader<B>,
): InBlocks<B> | undefined => open && ((dt, most) => read(open(dt, most), dt));

/** The frames that a source gives, however it does; `place` is where something else is a fault. */
export const framesOf =
  <F>(place: string, source: AnySteps<F>) =>
  (dt: number): Stream<F> =>
    opened(place, source, dt);

/** A reader that changes each value. */
export const eachOf = <A, B>({ next, close }: Reader<A>, change: (value: A) => B): Reader<B> => {
  const took = (result: IteratorResult<A, undefined>): IteratorResult<B, undefined> =>
    result.done === true ? result : { done: false, value: change(result.value) };
  return { next: () => after(next(), took), close };
};
