import { refused, type FaultError } from '../faults/errors.js';
import { shown } from '../faults/shown.js';
import { after, isAsync, readerOf, streamFrom, type Stream } from './stream.js';
import { dtFaults } from '../time.js';
import { refuseAll } from '../faults/refuse.js';
import type { Tensor } from '../tensor.js';
import type { InBlocks } from './block.js';

/** One value a step, for a network whose steps are `dt` ms long. `run` says the dt; by hand: `for (const s of source(0.5))`. */
export type Source<A = Tensor> = (dt: number) => Iterable<A>;

/** A source whose values come later. */
export type AsyncSource<A = Tensor> = (dt: number) => AsyncIterable<A>;

/** One value a step, at once: an iterable, or a source. */
export type Steps<A> = Iterable<A> | Source<A>;

/** One value a step, at once or later. */
export type AnySteps<A> = Steps<A> | AsyncIterable<A> | AsyncSource<A>;

/** Facts about a source, known before it is read. */
export interface Facts {
  /** It does not depend on the run: its values may be asked for before earlier ones have been run. */
  readonly independent: boolean;
  /** Its tensors are not written into again. */
  readonly fresh: boolean;
  /** It never ends by itself. */
  readonly endless: boolean;
  /** Where bool elements may be others than 0 and 1. */
  readonly doubtful: Places;
  /** Where tensors may have batch rows; what was recorded is one sample. */
  readonly rows: Places;
}

/** Places in a frame (`inputs X`), or anywhere in it. */
export type Places = 'anywhere' | readonly string[];

/** Whether a field of a frame is among some places, under a name. */
export const isAmong = (places: Places, field: string, name: string): boolean =>
  places === 'anywhere' || places.includes(`${field} ${name}`);

const facts = Symbol('facts about a source');
const blocks = Symbol('a source in blocks');

/** States the facts about a source, and how it is read in blocks: `Object.assign(source, known(facts))`. */
export const known = (its: Facts, inBlocks?: InBlocks<unknown>): object => ({ [facts]: its, [blocks]: inBlocks });

/** How a source is read in blocks; undefined where it gives value by value. */
export const blocksOf = <A>(source: unknown): InBlocks<A> | undefined =>
  (source as { readonly [blocks]?: InBlocks<A> } | null | undefined)?.[blocks];

const nothing: Facts = { independent: false, fresh: false, endless: false, doubtful: 'anywhere', rows: 'anywhere' };

/** The facts about a source; where it states none, those of any source. */
export const factsOf = (source: unknown): Facts =>
  (typeof source === 'function' || typeof source === 'object') && source !== null && facts in source
    ? (source[facts] as Facts)
    : nothing;

/** A source with its facts, from a function that opens it at a dt, and another that opens it in blocks. */
export const sourceFrom = <A>(its: Facts, read: (dt: number) => Stream<A>, inBlocks?: InBlocks<A>): AnySteps<A> => {
  const source = (dt: number): Stream<A> => {
    refuseAll('source', dtFaults(dt));
    return read(dt);
  };
  // Only its readers find out whether it is async.
  return Object.assign(source, known(its, inBlocks)) as AnySteps<A>;
};

/** A source as a stream of values, one a step; any other value is a fault. */
export const opened = <A>(place: string, source: AnySteps<A>, dt: number, want: string = wanted): Stream<A> => {
  const stream: unknown = typeof source === 'function' ? source(dt) : source;
  if (isStream<A>(stream)) return stream === source && isIterator(stream) ? unread(place, stream) : stream;
  const got = typeof source === 'function' ? `a function that gives ${shown(stream)}` : shown(stream);
  throw refused(place, 'source', want, got);
};

const wanted = 'frames({ X: source }), an iterable of frames, an async one, or a function of dt that gives one';

const isStream = <A>(value: unknown): value is Stream<A> =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);

/** Generators and their like, which can be read once. */
export const isIterator = (source: unknown): boolean =>
  typeof source === 'object' && source !== null && 'next' in source && typeof source.next === 'function';

/** A generator that was read before would give nothing, and no error. */
const unread = <A>(place: string, stream: Stream<A>): Stream<A> =>
  streamFrom(isAsync(stream), () => {
    const { next, close } = readerOf(stream);
    let given = false;
    const first = (result: IteratorResult<A, undefined>): IteratorResult<A, undefined> => {
      if (result.done === true) throw spent(place);
      given = true;
      return result;
    };
    return { next: () => (given ? next() : after(next(), first)), close };
  });

const spent = (place: string): FaultError => {
  const want = 'a generator that was not read before (a function that makes one can be read again and again)';
  return refused(place, 'source', want, 'one that gives nothing');
};
