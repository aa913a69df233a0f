import * as E from 'fp-ts/lib/Either.js';
import { identity } from 'fp-ts/lib/function.js';
import type { Block, BlockReader } from '../../core/run/block.js';
import { endOfEpisode, endsNow, type EndOfEpisode, type Frame } from '../../core/frame.js';
import type { Tensor } from '../../core/tensor.js';
import { blocksOf, factsOf, type AnySteps, type AsyncSource, type Source, type Steps } from '../../core/run/source.js';
import { after, attempt, over, type Later, type Reader } from '../../core/run/stream.js';
import { framesOf, through, throughBlocks } from './through.js';

type Result<F> = IteratorResult<F | EndOfEpisode, undefined>;

/**
 * The same frames as one episode: after the last one weights are normalised, and all variables that are not learned start
 * anew. If the frames do not depend on the run, the last one has `ends: true`; otherwise `endOfEpisode` follows it. Without
 * frames there is no episode.
 */
export function episode<F extends Frame<Tensor>>(of: Steps<F>): Source<F | EndOfEpisode>;
export function episode<F extends Frame<Tensor>>(of: AnySteps<F>): AsyncSource<F | EndOfEpisode>;
export function episode<F extends Frame<Tensor>>(of: AnySteps<F>): AnySteps<F | EndOfEpisode> {
  const facts = factsOf(of);
  const inBlocks = throughBlocks(blocksOf<F>(of), markedInBlocks);
  return through(facts, framesOf('frames', of), facts.independent ? marked : followed, inBlocks);
}

/** Frames of which the last one is known before it is given. What fails behind a frame does so once that is run. */
const marked = <F extends Frame<Tensor>>({ next, close }: Reader<F>): Reader<F | EndOfEpisode> => {
  const look = (): Later<Ahead<IteratorResult<F, undefined>>> =>
    attempt<IteratorResult<F, undefined>, Ahead<IteratorResult<F, undefined>>>(next, E.right, E.left);
  let ahead: Ahead<IteratorResult<F, undefined>> | undefined;
  const give = (read: Ahead<IteratorResult<F, undefined>>): Later<Result<F>> => {
    const now = unlessFailed(read);
    if (now.done === true) return now;
    return after(look(), (following): Result<F> => {
      ahead = following;
      const isLast = E.isRight(following) && following.right.done === true;
      return isLast && !endsNow(now.value) ? { done: false, value: { ...now.value, ends: true } } : now;
    });
  };
  return { next: () => after(ahead ?? look(), give), close };
};

/** Blocks of which the last one is known before it is given. */
const markedInBlocks = <F extends Frame<Tensor>>({ next }: BlockReader<F>): BlockReader<F> => {
  const look = (): Ahead<Block<F> | undefined> => E.tryCatch(next, identity);
  let ahead: Ahead<Block<F> | undefined> | undefined;
  return {
    next: () => {
      const now = unlessFailed(ahead ?? look());
      if (now === undefined) return undefined;
      ahead = look();
      const isLast = E.isRight(ahead) && ahead.right === undefined;
      return isLast ? { ...now, values: { ...now.values, ends: true } } : now;
    },
  };
};

/** What was read ahead of its turn, or how that failed. */
type Ahead<A> = E.Either<unknown, A>;

const unlessFailed = <A>(read: Ahead<A>): A => {
  if (E.isLeft(read)) throw read.left;
  return read.right;
};

/** Frames and then the end, which is looked for when they are run. */
const followed = <F extends Frame<Tensor>>({ next, close }: Reader<F>): Reader<F | EndOfEpisode> => {
  let state: 'ended' | 'within' | 'over' = 'ended';
  const took = (result: IteratorResult<F, undefined>): Result<F> => {
    if (result.done !== true) {
      // What is no frame is refused elsewhere.
      const { ends = false } = (result.value ?? {}) as Partial<F>;
      state = ends === false ? 'within' : 'ended';
      return result;
    }
    const open = state === 'within';
    state = 'over';
    return open ? { done: false, value: endOfEpisode } : over;
  };
  return { next: () => (state === 'over' ? over : after(next(), took)), close };
};
