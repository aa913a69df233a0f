const rested = Symbol('a state in which an episode begins');

/** Marks a state as one in which an episode begins. Nothing else shows it, where a network was at rest already. */
export const beginning = <S extends object>(state: S): S =>
  Object.defineProperty(state, rested, { value: true, enumerable: false });

/** Whether a state is marked so. */
export const isBeginning = (state: object): boolean => rested in state;
