import { expectArray, expectBatch, expectNetwork, expectNetworkState } from './expect.js';
import { refuseAll, unless } from './faults/refuse.js';
import { shown, shownTensor } from './faults/shown.js';
import { at, fault, oneOf, orThrow, unlessFaulty, type Fault, type LocalFault } from './faults/errors.js';
import { checkOptions, isRecord } from './faults/options.js';
import { parts, type AnyNetwork, type Names, type Network, type NetworkState, type Part } from './network.js';
import { showType } from './ops.js';
import { beginning } from './beginning.js';
import { streamOf, type Seed } from './random.js';
import { sameShape } from './shape.js';
import { firstValue, mapSlots, networkSlots, slotType, type Slot } from './slots.js';
import { isTensor, isTruth, repeated, tensor, truths, type Tensor } from './tensor.js';
import { variableOf } from './variable-of.js';

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

/** How many samples run side by side in a state. */
export const batchOf = <L extends Names, C extends Names>(net: Network<L, C>, state: NetworkState<L, C>): number => {
  const { layers }: NetworkState<Names, Names> = state;
  return layers[Object.keys(net.layers)[0]!]?.['s']?.shape?.[0] ?? 1;
};

/** The faults of a state: variables that are missing or unknown, of another type, or of another batch than the first layer's. */
export const stateFaults = (net: AnyNetwork, state: NetworkState<Names, Names>): readonly Fault[] => {
  if (!isRecord(state) || !isRecord(state.layers) || !isRecord(state.connections))
    return [misplaced('a state', 'a record of noise, layers and connections', shown(state))];
  const batch = batchOf(net, state);
  if (!Number.isInteger(batch) || batch < 1) return [misplaced('batch', 'a whole number of at least 1', shown(batch))];
  const wanted = mapSlots(net, (slot) => ({ ...slotType(slot, batch), below: slot.below }));
  const types = [...variablesOf(wanted), ['noise', { shape: [3], dtype: 'i32', below: undefined }] as const];
  const { layers: _, connections: __, ...others } = state;
  const given = new Map<string, unknown>([...variablesOf(state), ...Object.entries(others)]);
  const unknown = [...given.keys()].filter((path) => !types.some(([known]) => known === path));
  return [
    ...types.flatMap(([path, want]) => {
      const got = given.get(path);
      const fits =
        isTensor(got) && sameShape(got.shape, want.shape) && (got.dtype === want.dtype || path.endsWith('.s'));
      if (!fits) return [misplaced(path, showType(want), isTensor(got) ? showType(got) : shownTensor(got))];
      const { below } = want;
      const outside = below === undefined ? undefined : got.data.find((place) => place < 0 || place >= below);
      if (outside !== undefined)
        return [misplaced(path, `the number of a row of its ring, below ${below}`, `${outside}`)];
      if (got.dtype !== 'bool' || isTruth(got.data)) return [];
      return [misplaced(path, truths, `${got.data.find((x) => x > 1)}`)];
    }),
    ...unknown.map((path) =>
      at('state')(fault('Unknown', 'variable', 'the network has none of this name', `'${path}'`)),
    ),
  ];
};

const misplaced = (what: string, want: string, got: string): Fault => at('state')(fault('Shape', what, want, got));

/** The variables of a state by path, `layers.Y.v`. */
const variablesOf = <A>(
  values: Readonly<Record<Part, Readonly<Record<string, Readonly<Record<string, A>>>>>>,
): readonly (readonly [path: string, A])[] =>
  parts.flatMap((part) =>
    Object.entries(values[part]).flatMap(([name, variables]) =>
      Object.entries(variables ?? {}).map(([variable, value]) => [`${part}.${name}.${variable}`, value] as const),
    ),
  );
