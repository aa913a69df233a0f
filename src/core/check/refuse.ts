import { areFaults, at, fault, FaultError, type LocalFault } from '../errors.js';

/** No fault where something holds, else this one: `unless(n > 0, 'Parameter', 'n', 'positive', shown(n))`. */
export const unless = (holds: boolean, ...otherwise: Parameters<typeof fault>): readonly LocalFault[] =>
  holds ? [] : [fault(...otherwise)];

/** Throws faults in their place, if there are any, of a function that can return nothing but its value. */
export const refuseAll = (place: string, faults: readonly LocalFault[]): void => {
  const placed = faults.map(at(place));
  if (areFaults(placed)) throw new FaultError(placed);
};
