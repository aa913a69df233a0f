import type { Type } from './algebra.js';
import { isLinear } from './connection.js';
import type { Init, Start, Vars } from './model.js';
import type { AnyNetwork, Layer, Part, Wire } from './network.js';
import { adjusted, deferred, makerOf } from './deferred.js';
import { oldest } from './on-arrival.js';
import { entryOf, hasOwn, mapEntries, mapValues } from './record.js';
import { windowSteps } from './response.js';
import type { Bounds } from './rule.js';
import type { Shape } from './shape.js';
import { filled, paramAt, repeated, zeros, type Dtype, type Tensor } from './tensor.js';

/** A variable: its shape in one batch row, or for all of them where it is learned, and its first value. */
export interface Slot {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly learned: boolean;
  readonly init: () => Start;
  /** Of a place in a ring: how many rows that has. */
  readonly below?: number | undefined;
}

export type Slots = Readonly<Record<string, Slot>>;

/** A layer's variables: in the layer's shape, or windows of it. */
export const layerSlots = ({ shape, model }: Layer<string>, dt: number): Slots =>
  mapEntries(model.init, (name, init) => {
    const [start, own] = isWindow(init) ? [init.of, [windowSteps(init.window, dt), ...shape]] : [init, shape];
    return { shape: own, dtype: dtypeOf(start), learned: model.learned?.includes(name) ?? false, init: () => start };
  });

/**
 * The variables of a connection, its windows, the last spikes of its source where its target responds over time, and the variables of its
 * rule (zero at first; where synapses have delays, rings of those on the source's side). First weights are within the bounds of the rule, and as the connection constrains them.
 */
export const wireSlots = ({ connection, response, rule }: Wire<string>, from: Shape, to: Shape, dt: number): Slots => {
  const bounds = rule?.bounds;
  const firstWeights = (w: Tensor): Tensor => {
    const within = bounds === undefined ? w : clamped(w, bounds);
    return connection.constrainFirst?.(within) ?? within;
  };
  const steps = connection.arriving?.line?.steps(dt);
  const places = {
    pre: steps === undefined ? from : [steps, ...from],
    post: to,
    synapse: connection.init['w']?.shape ?? [],
    row: [],
  };
  const windows = Object.entries(connection.windows ?? {}).map(
    ([name, { time, more = 0, ...of }]) => [name, { ...of, steps: windowSteps(time, dt) + more }] as const,
  );
  return {
    ...mapEntries(connection.init, (name, value) => ({
      shape: value.shape,
      dtype: value.dtype,
      learned: connection.learned.includes(name),
      init: () => (name === 'w' ? firstWeights(value) : value),
      below: windows.find(([, { due }]) => due === name)?.[1].steps,
    })),
    ...Object.fromEntries(windows.map(([name, of]) => [name, atRest([of.steps, ...of.shape], of.dtype)])),
    ...(response && { recent: atRest([windowSteps(response.window, dt), ...(isLinear(connection) ? from : to)]) }),
    ...mapValues(rule?.init ?? {}, (place): Slot => atRest(places[place])),
    ...(rule && steps !== undefined && { [oldest]: { ...atRest([], 'i32'), below: steps } }),
  };
};

/** Values that are 0 at first and after a reset. */
const atRest = (shape: Shape, dtype: Dtype = 'f32'): Slot => ({ shape, dtype, learned: false, init: () => 0 });

/** Every variable of a network. */
export const networkSlots = (
  net: AnyNetwork,
): { readonly layers: Readonly<Record<string, Slots>>; readonly connections: Readonly<Record<string, Slots>> } => ({
  layers: mapValues(net.layers, (layer) => layerSlots(layer, net.dt)),
  connections: mapValues(net.connections, (wire) => placedSlots(net, wire)),
});

/** Noise goes on over episodes, as does what is learned. */
const noise: Slot = { shape: [3], dtype: 'i32', learned: true, init: () => zeros([3], 'i32') };

/** Every variable of a state, in its form. */
export const stateSlots = (net: AnyNetwork) => ({ noise, ...networkSlots(net) });

/** Whether a rule or a norm changes the weights of a connection. */
export const isPlastic = ({ connection, rule, frozen }: Wire<string>): boolean =>
  connection.normalise !== undefined || (rule !== undefined && frozen === undefined);

const placedSlots = ({ layers, dt }: AnyNetwork, wire: Wire<string>): Slots =>
  wireSlots(wire, layers[wire.from]!.shape, layers[wire.to]!.shape, dt);

/** A value for every variable of a network, in the form of its state. */
export const mapSlots = <A>(
  net: AnyNetwork,
  f: (slot: Slot, part: Part, name: string, variable: string) => A,
): Readonly<Record<Part, Readonly<Record<string, Readonly<Record<string, A>>>>>> => {
  const slots = networkSlots(net);
  const mapPart = (part: Part) =>
    mapEntries(slots[part], (name, variables) =>
      mapEntries(variables, (variable, slot) => f(slot, part, name, variable)),
    );
  return { layers: mapPart('layers'), connections: mapPart('connections') };
};

/** The variables of a layer or connection; none where there is none of this name. */
const slotsOf = (net: AnyNetwork, of: string): Slots => {
  if (hasOwn(net.layers, of)) return layerSlots(net.layers[of]!, net.dt);
  return hasOwn(net.connections, of) ? placedSlots(net, net.connections[of]!) : {};
};

/** The variable of a layer or connection; undefined where there is none of these names. */
export const slotOf = (net: AnyNetwork, of: string, variable: string): Slot | undefined =>
  entryOf(slotsOf(net, of), variable);

export const slotType = ({ shape, dtype, learned }: Slot, batch: number): Type => ({
  shape: learned ? shape : [batch, ...shape],
  dtype,
});

/** The types of all variables, for so many rows. */
export const slotTypes = (slots: Slots, batch: number): Vars<string, Type> =>
  mapValues(slots, (slot) => slotType(slot, batch));

/** The first value of a variable, a copy: writing into a state changes no network. */
export const firstValue = (slot: Slot, batch: number): Tensor => {
  const { shape, dtype } = slotType(slot, batch);
  const init = slot.init();
  if (typeof init !== 'object') return filled(shape, Number(init), dtype);
  const maker = slot.learned ? makerOf(init) : undefined;
  return maker === undefined ? repeated(init, shape) : deferred(shape, dtype, maker);
};

/** Weights brought into bounds. */
export const clamped = (w: Tensor, [min, max]: Bounds): Tensor => {
  if (typeof min === 'number' && typeof max === 'number')
    return adjusted(w, (value) => Math.min(Math.max(value, min), max));
  const data = new Float32Array(w.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.min(Math.max(w.data[i]!, paramAt(min, i)), paramAt(max, i));
  return { ...w, dtype: 'f32', data };
};

/** Whether a variable is remembered for some time. */
export const isWindow = (init: Init): init is Exclude<Init, Start> => typeof init === 'object' && 'window' in init;

const dtypeOf = (init: Start): Dtype =>
  typeof init === 'boolean' ? 'bool' : typeof init === 'number' ? 'f32' : init.dtype;
