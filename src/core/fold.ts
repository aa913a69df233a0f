import { expectFold, expectFunction } from './expect.js';
import { refused } from './faults/errors.js';
import type { Tensor } from './tensor.js';

/** When an input of a fold was: `run` says it to its monitors, `foldAll` to a fold by hand. */
export interface Time {
  /** How long a step is, ms: the network's. By hand NaN, unless `foldAll` is told. */
  readonly dt: number;
  /** Which step it was, from 0, counted on over runs that are resumed; with `every: 10` the first is 9. */
  readonly step: number;
  /** The fold is given every so many-th step: 1, or what its monitor was told. */
  readonly every: number;
  /** Which episode it was in, from 0: a frame ended the one before, or a run began with another state than the last had ended in. */
  readonly episode: number;
}

/**
 * A Moore machine: takes inputs one by one, and has a result at any time. A fold is a value: `next`
 * returns another one and leaves this as it was, so it can be left, kept and resumed.
 */
export interface Fold<I, O> {
  readonly next: Next<I, O>;
  readonly done: () => O;
  /**
   * Only of folds whose effects take time, such as `sink`. A run calls it between chunks of steps, and when it ends (`last`), until
   * it gives undefined, and waits each time for the next fold. A rejection ends the run.
   */
  readonly settle?: (last: boolean) => Promise<Fold<I, O>> | undefined;
}

/** Takes an input. Where inputs are tensors `rows` may take several at once, on a first axis, as it would one after the other. */
export interface Next<I, O> {
  (input: I, time: Time): Fold<I, O>;
  readonly rows?: (inputs: Tensor, times: readonly Time[]) => Fold<I, O>;
}

/** The same, with the way in which it takes several inputs, where there is one. */
export const inRows = <I, O>(next: Next<I, O>, rows: Next<I, O>['rows']): Next<I, O> =>
  Object.assign(next, rows && { rows });

/**
 * A fold from its state, the change that an input makes, and the result: `fold(0, (sum, x: number) => sum + x, (sum) =>
 * sum)`. A step gets the time as its third argument.
 */
export const fold = <S, I, O>(
  state: S,
  step: (state: S, input: I, time: Time) => S,
  finish: (state: S) => O,
): Fold<I, O> => {
  expectFunction('fold', step, 'step');
  expectFunction('fold', finish, 'finish');
  return folded(state, step, finish);
};

// Constructors check their arguments once; the steps of a fold go on by these.
const folded = <S, I, O>(
  state: S,
  step: (state: S, input: I, time: Time) => S,
  finish: (state: S) => O,
): Fold<I, O> => ({
  next: (input, time) => folded(step(state, input, time), step, finish),
  done: () => finish(state),
});

/** Maps the result. */
export const map = <I, O, P>(f: (output: O) => P, of: Fold<I, O>): Fold<I, P> => {
  expectFunction('map', f, 'f of map(f, fold)');
  expectFold('map', of);
  return mapped(f, of);
};

const mapped = <I, O, P>(f: (output: O) => P, of: Fold<I, O>): Fold<I, P> =>
  settlingAs(of.settle, (then) => mapped(f, then), {
    next: inRows(
      (input, time) => mapped(f, of.next(input, time)),
      of.next.rows && ((inputs, times) => mapped(f, of.next.rows!(inputs, times))),
    ),
    done: () => f(of.done()),
  });

/** Maps every input. */
export const premap = <H, I, O>(f: (input: H) => I, of: Fold<I, O>): Fold<H, O> => {
  expectFunction('premap', f, 'f of premap(f, fold)');
  expectFold('premap', of);
  return premapped(f, of);
};

/** The same, where `rows` changes several inputs at once, on a first axis. */
export const premapped = <H, I, O>(f: (input: H) => I, of: Fold<I, O>, rows?: (inputs: Tensor) => Tensor): Fold<H, O> =>
  settlingAs(of.settle, (then) => premapped(f, then, rows), {
    next: inRows(
      (input, time) => premapped(f, of.next(f(input), time), rows),
      rows && of.next.rows && ((inputs, times) => premapped(f, of.next.rows!(rows(inputs), times), rows)),
    ),
    done: of.done,
  });

/** A fold that settles as one within it does, then as it did before. */
export const settlingAs = <I, O, J, P>(
  settle: Fold<I, O>['settle'],
  around: (then: Fold<I, O>) => Fold<J, P>,
  whole: Fold<J, P>,
): Fold<J, P> =>
  settle === undefined ? whole : { ...whole, settle: (last) => settle(last)?.then(around) ?? whole.settle?.(last) };

/** The length of a step in ms, for a fold that cannot do without. */
export const dtOf = (name: string, time: Time | undefined): number => {
  const dt = time?.dt;
  if (dt !== undefined && dt > 0 && dt < Infinity) return dt;
  throw refused(name, 'dt', `given in ms, as in foldAll(${name}(), inputs, { dt: 1 })`, `${dt}`);
};
