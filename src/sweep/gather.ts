import * as E from 'fp-ts/lib/Either.js';
import { leftOf } from '../core/either.js';
import { faultsIn, refused, unlessFaulty, type Faults } from '../core/faults/errors.js';
import { shown } from '../core/faults/shown.js';
import type { Outcome } from './jobs/outcome.js';

/** All outcomes of a sweep in the order of its points; or the faults for which it could not be run to its end. Failed points are among the outcomes. */
export const gather = async <P, R>(
  outcomes: AsyncIterable<Outcome<P, R>>,
): Promise<E.Either<Faults, readonly Outcome<P, R>[]>> => {
  try {
    if (typeof outcomes !== 'object' || outcomes === null || !(Symbol.asyncIterator in outcomes))
      throw refused('gather', 'outcomes', 'a sweep, as sweep(job, points, where) makes it', shown(outcomes));
    const all: Outcome<P, R>[] = [];
    for await (const outcome of outcomes) all.push(outcome);
    return E.right(all.sort((a, b) => a.place - b.place));
  } catch (error) {
    return leftOf(error);
  }
};

/** The results of outcomes in order; or the faults of all that failed. */
export const resultsOf = <R>(outcomes: readonly Outcome<unknown, R>[]): E.Either<Faults, readonly R[]> => {
  const faults = outcomes.flatMap(({ result }) => faultsIn(result) ?? []);
  return unlessFaulty(faults, () => outcomes.map(({ result }) => (result as E.Right<R>).right));
};
