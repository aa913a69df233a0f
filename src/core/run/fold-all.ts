import { refused } from '../errors.js';
import { expectFold } from '../check/expect.js';
import type { Fold, Time } from '../fold.js';
import { shown } from '../check/shown.js';

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
  let now: Fold<I, O> = of;
  for (const input of inputs) {
    now = now.next(input, { dt, step, every, episode });
    step += every;
  }
  return { ...now, resumes: { dt, step, every, episode } };
};
