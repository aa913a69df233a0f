import { expectNetwork, expectState } from './expect.js';
import { isRecord } from './faults/options.js';
import { shown } from './faults/shown.js';
import { refused } from './faults/errors.js';
import type { AnyNetwork, Names, Network, NetworkState, Wire } from './network.js';
import { mapValues } from './record.js';

/** A record whose names have a prefix: `{ left_E: ... }` of `{ E: ... }`. */
export type Prefixed<P extends string, R extends object> = { readonly [N in keyof R & string as `${P}${N}`]: R[N] };

/** What `prefixed` makes of a state. */
export interface PrefixedState<P extends string, S extends AnyState> {
  readonly noise: S['noise'];
  readonly layers: Prefixed<P, S['layers']>;
  readonly connections: Prefixed<P, S['connections']>;
}

type AnyState = NetworkState<Names, Names>;

/**
 * The same network with a prefix in front of the names of its layers and connections, which its type knows: parts of several networks can
 * then go into one. Of a state, the same state for the network with that prefix. Layers that draw random numbers draw others, as these
 * depend on the name of the layer.
 */
export function prefixed<const P extends string, L extends Names, C extends Names>(
  net: Network<L, C>,
  prefix: P,
): Network<Prefixed<P, L>, Prefixed<P, C>>;
export function prefixed<const P extends string, S extends AnyState>(state: S, prefix: P): PrefixedState<P, S>;
export function prefixed(of: AnyNetwork | AnyState, prefix: string): AnyNetwork | AnyState {
  if (isRecord(of) && 'dt' in of) expectNetwork('prefixed', of);
  else expectState('prefixed', of);
  if (typeof prefix !== 'string' || prefix.includes('.'))
    throw refused('prefixed', 'prefix', "a string without dots, such as 'left_'", shown(prefix));
  const renamed = <A>(parts: Readonly<Record<string, A>>): Readonly<Record<string, A>> =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [`${prefix}${name}`, part]));
  if (!('dt' in of)) return { ...of, layers: renamed(of.layers), connections: renamed(of.connections) };
  const moved = (wire: Wire<string>): Wire<string> => ({
    ...wire,
    from: `${prefix}${wire.from}`,
    to: `${prefix}${wire.to}`,
  });
  return { ...of, layers: renamed(of.layers), connections: mapValues(renamed(of.connections), moved) };
}
