import { shown } from './shown.js';
import { expectFold, expectFunction, expectRecord } from './expect.js';
import { FaultError, at, fault, refused } from './errors.js';
import { mapValues } from './record.js';

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
 * A Moore machine: takes inputs one by one, and can say at any time what they came to. A fold is a value: `next`
 * returns another one and leaves this as it was, so it can be left, kept and resumed.
 */
export interface Fold<I, O> {
  readonly next: (input: I, time: Time) => Fold<I, O>;
  readonly done: () => O;
  /**
   * Only of folds whose effects take time, such as `sink`. A run calls it between chunks of steps, and when it ends (`last`), until
   * it gives undefined, and waits each time for the fold to go on with. What it is rejected with ends the run.
   */
  readonly settle?: (last: boolean) => Promise<Fold<I, O>> | undefined;
}

/**
 * A fold from its state, how an input changes it, and what it comes to: `fold(0, (sum, x: number) => sum + x, (sum) => sum)`.
 * A step that asks for it is told the time.
 */
export const fold = <S, I, O>(
  state: S,
  step: (state: S, input: I, time: Time) => S,
  finish: (state: S) => O,
): Fold<I, O> => {
  expectFunction('fold', step, 'step');
  expectFunction('fold', finish, 'finish');
  return {
    next: (input, time) => fold(step(state, input, time), step, finish),
    done: () => finish(state),
  };
};

/** Changes what comes out. */
export const map = <I, O, P>(f: (output: O) => P, of: Fold<I, O>): Fold<I, P> => {
  expectFunction('map', f);
  expectFold('map', of);
  return settlingAs(of.settle, (then) => map(f, then), {
    next: (input, time) => map(f, of.next(input, time)),
    done: () => f(of.done()),
  });
};

/** Changes what goes in. */
export const premap = <H, I, O>(f: (input: H) => I, of: Fold<I, O>): Fold<H, O> => {
  expectFunction('premap', f);
  expectFold('premap', of);
  return settlingAs(of.settle, (then) => premap(f, then), {
    next: (input, time) => premap(f, of.next(f(input), time)),
    done: of.done,
  });
};

/** Two folds in one pass. */
export const both = <I, A, B>(first: Fold<I, A>, second: Fold<I, B>): Fold<I, readonly [A, B]> => {
  expectFold('both', first, 'first fold');
  expectFold('both', second, 'second fold');
  return settlingAs(
    second.settle,
    (then) => both(first, then),
    settlingAs(first.settle, (then) => both(then, second), {
      next: (input, time) => both(first.next(input, time), second.next(input, time)),
      done: () => [first.done(), second.done()],
    }),
  );
};

/** A record of folds as one fold, in one pass: `all({ counts: counts(), intervals: intervals() })`. */
export const all = <I, O extends Readonly<Record<string, unknown>>>(folds: {
  readonly [N in keyof O]: Fold<I, O[N]>;
}): Fold<I, O> => {
  expectRecord('all', folds, 'folds');
  for (const [name, of] of Object.entries(folds)) expectFold('all', of, `fold '${name}'`);
  // The names of the record, and what belongs to each, stay as they are in both.
  const each = folds as Readonly<Record<string, Fold<I, unknown>>>;
  const go = (then: typeof each): Fold<I, O> => all<I, O>(then as typeof folds);
  let whole: Fold<I, O> = {
    next: (input, time) => go(mapValues(each, (of) => of.next(input, time))),
    done: () => mapValues(each, (of) => of.done()) as O,
  };
  for (const name in each) whole = settlingAs(each[name]!.settle, (then) => go({ ...each, [name]: then }), whole);
  return whole;
};

/** A fold that settles as one within it does, then as it did before. */
const settlingAs = <I, O, J, P>(
  settle: Fold<I, O>['settle'],
  around: (then: Fold<I, O>) => Fold<J, P>,
  whole: Fold<J, P>,
): Fold<J, P> =>
  settle === undefined ? whole : { ...whole, settle: (last) => settle(last)?.then(around) ?? whole.settle?.(last) };

/** A fold that knows at which time it goes on. */
export interface Folded<I, O> extends Fold<I, O> {
  readonly resumes: Time;
}

/**
 * All inputs of an array, one a step: `foldAll(rates(), spikes, { dt: 1 }).done()`. It counts the steps, and goes on counting
 * where it is given what it gave: `foldAll(foldAll(of, a, { dt }), b)` is `foldAll(of, [...a, ...b], { dt })`. Folds that need dt
 * throw a `FaultError` where none is given; `every` says that the inputs are every so many-th step only.
 */
export const foldAll = <I, O>(
  of: Fold<I, O> | Folded<I, O>,
  inputs: Iterable<I>,
  given: Partial<Time> = {},
): Folded<I, O> => {
  expectFold('foldAll', of);
  if (inputs === null || inputs === undefined || typeof inputs[Symbol.iterator] !== 'function')
    throw refused('foldAll', 'inputs', 'an array, or another iterable, of inputs', shown(inputs));
  const from: Partial<Time> = 'resumes' in of ? of.resumes : {};
  const every = given.every ?? from.every ?? 1;
  const { dt, step: first, episode }: Time = { dt: Number.NaN, step: every - 1, episode: 0, ...from, ...given, every };
  let step = first;
  let folded: Fold<I, O> = of;
  for (const input of inputs) {
    folded = folded.next(input, { dt, step, every, episode });
    step += every;
  }
  return { ...folded, resumes: { dt, step, every, episode } };
};

/** The length of a step in ms, for a fold that cannot do without. */
export const dtOf = (name: string, time: Time | undefined): number => {
  const dt = time?.dt;
  if (dt !== undefined && dt > 0 && dt < Infinity) return dt;
  throw new FaultError([
    at(name)(fault('Parameter', 'dt', `told in ms, as foldAll(${name}(), inputs, { dt: 1 }) does`, `${dt}`)),
  ]);
};
