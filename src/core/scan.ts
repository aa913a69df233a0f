import * as E from 'fp-ts/lib/Either.js';
import type { Observation, Session } from './backend.js';
import { at, fault, FaultError, thrown, type Faults } from './errors.js';
import { foldAll } from './fold.js';
import { frameFitter, type Frame } from './frame.js';
import type { Monitor, Watch } from './monitor.js';
import type { Names, Network } from './network.js';
import { mapValues } from './record.js';
import type { Tensor } from './tensor.js';

export type Frames = Iterable<Frame<Tensor>> | AsyncIterable<Frame<Tensor>>;
export type Monitors = Readonly<Record<string, Monitor<unknown>>>;

/** Frames in full shape, as many at once as a backend likes; the last chunk may carry what ended the stream. */
export interface Chunk {
  readonly frames: readonly Frame<Tensor>[];
  readonly faults?: Faults;
}

export const chunks = async function* (
  net: Network<Names, Names>,
  batch: number,
  most: number,
  frames: Frames,
): AsyncGenerator<Chunk> {
  const fit = frameFitter(net, batch);
  let waiting: Frame<Tensor>[] = [];
  let index = 0;
  try {
    for await (const frame of frames) {
      const fitted = fit(index++, frame);
      if (E.isLeft(fitted)) {
        yield { frames: waiting, faults: fitted.left };
        return;
      }
      waiting.push(fitted.right);
      if (waiting.length >= most) {
        yield { frames: waiting };
        waiting = [];
      }
    }
  } catch (error) {
    yield { frames: waiting, faults: sourceFaults(error, index) };
    return;
  }
  yield { frames: waiting };
};

const sourceFaults = (error: unknown, index: number): Faults =>
  error instanceof FaultError
    ? error.faults
    : [at('frames')(fault('Source', `frame ${index}`, 'given', thrown(error)))];

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
  let scanned: Scanned<Monitors> = { monitors, steps: 0 };
  for await (const { frames, faults } of source) {
    const advanced = await session.advance(frames);
    if (E.isLeft(advanced)) return { ...(scanned as Scanned<M>), faults: advanced.left };
    const follow = <O>(monitor: Monitor<O>): Monitor<O> => {
      const places = monitor.watches.map((watch) => watched.findIndex((other) => sameWatch(watch, other)));
      return {
        ...monitor,
        fold: foldAll(
          monitor.fold,
          advanced.right.map((seen): Observation => places.map((place) => seen[place]!)),
        ),
      };
    };
    scanned = {
      monitors: mapValues(scanned.monitors, follow),
      steps: scanned.steps + frames.length,
      ...(faults && { faults }),
    };
  }
  return scanned as Scanned<M>;
};

const sameWatch = (a: Watch, b: Watch): boolean => a.of === b.of && a.variable === b.variable;

/** Each watched variable once, however many monitors look at it. */
export const distinct = (watches: readonly Watch[]): readonly Watch[] =>
  watches.filter((watch, place) => watches.findIndex((other) => sameWatch(watch, other)) === place);
