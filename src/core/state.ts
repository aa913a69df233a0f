import type { Fault } from './errors.js';
import type { Names, Network, NetworkState } from './network.js';
import { showType } from './ops.js';
import { keyOf, type Seed } from './random.js';
import { mapEntries } from './record.js';
import { sameShape } from './shape.js';
import { firstValue, networkSlots, slotType, type Slot } from './slots.js';
import { isTensor, tensor, type Tensor } from './tensor.js';

export interface InitialOptions {
  /** Samples that run side by side; default 1. */
  readonly batch?: number;
  /** Where the network's own random numbers start from; default 0. */
  readonly seed?: Seed;
}

/** The state in which a network starts: nothing has happened, nothing is learned. */
export const initial = <L extends Names, C extends Names>(net: Network<L, C>, { batch = 1, seed = 0 }: InitialOptions = {}): NetworkState<L, C> => {
  const noise = tensor([3], [...keyOf(seed), 0].map((word) => word | 0), 'i32');
  const state: NetworkState<Names, Names> = { noise, ...mapSlots(net, (slot) => firstValue(slot, batch)) };
  return state as NetworkState<L, C>;
};

/** A new episode, perhaps of another batch size: everything but what was learned (weights, thresholds) and the noise counter is as at first. */
export const rested = <L extends Names, C extends Names>(
  net: Network<L, C>,
  state: NetworkState<L, C>,
  { batch = batchOf(net, state) }: Pick<InitialOptions, 'batch'> = {},
): NetworkState<L, C> => {
  const before: NetworkState<Names, Names> = state;
  const after: NetworkState<Names, Names> = {
    noise: before.noise,
    ...mapSlots(net, (slot, part, name, variable) => (slot.learned ? before[part][name]![variable]! : firstValue(slot, batch))),
  };
  return after as NetworkState<L, C>;
};

/** How many samples run side by side in a state. */
export const batchOf = <L extends Names, C extends Names>(net: Network<L, C>, state: NetworkState<L, C>): number => {
  const { layers }: NetworkState<Names, Names> = state;
  return layers[Object.keys(net.layers)[0]!]?.['s']?.shape[0] ?? 1;
};

/** What keeps a state from being one of this network: variables that are missing, of another shape, or of another batch than the first layer's. */
export const stateFaults = (net: Network<Names, Names>, state: NetworkState<Names, Names>): readonly Fault[] => {
  const faults: Fault[] = [];
  const batch = batchOf(net, state);
  mapSlots(net, (slot, part, name, variable) => {
    const want = slotType(slot, batch);
    const got: Tensor | undefined = state[part]?.[name]?.[variable];
    const fits = isTensor(got) && sameShape(got.shape, want.shape) && (got.dtype === want.dtype || variable === 's');
    if (!fits) faults.push({ _tag: 'Shape', place: 'state', what: `'${variable}' of '${name}'`, want: showType(want), got: isTensor(got) ? showType(got) : 'nothing' });
  });
  return faults;
};

type Part = 'layers' | 'connections';

/** A value for every variable of a network, in the form of its state. */
const mapSlots = <A>(net: Network<Names, Names>, f: (slot: Slot, part: Part, name: string, variable: string) => A): Readonly<Record<Part, Readonly<Record<string, Readonly<Record<string, A>>>>>> => {
  const slots = networkSlots(net);
  const mapPart = (part: Part) => mapEntries(slots[part], (name, variables) => mapEntries(variables, (variable, slot) => f(slot, part, name, variable)));
  return { layers: mapPart('layers'), connections: mapPart('connections') };
};
