import * as E from 'fp-ts/lib/Either.js';
import { differences } from './differences.js';
import { expected, expectNetwork, expectNetworkState } from '../expect.js';
import { unlessFaulty, type Faults } from '../faults/errors.js';
import type { AnyNetwork, Names, Network, NetworkState } from '../network.js';
import { mapEntries } from '../record.js';
import { firstValue, isPlastic, networkSlots } from '../slots.js';
import { stateFaults } from '../state-faults.js';
import { sameTensor } from '../tensor.js';
import { variantOf } from '../variant.js';

/** A network with other parameters, and a state that goes on in it. */
export interface Retuned<L extends Names, C extends Names> {
  readonly net: Network<L, C>;
  readonly state: NetworkState<L, C>;
}

/**
 * Changes the parameters of a running network: the state of `net` continues in `other`, which may differ from it in
 * parameters only (time constants, thresholds, learning rates, bounds, fixed weights); a Left names all other differences.
 * The state stays as it is, but for weights and biases that nothing changes while the network runs: those are parameters
 * too, and are taken from `other`, unless the state has others than `net` was built with. `wasm` and `js` compile the
 * network once more when its parameters first change, with its numbers as data; from then on no change of a number compiles
 * anything. Results have the bits of any run of `other`.
 */
export const retuned = <L extends Names, C extends Names>(
  net: Network<L, C>,
  state: NetworkState<L, C>,
  other: Network<L, C>,
): E.Either<Faults, Retuned<L, C>> =>
  expected(
    () => {
      expectNetworkState('retuned', net, state);
      expectNetwork('retuned', other, 'other');
    },
    () =>
      unlessFaulty([...differences(net, other), ...stateFaults(net, state)], () => ({
        net: variantOf(net, other),
        state: { ...state, connections: connectionsOf(net, state, other) } as NetworkState<L, C>,
      })),
  );

/** The variables of connections, with the fixed ones of another network where the state has those of its own. */
const connectionsOf = (
  net: AnyNetwork,
  { connections }: NetworkState<Names, Names>,
  other: AnyNetwork,
): NetworkState<Names, Names>['connections'] => {
  const [mine, its] = [networkSlots(net).connections, networkSlots(other).connections];
  return mapEntries(connections, (name, variables) =>
    mapEntries(variables, (variable, value) => {
      const [slot, now] = [mine[name]![variable]!, its[name]![variable]!];
      if (!slot.learned || (variable === 'w' && isPlastic(other.connections[name]!))) return value;
      return sameTensor(value, firstValue(slot, 1)) ? firstValue(now, 1) : value;
    }),
  );
};
