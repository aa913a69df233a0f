import { expectNetwork, expectState } from './expect.js';
import type { Algebra } from './algebra.js';
import type { Frame } from './frame.js';
import { inputName } from './input-name.js';
import type { AnyNetwork, Layer, Names, Network, NetworkState } from './network.js';
import { hashName } from './random.js';
import { entryOf, mapEntries } from './record.js';
import type { Shape } from './shape.js';
import { learn, normalise, receive, stepLayer, transmit, type Arrivals } from './step-parts.js';
import { tensor } from './tensor.js';

/**
 * One step of time, and its only definition. Layers step in order; the input of each is the sum of the currents of its
 * connections, in their order, and of the external input. Connections deliver the spikes that their source had at the end of
 * the step before (`arrival: 'same step'`: its latest). When all layers have stepped, every connection learns from the
 * present variables of both its layers.
 */
export const stepNetwork = <T, L extends Names, C extends Names>(
  A: Algebra<T>,
  net: Network<L, C>,
  state: NetworkState<L, C, T>,
  frame: Frame<T> = {},
): NetworkState<L, C, T> => {
  expectNetwork('stepNetwork', net);
  expectState('stepNetwork', state);
  const before: NetworkState<Names, Names, T> = state;
  const { connections: wires }: AnyNetwork = net;
  const layers = new Map(Object.entries(before.layers));
  const carried = new Map(Object.entries(before.connections));
  const sources = net.arrival === 'next step' ? new Map(layers) : layers;
  for (const [name, layer] of Object.entries<Layer<string>>(net.layers)) {
    const arriving = Object.entries(wires)
      .filter(([, wire]) => wire.to === name)
      .map(([id, wire]) => ({
        id,
        receptor: wire.receptor,
        ...transmit(A, wire, before.connections[id]!, sources.get(wire.from)!['s']!, net.dt),
      }));
    const dropped = net.arrival === 'same step, dropping inputs' && arriving.length > 0;
    const arrivalsAt = (receptor?: string): Arrivals<T> => ({
      delivered: arriving.filter((one) => one.receptor === receptor).map(({ current }) => current),
      external: dropped ? undefined : entryOf(frame.inputs, inputName(name, receptor)),
    });
    const { input, state: own } = receive(A, layer, before.layers[name]!, arrivalsAt, net.dt);

    const shape = A.type(own['s']!).shape;
    const u = entryOf(frame.draws, name) ?? noiseOf(A, before.noise, name, layer, shape);
    const forcing = {
      inject: entryOf(frame.inject, name),
      clamp: entryOf(frame.clamp, name),
      unclamp: entryOf(frame.unclamp, name),
    };
    layers.set(name, stepLayer(A, layer, own, input, net.dt, u, forcing));
    for (const { id, vars } of arriving) carried.set(id, vars);
  }

  const { reward: given = 0 } = frame;
  const reward = typeof given === 'number' ? A.constant(given) : given;
  const tick = A.reshape(A.gather(A.reshape(before.noise, [1, 3]), placeOfTick), []);
  const connections = mapEntries(wires, (id, wire) => {
    const seen = { pre: layers.get(wire.from)!, post: layers.get(wire.to)!, reward, dt: net.dt, tick };
    return learn(A, wire, carried.get(id)!, seen, entryOf(frame.masks, id));
  });
  const after: NetworkState<Names, Names, T> = {
    noise: A.add(before.noise, nextTick),
    layers: Object.fromEntries(layers),
    connections,
  };
  return after as NetworkState<L, C, T>;
};

/** The weights as connections with a norm have them at the end of a run or an episode. */
export const normaliseWeights = <T, L extends Names, C extends Names>(
  A: Algebra<T>,
  net: Network<L, C>,
  state: NetworkState<L, C, T>,
): NetworkState<L, C, T> => {
  expectNetwork('normaliseWeights', net);
  expectState('normaliseWeights', state);
  const before: NetworkState<Names, Names, T> = state;
  const { connections: wires }: AnyNetwork = net;
  const after: NetworkState<Names, Names, T> = {
    ...before,
    connections: mapEntries(wires, (name, { connection }) => normalise(A, connection, before.connections[name]!)),
  };
  return after as NetworkState<L, C, T>;
};

const nextTick = tensor([3], [0, 0, 1], 'i32');
const placeOfTick = tensor([1], [2], 'i32');

/** A layer's uniform numbers for this step: a function of the network's key and tick, the layer's name, and the place. */
const noiseOf = <T>(A: Algebra<T>, noise: T, name: string, { model }: Layer<string>, shape: Shape): T =>
  model.noise === undefined
    ? A.constant(0)
    : A.uniform(noise, hashName(name), model.noise === 'row' ? shape.slice(0, 1) : shape);
