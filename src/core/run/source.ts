import { refused, type FaultError } from '../errors.js';
import { shown } from '../check/shown.js';
import { after, isAsync, readerOf, streamOf, type Stream } from './stream.js';
import { isStep } from '../time.js';
import type { Tensor } from '../tensor.js';

/** One value a step, for a network whose steps are `dt` ms long. `run` says the dt; by hand: `for (const s of source(0.5))`. */
export type Source<A = Tensor> = (dt: number) => Iterable<A>;

/** A source whose values come later. */
export type AsyncSource<A = Tensor> = (dt: number) => AsyncIterable<A>;

/** What gives one value a step, and has it at once: an iterable, or a source. */
export type Steps<A> = Iterable<A> | Source<A>;

/** What gives one value a step, at once or later. */
export type AnySteps<A> = Steps<A> | AsyncIterable<A> | AsyncSource<A>;

/** What is known of a source before it is read. */
export interface Facts {
  /** It does not depend on the run: its values may be asked for before earlier ones have been run. */
  readonly independent: boolean;
  /** Nobody writes into the tensors that it has given. */
  readonly fresh: boolean;
  /** It never ends by itself. */
  readonly endless: boolean;
  /** Where bool elements may be others than 0 and 1: at these paths of a frame (`inputs X`), or anywhere. */
  readonly doubtful: 'anywhere' | readonly string[];
}

const facts = Symbol('what is known of a source');

/** What makes a source one that is known: `Object.assign(source, known(facts))`. */
export const known = (its: Facts): object => ({ [facts]: its });

const nothing: Facts = { independent: false, fresh: false, endless: false, doubtful: 'anywhere' };

/** What is known of anything that is given as a source: nothing, where it does not say so. */
export const factsOf = (source: unknown): Facts =>
  (typeof source === 'function' || typeof source === 'object') && source !== null && facts in source
    ? (source[facts] as Facts)
    : nothing;

/** A source of which something is known, from how it is read at a dt. */
export const sourceOf = <A>(its: Facts, read: (dt: number) => Stream<A>): AnySteps<A> => {
  const source = (dt: number): Stream<A> => {
    if (isStep(dt)) return read(dt);
    throw refused('source', 'dt', 'a positive number of ms', shown(dt));
  };
  // Whether it is async only its readers see.
  return Object.assign(source, known(its)) as AnySteps<A>;
};

/** Anything that gives values step by step, as a stream of them; what is none of that is a fault. */
export const opened = <A>(place: string, source: AnySteps<A>, dt: number, want: string = wanted): Stream<A> => {
  const stream: unknown = typeof source === 'function' ? source(dt) : source;
  if (isStream<A>(stream)) return stream === source && isIterator(stream) ? unread(place, stream) : stream;
  const got = typeof source === 'function' ? `a function that gives ${shown(stream)}` : shown(stream);
  throw refused(place, 'source', want, got);
};

const wanted = 'an iterable, an async iterable, or a function of dt that gives one';

const isStream = <A>(value: unknown): value is Stream<A> =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);

/** Generators and their like, which can be read once. */
export const isIterator = (source: unknown): boolean =>
  typeof source === 'object' && source !== null && 'next' in source && typeof source.next === 'function';

/** A generator that was read before gives nothing, and says nothing of it. */
const unread = <A>(place: string, stream: Stream<A>): Stream<A> =>
  streamOf(isAsync(stream), () => {
    const { next, close } = readerOf(stream);
    let given = false;
    const took = (result: IteratorResult<A, undefined>): IteratorResult<A, undefined> => {
      if (result.done === true && !given) throw spent(place);
      given = true;
      return result;
    };
    return { next: () => (given ? next() : after(next(), took)), close };
  });

const spent = (place: string): FaultError =>
  refused(
    place,
    'source',
    'a generator that was not read before (a function that makes one can be read again and again)',
    'one that gives nothing',
  );
