import { refused } from './faults/errors.js';
import type { Names, NetworkState, Part } from './network.js';
import type { Tensor } from './tensor.js';

/** A variable of a state; that it is not there, as where a program wrote the state itself, is a `FaultError`. */
export const variableOf = (state: NetworkState<Names, Names>, part: Part, name: string, variable: string): Tensor => {
  // A program without types may give anything.
  const values = state[part] as Readonly<Record<string, Readonly<Record<string, Tensor>> | null>> | null | undefined;
  const value = values?.[name]?.[variable];
  if (value === undefined || value === null)
    throw refused('state', `${part}.${name}.${variable}`, 'a tensor', 'nothing');
  return value;
};
