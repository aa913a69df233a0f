import type { Algebra } from './algebra.js';
import type { Frame } from './frame.js';
import type { Vars } from './model.js';
import type { Layer, Names, Network, NetworkState, Wire } from './network.js';
import { hashName } from './random.js';
import type { Seen } from './rule.js';
import { mapEntries } from './record.js';
import { tensor } from './tensor.js';

/** What reaches a layer from outside in one step, besides its current. */
export interface Forcing<T> {
  /** Added to `v` before the step, mV. */
  readonly inject?: T | undefined;
  /** After the step these spike, whatever they did; nothing else of them changes. */
  readonly clamp?: T | undefined;
  /** After that, these do not. */
  readonly unclamp?: T | undefined;
}

/** One step of one layer: injected voltage, the model's own step, then forced spikes and forced silence. */
export const stepLayer = <T>(A: Algebra<T>, { model }: Layer<string>, state: Vars<string, T>, input: T, dt: number, u: T, { inject, clamp, unclamp }: Forcing<T> = {}): Vars<string, T> => {
  const injected = inject === undefined ? state : { ...state, v: A.add(state['v']!, inject) };
  const next = model.step(A, injected, input, dt, u);
  const forced = clamp === undefined ? next : { ...next, s: A.where(clamp, 1, next['s']!) };
  return unclamp === undefined ? forced : { ...forced, s: A.where(unclamp, 0, forced['s']!) };
};

/** What a connection delivers for the spikes of its source, and the variables that it carries on. */
export const transmit = <T>(A: Algebra<T>, { connection }: Wire<string>, vars: Vars<string, T>, pre: T, dt: number): { readonly current: T; readonly vars: Vars<string, T> } => {
  const { current, vars: carried } = connection.apply(A, vars, pre, dt);
  return { current, vars: carried === vars ? vars : { ...vars, ...carried } };
};

/** What a connection learns from one step of its two layers; then, learning or not, masked weights are 0. */
export const learn = <T>(A: Algebra<T>, { connection, rule }: Wire<string>, vars: Vars<string, T>, seen: Omit<Seen<string, string, T>, 'bounds' | 'correlate'>, mask?: T): Vars<string, T> => {
  const correlate: Seen<string, string, T>['correlate'] = (pre, post, over) => connection.correlate(A, pre, post, over);
  const learned =
    rule === undefined ? vars : { ...vars, ...rule.step(A, vars as Vars<'w', T>, { ...seen, bounds: rule.bounds ?? [-Infinity, Infinity], correlate }) };
  return mask === undefined ? learned : { ...learned, w: A.where(mask, 0, learned['w']!) };
};

/**
 * One step of time, and its only definition. In order: every connection delivers the spikes that its source had at the
 * end of the step before (`arrival: 'same step'`: its latest); currents into a layer are added in the order of the
 * connections, then the external input; layers step in order; then every connection learns from what both its layers
 * show now.
 */
export const stepNetwork = <T, L extends Names, C extends Names>(A: Algebra<T>, net: Network<L, C>, state: NetworkState<L, C, T>, frame: Frame<T> = {}): NetworkState<L, C, T> => {
  const { dt, arrival, ...parts } = net;
  const wires: Readonly<Record<string, Wire<string>>> = parts.connections;
  const before: NetworkState<Names, Names, T> = state;
  const delivered: Record<string, Vars<string, T>> = { ...before.connections };
  const now: Record<string, Vars<string, T>> = { ...before.layers };
  const batch = A.type(Object.values(before.layers)[0]!['s']!).shape[0]!;

  const deliver = (name: string, layers: Readonly<Record<string, Vars<string, T>>>): T | undefined =>
    Object.entries(wires)
      .filter(([, wire]) => wire.to === name)
      .reduce<T | undefined>((sum, [id, wire]) => {
        const { current, vars } = transmit(A, wire, before.connections[id]!, layers[wire.from]!['s']!, dt);
        delivered[id] = vars;
        return sum === undefined ? current : A.add(sum, current);
      }, undefined);

  for (const [name, layer] of Object.entries<Layer<string>>(parts.layers)) {
    const shape = [batch, ...layer.shape];
    const recurrent = deliver(name, arrival === 'same step' ? now : before.layers);
    const external = frame.inputs?.[name];
    const input = external === undefined ? (recurrent ?? silence(A, shape)) : recurrent === undefined ? external : A.add(recurrent, external);
    const u = frame.draws?.[name] ?? noiseOf(A, before.noise, name, layer, shape);
    now[name] = stepLayer(A, layer, before.layers[name]!, input, dt, u, { inject: frame.inject?.[name], clamp: frame.clamp?.[name], unclamp: frame.unclamp?.[name] });
  }

  const reward = frame.reward ?? A.constant(0);
  const after: NetworkState<Names, Names, T> = {
    noise: A.add(before.noise, nextTick),
    layers: now,
    connections: mapEntries(wires, (id, wire) => learn(A, wire, delivered[id]!, { pre: now[wire.from]!, post: now[wire.to]!, reward, dt }, frame.masks?.[id])),
  };
  return after as NetworkState<L, C, T>;
};

/** The weights as connections with a norm have them at the end of a run or an episode. */
export const normalised = <T, L extends Names, C extends Names>(A: Algebra<T>, net: Network<L, C>, state: NetworkState<L, C, T>): NetworkState<L, C, T> => {
  const before: NetworkState<Names, Names, T> = state;
  const connections = mapEntries(net.connections as Readonly<Record<string, Wire<string>>>, (name, { connection }) => {
    const vars = before.connections[name]!;
    return connection.normalise === undefined ? vars : { ...vars, ...connection.normalise(A, vars) };
  });
  return { ...before, connections } as NetworkState<L, C, T>;
};

const nextTick = tensor([3], [0, 0, 1], 'i32');

const silence = <T>(A: Algebra<T>, shape: readonly number[]): T => A.constant({ shape, dtype: 'bool', data: new Uint8Array(shape.reduce((a, b) => a * b, 1)) });

const noiseOf = <T>(A: Algebra<T>, noise: T, name: string, { model }: Layer<string>, shape: readonly number[]): T =>
  model.noise === undefined ? A.constant(0) : A.uniform(noise, hashName(name), model.noise === 'row' ? shape.slice(0, 1) : shape);
