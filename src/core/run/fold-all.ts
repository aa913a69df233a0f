import { at, failure, FaultError, refused } from '../faults/errors.js';
import { expectFold } from '../expect.js';
import type { Fold, Time } from '../fold.js';
import { checkOptions } from '../faults/options.js';
import { shown } from '../faults/shown.js';

/** A fold that knows at which time it goes on. */
export interface Folded<I, O> extends Fold<I, O> {
  readonly resumes: Time;
}

/** A step of a fold. What it throws is a fault, as in a run; what stands in the place of a tensor is often met there first. */
const next = <I, O>(of: Fold<I, O>, input: I, time: Time): Fold<I, O> => {
  try {
    return of.next(input, time);
  } catch (error) {
    if (error instanceof FaultError) throw error;
    throw new FaultError([at('foldAll')(failure('Monitor', `the fold at step ${time.step}`, error))]);
  }
};

/**
 * All inputs of an array, one a step: `foldAll(rates(), spikes, { dt: 1 }).done()`. It counts the steps, and continues
 * counting if it gets its own result: `foldAll(foldAll(of, a, { dt }), b)` is `foldAll(of, [...a, ...b], { dt })`. Folds
 * that need dt throw a `FaultError` where none is given, and so does a fold that fails; `every` says that the inputs are
 * every so many-th step only.
 */
export const foldAll = <I, O>(
  of: Fold<I, O> | Folded<I, O>,
  inputs: Iterable<I>,
  given: Partial<Time> = {},
): Folded<I, O> => {
  expectFold('foldAll', of);
  if (inputs === null || inputs === undefined || typeof inputs[Symbol.iterator] !== 'function')
    throw refused('foldAll', 'inputs', 'an array, or another iterable, of inputs', shown(inputs));
  checkOptions('foldAll', given, ['dt', 'step', 'every', 'episode']);
  const from: Partial<Time> = 'resumes' in of ? of.resumes : {};
  const every = given.every ?? from.every ?? 1;
  const { dt, step: first, episode }: Time = { dt: Number.NaN, step: every - 1, episode: 0, ...from, ...given, every };
  for (const [what, value, least] of [
    ['every', every, 1],
    ['step', first, 0],
    ['episode', episode, 0],
  ] as const)
    if (!(Number.isInteger(value) && value >= least))
      throw refused('foldAll', what, `a whole number of at least ${least}`, shown(value));
  let step = first;
  let now: Fold<I, O> = of;
  for (const input of inputs) {
    now = next(now, input, { dt, step, every, episode });
    step += every;
  }
  return { ...now, resumes: { dt, step, every, episode } };
};
