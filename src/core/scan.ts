import * as E from 'fp-ts/lib/Either.js';
import type { Session } from './backend.js';
import { breathing, turn } from './breath.js';
import type { Faults } from './errors.js';
import { isEnd, type Frame } from './frame.js';
import type { Monitor, Observation } from './monitor.js';
import type { Pull, Pulled } from './pull.js';
import { mapEntries, mapValues } from './record.js';
import { isLater } from './stream.js';
import type { Tensor } from './tensor.js';
import { isDue, sameWatch, type Watch } from './watch.js';

export type Monitors = Readonly<Record<string, Monitor<unknown>>>;

/** Frames in full shape, as many at once as a backend likes; the last chunk may carry what ended the stream. */
interface Chunk {
  readonly frames: readonly Frame<Tensor>[];
  /** An episode ends after them, which none of them says. */
  readonly ends?: boolean;
  readonly faults?: Faults | undefined;
}

/**
 * The end of an episode, where the frames began with one; the first frame, which is there already, and all that follow. The next is asked for when so many as are wanted at once have been
 * run. What was pulled is run, also where the stream then ends; nothing waits for a frame that is not there by the next turn.
 */
export const chunks = async function* (
  first: Pulled,
  ends: boolean,
  { next }: Pull,
  fit: (index: number, frame: Frame<Tensor>) => E.Either<Faults, Frame<Tensor>>,
  most: number,
): AsyncGenerator<Chunk> {
  if (ends) yield { frames: [], ends };
  let waiting: Frame<Tensor>[] = [];
  let index = 0;
  for (let pulled = first; ;) {
    if (pulled.done === true) {
      yield { frames: waiting, faults: pulled.value };
      return;
    }
    const over = isEnd(pulled.value);
    if (!over) {
      const fitted = fit(index++, pulled.value);
      if (E.isLeft(fitted)) {
        yield { frames: waiting, faults: fitted.left };
        return;
      }
      waiting.push(fitted.right);
    }
    if (over || waiting.length >= most) {
      yield { frames: waiting, ends: over };
      waiting = [];
    }
    const following = next();
    // To wait for what is there already would cost more than most steps do.
    if (isLater(following)) {
      if (waiting.length > 0 && (await isLate(following))) {
        yield { frames: waiting };
        waiting = [];
      }
      pulled = await following;
    } else pulled = following;
  }
};

/** Whether other things have their turn before a value is there. */
const isLate = (awaited: Promise<unknown>): Promise<boolean> =>
  Promise.race([awaited.then(() => false), turn().then(() => true)]);

export interface Scanned<M extends Monitors> {
  readonly monitors: M;
  readonly steps: number;
  readonly faults?: Faults;
}

/** Sends chunks through a session and folds every monitor over what it watches, until the frames end or something is wrong. */
export const scan = async <M extends Monitors>(
  session: Session,
  watched: readonly Watch[],
  monitors: M,
  source: AsyncIterable<Chunk>,
): Promise<Scanned<M>> => {
  const places = mapValues(monitors, ({ watches }) =>
    watches.map((watch) => watched.findIndex((other) => sameWatch(watch, other))),
  );
  const breath = breathing();
  let scanned: Scanned<Monitors> = { monitors, steps: 0 };
  for await (const { frames, ends = false, faults } of source) {
    const advanced = await session.advance(frames);
    if (E.isLeft(advanced)) return { ...(scanned as Scanned<M>), faults: advanced.left };
    const { steps } = scanned;
    scanned = {
      monitors: mapEntries(scanned.monitors, (name, monitor) =>
        followed(monitor, places[name]!, advanced.right, steps),
      ),
      steps: steps + frames.length,
      ...(faults && { faults }),
    };
    const ended = ends ? await session.end() : advanced;
    if (E.isLeft(ended)) return { ...(scanned as Scanned<M>), faults: ended.left };
    await breath();
  }
  return scanned as Scanned<M>;
};

/** A monitor that has seen what was due to it in some steps. */
const followed = <O>(
  { fold, ...monitor }: Monitor<O>,
  places: readonly number[],
  observations: readonly Observation[],
  before: number,
): Monitor<O> => {
  const { watches } = monitor;
  const always = watches.every(({ every }) => every === undefined);
  let folded = fold;
  for (let k = 0; k < observations.length; k++) {
    const observed = observations[k]!;
    const due = (watch: Watch): boolean => isDue(watch, before + k + 1);
    if (always) folded = folded.next(places.map((place) => observed[place]));
    else if (watches.some(due))
      folded = folded.next(places.map((place, watch) => (due(watches[watch]!) ? observed[place] : undefined)));
  }
  return { ...monitor, fold: folded };
};
