import * as E from 'fp-ts/lib/Either.js';
import { mapValues } from './record.js';

/** The values of all results by name; or, where some have none, the faults of all of these. */
export const allRight = <F, A>(
  results: Readonly<Record<string, E.Either<readonly F[], A>>>,
): E.Either<readonly F[], Readonly<Record<string, A>>> => {
  const faults = Object.values(results).flatMap((result) => (E.isLeft(result) ? result.left : []));
  return faults.length > 0 ? E.left(faults) : E.right(mapValues(results, (result) => (result as E.Right<A>).right));
};
