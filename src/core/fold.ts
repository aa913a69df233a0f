import { mapValues } from './record.js';

/**
 * A Moore machine: takes inputs one by one, and can say at any time what they came to. A fold is a value: `next`
 * returns another one and leaves this as it was, so it can be left, kept and resumed.
 */
export interface Fold<I, O> {
  readonly next: (input: I) => Fold<I, O>;
  readonly done: () => O;
}

/** A fold from its state, how an input changes it, and what it comes to. */
export const fold = <S, I, O>(state: S, step: (state: S, input: I) => S, finish: (state: S) => O): Fold<I, O> => ({
  next: (input) => fold(step(state, input), step, finish),
  done: () => finish(state),
});

/** Changes what comes out. */
export const map = <I, O, P>(f: (output: O) => P, of: Fold<I, O>): Fold<I, P> => ({
  next: (input) => map(f, of.next(input)),
  done: () => f(of.done()),
});

/** Changes what goes in. */
export const premap = <H, I, O>(f: (input: H) => I, of: Fold<I, O>): Fold<H, O> => ({
  next: (input) => premap(f, of.next(f(input))),
  done: of.done,
});

/** Two folds in one pass. */
export const both = <I, A, B>(first: Fold<I, A>, second: Fold<I, B>): Fold<I, readonly [A, B]> => ({
  next: (input) => both(first.next(input), second.next(input)),
  done: () => [first.done(), second.done()],
});

/** A record of folds as one fold, in one pass: `all({ counts: counts(), intervals: intervals(1) })`. */
export const all = <I, O extends Readonly<Record<string, unknown>>>(folds: {
  readonly [N in keyof O]: Fold<I, O[N]>;
}): Fold<I, O> => {
  // The names of the record, and what belongs to each, stay as they are in both.
  const each = folds as Readonly<Record<string, Fold<I, unknown>>>;
  return {
    next: (input) => all<I, O>(mapValues(each, (of) => of.next(input)) as typeof folds),
    done: () => mapValues(each, (of) => of.done()) as O,
  };
};

/** All inputs of an array. */
export const foldAll = <I, O>(of: Fold<I, O>, inputs: Iterable<I>): Fold<I, O> => {
  let folded = of;
  for (const input of inputs) folded = folded.next(input);
  return folded;
};
