import * as E from 'fp-ts/lib/Either.js';
import { areFaults, at, caught, fault, FaultError, type Faults, type LocalFault } from './errors.js';

/** No fault where something holds, else this one: `unless(n > 0, 'Parameter', 'n', 'positive', shown(n))`. */
export const unless = (holds: boolean, ...otherwise: Parameters<typeof fault>): readonly LocalFault[] =>
  holds ? [] : [fault(...otherwise)];

/** Throws faults in their place, if there are any, of a function that can return nothing but its value. */
export const refuseAll = (place: string, faults: readonly LocalFault[]): void => {
  const placed = faults.map(at(place));
  if (areFaults(placed)) throw new FaultError(placed);
};

/** The faults of an error in a place; `what` failed where it has none of its own. */
export const leftAt = (place: string, error: unknown, what: string): E.Either<Faults, never> => {
  const [first, ...others] = caught(error, what);
  return E.left([at(place)(first), ...others.map(at(place))]);
};
