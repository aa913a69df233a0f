import type { Block, BlockReader, InBlocks } from '../../core/run/block.js';
import { expectArray } from '../../core/expect.js';
import { factsOfAny, inBlocks, valuesOf, type AnySource, type SourceNow } from './sources.js';
import { sourceFrom, type AnySteps, type AsyncSource, type Places, type Source } from '../../core/run/source.js';
import {
  after,
  isAsync,
  over,
  readerOf,
  streamFrom,
  type Later,
  type Reader,
  type Stream,
} from '../../core/run/stream.js';

/**
 * One source after the other, each from its beginning: samples one after the other, or spikes and then silence. It is
 * independent of the run if all of them are (a generator that joins sources is not). `concat(samples.map((x) =>
 * episode(...)))`.
 */
export function concat<A>(sources: readonly SourceNow<A>[]): Source<A>;
export function concat<A>(sources: readonly AnySource<A>[]): AsyncSource<A>;
export function concat<A>(sources: readonly AnySource<A>[]): AnySteps<A> {
  expectArray('concat', sources, 'sources');
  const all = sources.map(factsOfAny);
  return sourceFrom(
    {
      independent: all.every(({ independent }) => independent),
      fresh: all.every(({ fresh }) => fresh),
      endless: all.some(({ endless }) => endless),
      doubtful: all.map(({ doubtful }) => doubtful).reduce(joined, []),
      rows: all.map(({ rows }) => rows).reduce(joined, []),
    },
    (dt) => {
      const streams = sources.map((source, place) => valuesOf(`source ${place}`, source, dt));
      return streamFrom(streams.some(isAsync), () => inTurn(streams));
    },
    blocksInTurn(sources.map((source) => inBlocks(source))),
  );
}

const joined = (a: Places, b: Places): Places => {
  if (a === 'anywhere' || b === 'anywhere') return 'anywhere';
  const more = b.filter((path) => !a.includes(path));
  return more.length === 0 ? a : [...a, ...more];
};

/** One source after the other in blocks, if all can be read so. */
const blocksInTurn = <A>(sources: readonly (InBlocks<A> | undefined)[]): InBlocks<A> | undefined => {
  if (!sources.every((open) => open !== undefined)) return undefined;
  return (dt, most) => {
    let turn = 0;
    let reader: BlockReader<A> | undefined;
    const next = (): Block<A> | undefined => {
      for (; turn < sources.length; turn++, reader = undefined) {
        reader ??= sources[turn]!(dt, most);
        const block = reader.next();
        if (block !== undefined) return block;
      }
      return undefined;
    };
    return { next };
  };
};

const inTurn = <A>(streams: readonly Stream<A>[]): Reader<A> => {
  let turn = 0;
  let reader: Reader<A> | undefined;
  const took = (result: IteratorResult<A, undefined>): Later<IteratorResult<A, undefined>> => {
    if (result.done !== true) return result;
    reader = undefined;
    turn++;
    return next();
  };
  const next = (): Later<IteratorResult<A, undefined>> => {
    const stream = streams[turn];
    if (stream === undefined) return over;
    reader ??= readerOf(stream);
    return after(reader.next(), took);
  };
  return { next, close: () => reader?.close() };
};
