/** Values one after the other, at once or later. */
export type Stream<A> = Iterable<A> | AsyncIterable<A>;

/** A value at once, or later: streams that are there at once stay free of promises. */
export type Later<A> = A | Promise<A>;

/** A stream being read. */
export interface Reader<A> {
  readonly next: () => Later<IteratorResult<A, undefined>>;
  /** Closes the stream, also while a value is outstanding; does nothing where it has ended. */
  readonly close: () => Later<void>;
}

export const over = { done: true, value: undefined } as const;

export const ignored = (): undefined => undefined;

export const isAsync = (of: object): boolean => Symbol.asyncIterator in of;

/** Promises of another realm are promises too; a record with a layer named then is none. */
export const isLater = <A>(value: Later<A>): value is Promise<A> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Maps a value that is there at once or later. */
export const after = <A, B>(value: Later<A>, then: (value: A) => Later<B>): Later<B> =>
  isLater(value) ? value.then(then) : then(value);

/** Work on one item after the other: at once, as long as none has to be waited for. */
export const inTurn = <A>(items: readonly A[], work: (item: A) => Later<void>): Later<void> => {
  for (const [place, item] of items.entries()) {
    const done = work(item);
    if (isLater(done)) return done.then(() => inTurn(items.slice(place + 1), work));
  }
};

/** Runs work that may fail, at once or later, and maps its value or its error. */
export const attempt = <A, B>(work: () => Later<A>, took: (value: A) => B, failed: (error: unknown) => B): Later<B> => {
  try {
    const value = work();
    return isLater(value) ? value.then(took).catch(failed) : took(value);
  } catch (error) {
    return failed(error);
  }
};

export const readerOf = <A>(of: Stream<A>): Reader<A> => {
  const iterator = Symbol.asyncIterator in of ? of[Symbol.asyncIterator]() : of[Symbol.iterator]();
  let open = true;
  const took = (result: IteratorResult<A, undefined>): IteratorResult<A, undefined> => {
    if (result.done !== true) return result;
    open = false;
    // The return value of a generator is not one of its values.
    return over;
  };
  const failed = (error: unknown): never => {
    open = false;
    throw error;
  };
  const ask = (): Later<IteratorResult<A, undefined>> => iterator.next();
  return {
    next: () => attempt(ask, took, failed),
    close: () => {
      const closed = open ? iterator.return?.() : undefined;
      open = false;
      return after(closed, ignored);
    },
  };
};

/**
 * A stream that is read anew each time. It ends when its reader does; when that fails, the reader is closed.
 */
export const streamFrom = <A>(async: boolean, open: () => Reader<A>): Stream<A> => {
  const iterator = () => {
    let reader: Reader<A> | undefined = open();
    const close = (): Later<void> => {
      const closed = reader?.close();
      reader = undefined;
      return closed;
    };
    const took = (result: IteratorResult<A, undefined>): IteratorResult<A, undefined> => {
      if (result.done === true) reader = undefined;
      return result;
    };
    const failed = (error: unknown): never => {
      // The first error counts; errors of closing do not matter then.
      void attempt(close, ignored, ignored);
      throw error;
    };
    const ask = (): Later<IteratorResult<A, undefined>> => reader!.next();
    return {
      next: (): Later<IteratorResult<A, undefined>> => (reader === undefined ? over : attempt(ask, took, failed)),
      return: (): Later<IteratorResult<A, undefined>> => after(close(), () => over),
    };
  };
  if (!async) return { [Symbol.iterator]: iterator } as Iterable<A>; // Of streams that are there at once, so is every value.
  return {
    [Symbol.asyncIterator]: () => {
      const { next, return: end } = iterator();
      return { next: async () => next(), return: async () => end() };
    },
  };
};
