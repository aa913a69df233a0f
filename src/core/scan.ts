import * as E from 'fp-ts/lib/Either.js';
import type { Session } from './backend.js';
import { breathing } from './breath.js';
import type { Faults } from './errors.js';
import type { Frame } from './frame.js';
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
  readonly faults?: Faults | undefined;
}

/** The first frame, which is there already, and all that follow. What was pulled is run, also where the stream then ends. */
export const chunks = async function* (
  first: Pulled,
  { next }: Pull,
  fit: (index: number, frame: Frame<Tensor>) => E.Either<Faults, Frame<Tensor>>,
  most: number,
): AsyncGenerator<Chunk> {
  let waiting: Frame<Tensor>[] = [];
  let index = 0;
  for (let pulled = first; ;) {
    if (pulled.done === true) {
      yield { frames: waiting, faults: pulled.value };
      return;
    }
    const fitted = fit(index++, pulled.value);
    if (E.isLeft(fitted)) {
      yield { frames: waiting, faults: fitted.left };
      return;
    }
    waiting.push(fitted.right);
    if (waiting.length >= most) {
      yield { frames: waiting };
      waiting = [];
    }
    const following = next();
    // To wait for what is there already would cost more than most steps do.
    pulled = isLater(following) ? await following : following;
  }
};

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
  for await (const { frames, faults } of source) {
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
