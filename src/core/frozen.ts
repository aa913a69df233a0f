import { expectArray, expectNetwork } from './expect.js';
import { checkOptions } from './faults/options.js';
import { shown } from './faults/shown.js';
import type { Connection } from './connection.js';
import { oneOf, refused } from './faults/errors.js';
import type { AnyModel } from './model.js';
import type { AnyNetwork, Layer, Names, Network, Wire } from './network.js';
import { mapEntries, pick, remembered } from './record.js';

/** Which parts of a network `frozen` stops. */
export interface FrozenOptions<N extends string = string> {
  /** Layers and connections to freeze; default all. */
  readonly only?: readonly N[];
  /** Whether connections with a norm are still normalised at the end of a run; default false. */
  readonly normalising?: boolean;
}

/**
 * The same network without plasticity: no rule learns, thresholds neither grow nor decay, weights are not normalised. It
 * takes the same states, and returns learned variables as the same objects. `describe` marks its parts as frozen. Of the same
 * network and options it is the same object, which a backend compiles once.
 */
export const frozen = <L extends Names, C extends Names>(
  net: Network<L, C>,
  options: FrozenOptions<NoInfer<keyof (L & C) & string>> = {},
): Network<L, C> => {
  expectNetwork('frozen', net);
  const { only, normalising = false }: FrozenOptions = checkOptions('frozen', options, ['only', 'normalising']);
  if (only !== undefined) checkNames(net, only);
  if (typeof normalising !== 'boolean') throw refused('frozen', 'normalising', 'true or false', shown(normalising));
  const known = remembered(before, net, () => new Map<string, AnyNetwork>());
  return remembered(known, JSON.stringify([only, normalising]), () => held(net, only, normalising)) as Network<L, C>;
};

/** What was frozen before. */
const before = new WeakMap<AnyNetwork, Map<string, AnyNetwork>>();

const held = (net: AnyNetwork, only: readonly string[] | undefined, normalising: boolean): AnyNetwork => {
  const isHeld = (name: string): boolean => only === undefined || only.includes(name);
  return {
    ...net,
    layers: mapEntries(net.layers, (name, layer) => (isHeld(name) ? frozenLayer(layer) : layer)),
    connections: mapEntries(net.connections, (name, wire) => (isHeld(name) ? frozenWire(wire, normalising) : wire)),
  };
};

/** What is left out by mistake would go on learning. */
const checkNames = ({ layers, connections }: AnyNetwork, only: readonly string[]): void => {
  expectArray('frozen', only, 'only');
  const known = [...Object.keys(layers), ...Object.keys(connections)];
  const unknown = only.findIndex((name) => !known.includes(name));
  if (unknown >= 0) throw refused('frozen', 'layer or connection', oneOf(known), shown(only[unknown]), 'Unknown');
};

const frozenLayer = (layer: Layer<string>): Layer<string> => {
  const held = layer.model.frozen?.() ?? layer.model;
  if (held === layer.model && (held.learned ?? []).length === 0) return layer;
  const model: AnyModel = {
    ...held,
    term: layer.model.term,
    step: (A, state, input, dt, u) => ({ ...held.step(A, state, input, dt, u), ...pick(state, held.learned) }),
  };
  return { ...layer, model, frozen: true };
};

/**
 * `learn` passes a frozen connection over, so its rule keeps its variables, and learning can go on later. Nor is anything constrained:
 * weights that break a mask or Dale's rule, because a program wrote them into the state, stay so until the network learns again.
 */
const frozenWire = (wire: Wire<string>, normalising: boolean): Wire<string> => {
  const { connection, wiring, rule, ...rest } = wire;
  if (rule === undefined && (normalising || connection.normalise === undefined)) return wire;
  const held = normalising ? <C>(of: C): C => of : unnormalised;
  return {
    ...rest,
    connection: held(connection),
    wiring: (from, to) => held(wiring(from, to)),
    ...(rule && { rule: { ...rule, rewarded: false, batchFaults: () => [] } }),
    frozen: normalising && wire.frozen !== 'all' ? 'rule' : 'all',
  };
};

const unnormalised = ({ normalise: _, ...fixed }: Connection<string>): Connection<string> => fixed;
