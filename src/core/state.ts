import { beginning } from './beginning.js';
import { expectArray, expectBatch, expectNetwork, expectNetworkState } from './expect.js';
import { fault, oneOf, orThrow, unlessFaulty, type LocalFault } from './faults/errors.js';
import { checkOptions } from './faults/options.js';
import { refuseAll, unless } from './faults/refuse.js';
import { shown } from './faults/shown.js';
import type { AnyNetwork, Names, Network, NetworkState } from './network.js';
import { streamOf, type Seed } from './random.js';
import { firstValue, mapSlots, networkSlots, type Slot } from './slots.js';
import { stateFaults } from './state-faults.js';
import { repeated, tensor, type Tensor } from './tensor.js';
import { batchOf, variableOf, variablesOf } from './variables.js';

/** The seed and the number of batch rows of a first state. */
export interface InitialOptions {
  /** Samples that run side by side, a whole number of at least 1; default 1. */
  readonly batch?: number;
  /** Where the network's own random numbers start from; default 0. */
  readonly seed?: Seed;
}

/** The first state of a network. */
export const initial = <L extends Names, C extends Names>(
  net: Network<L, C>,
  options: InitialOptions = {},
): NetworkState<L, C> => {
  expectNetwork('initial', net);
  const { batch = 1, seed = 0 } = checkOptions('initial', options, ['batch', 'seed']);
  expectBatch('initial', batch);
  const words = [...streamOf(seed, 'initial'), 0].map((word) => word | 0);
  const noise = tensor([3], words, 'i32');
  const state: NetworkState<Names, Names> = { noise, ...mapSlots(net, (slot) => firstValue(slot, batch)) };
  return state as NetworkState<L, C>;
};

/** How a new episode begins. */
export interface RestedOptions {
  /** Samples that run side by side from now on; default as many as before. */
  readonly batch?: number;
  /** State that goes on as it is, by its path (`connections.XY.e`), default none; only where the batch stays the same: anything else is a `FaultError`. */
  readonly keep?: readonly string[];
}

/** A new episode, perhaps of another batch size: all but learned variables (weights, thresholds) and the noise counter is as at first. */
export const rested = <L extends Names, C extends Names>(
  net: Network<L, C>,
  state: NetworkState<L, C>,
  options: RestedOptions = {},
): NetworkState<L, C> => {
  expectNetworkState('rested', net, state);
  const before = batchOf(net, state);
  const { batch = before, keep = [] } = checkOptions('rested', options, ['batch', 'keep']);
  expectBatch('rested', batch);
  expectArray('rested', keep, 'keep');
  if (keep.length > 0) refuseAll('rested', keptFaults(net, keep, before, batch));
  const after = changed(net, state, (slot, path, value) =>
    slot.learned || keep.includes(path) ? value() : firstValue(slot, batch),
  );
  return beginning(after) as NetworkState<L, C>;
};

/** What is left out by mistake would start anew, and what is kept has the rows that it had. */
const keptFaults = (net: AnyNetwork, keep: readonly string[], before: number, batch: number): readonly LocalFault[] => {
  const known = variablesOf(networkSlots(net)).map(([path]) => path);
  return [
    ...keep
      .filter((path) => !known.includes(path))
      .map((path) => fault('Unknown', 'variable to keep', oneOf(known), shown(path))),
    ...unless(batch === before, 'Parameter', 'batch', `${before}, as before, where variables are kept`, `${batch}`),
  ];
};

/**
 * A state of one row as one of many: every row starts as that one; learned variables and the noise counter are shared
 * as they are. `run` does this by itself for frames of more rows. A state of several rows comes back as it is.
 */
export const batched = <L extends Names, C extends Names>(
  net: Network<L, C>,
  state: NetworkState<L, C>,
  batch: number,
): NetworkState<L, C> => {
  expectNetworkState('batched', net, state);
  expectBatch('batched', batch);
  if (batchOf(net, state) !== 1 || batch === 1) return state;
  const repeatedRows = () =>
    changed(net, state, (slot, _, value) => (slot.learned ? value() : repeated(value(), [batch, ...slot.shape])));
  return orThrow(unlessFaulty(stateFaults(net, state), repeatedRows)) as NetworkState<L, C>;
};

/** A state with other variables: `f` gives each, by its slot, its path, and the value that it had. */
const changed = (
  net: AnyNetwork,
  state: NetworkState<Names, Names>,
  f: (slot: Slot, path: string, value: () => Tensor) => Tensor,
): NetworkState<Names, Names> => ({
  noise: state.noise,
  ...mapSlots(net, (slot, part, name, variable) =>
    f(slot, `${part}.${name}.${variable}`, () => variableOf(state, part, name, variable)),
  ),
});
