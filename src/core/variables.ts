import { refused } from './faults/errors.js';
import { parts, type Names, type Network, type NetworkState, type Part } from './network.js';
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

/** The variables of a state by path, `layers.Y.v`. */
export const variablesOf = <A>(
  values: Readonly<Record<Part, Readonly<Record<string, Readonly<Record<string, A>>>>>>,
): readonly (readonly [path: string, A])[] =>
  parts.flatMap((part) =>
    Object.entries(values[part]).flatMap(([name, variables]) =>
      Object.entries(variables ?? {}).map(([variable, value]) => [`${part}.${name}.${variable}`, value] as const),
    ),
  );

/** How many samples run side by side in a state. */
export const batchOf = <L extends Names, C extends Names>(net: Network<L, C>, state: NetworkState<L, C>): number => {
  const { layers }: NetworkState<Names, Names> = state;
  return layers[Object.keys(net.layers)[0]!]?.['s']?.shape?.[0] ?? 1;
};
