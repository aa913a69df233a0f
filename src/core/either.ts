import * as E from 'fp-ts/lib/Either.js';
import { FaultError, type Faults } from './faults/errors.js';
import { mapValues } from './record.js';

/** The values of all results by name; or, where some have none, the faults of all of these. */
export const allRight = <F, A>(
  results: Readonly<Record<string, E.Either<readonly F[], A>>>,
): E.Either<readonly F[], Readonly<Record<string, A>>> => {
  const faults = Object.values(results).flatMap((result) => (E.isLeft(result) ? result.left : []));
  return faults.length > 0 ? E.left(faults) : E.right(mapValues(results, (result) => (result as E.Right<A>).right));
};

/** The faults that code threw; any other error goes on. */
export const leftOf = (error: unknown): E.Either<Faults, never> => {
  if (error instanceof FaultError) return E.left(error.faults);
  throw error;
};

/** What code gives that cannot return faults, and throws them. */
export const tried = <A>(make: () => A): E.Either<Faults, A> => {
  try {
    return E.right(make());
  } catch (error) {
    return leftOf(error);
  }
};
