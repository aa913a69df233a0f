import * as E from 'fp-ts/lib/Either.js';
import { areFaults, at, fault, type Fault, type Faults } from '../faults/errors.js';
import { makerOf } from '../deferred.js';
import { allFinite, type AllFinite } from './finite.js';
import { infiniteVariables } from './infinite.js';
import type { AnyState } from '../graph/step-input.js';
import { parts, type AnyNetwork, type Part } from '../network.js';
import { networkSlots, type Slot } from '../slots.js';
import { size, strides, type Shape } from '../shape.js';
import { stateFaults } from '../state-faults.js';
import type { Tensor } from '../tensor.js';

/**
 * The faults of values in a state that are not finite, one a variable: NaN anywhere, infinite numbers where the network does not ask
 * for them. They say `when` (`at step 17`). Variables that are the same object in a state before were checked then.
 */
export type NumberFaults = (state: AnyState<Tensor>, when: string, before?: AnyState<Tensor>) => readonly Fault[];

/** The time of a fault in words: a step, counted from 0, or the normalising after so many steps. */
export const atStep = (step: number): string => `at step ${step}`;
export const normalisedAfter = (steps: number): string =>
  steps === 0 ? 'normalised before step 0' : `normalised after step ${steps - 1}`;

/** Checks states of a network. */
export const numberFaultsOf = (net: AnyNetwork, areFinite: AllFinite = allFinite): NumberFaults => {
  const isWrong = (x: number, path: string): boolean =>
    Number.isNaN(x) || (!Number.isFinite(x) && !infiniteVariables(net).has(path));
  return (state, when, before) =>
    parts.flatMap((part) =>
      Object.entries(state[part]).flatMap(([name, variables]) =>
        Object.entries(variables).flatMap(([variable, value]) => {
          // What is made when it is read is made of finite numbers.
          if (value.dtype !== 'f32' || makerOf(value) !== undefined) return [];
          const { data } = value;
          if (data === before?.[part][name]?.[variable]?.data || areFinite(data as Float32Array)) return [];
          const place = data.findIndex((x) => isWrong(x, `state.${part}.${name}.${variable}`));
          return place < 0 ? [] : [numberFault(net, { part, name, variable }, value, place, when)];
        }),
      ),
    );
};

/** Which variable of a state. */
interface Which {
  readonly part: Part;
  readonly name: string;
  readonly variable: string;
}

/** The fault of a number, by its place in the data of a variable. */
const numberFault = (
  net: AnyNetwork,
  { part, name, variable }: Which,
  { shape, data }: Tensor,
  place: number,
  when: string,
): Fault => {
  const slot = networkSlots(net)[part][name]![variable]!;
  const [word, where] =
    part === 'layers'
      ? ['layer', neuronAt(slot, shape, place, size(net.layers[name]!.shape))]
      : ['connection', indicesAt(slot, shape, place)];
  const what = `${variable}${where} ${when}`;
  return at(`${word} '${name}'`)(fault('Number', what, 'a finite number', `${data[place]}`));
};

/** The check of a session: it looks through its states until one has a fault. */
export interface NumberCheck {
  /** Whether all states so far were. */
  readonly check: (...state: Parameters<NumberFaults>) => boolean;
  readonly met: () => Faults | undefined;
  /** What a session ends with. */
  readonly verdict: () => E.Either<Faults, undefined>;
}

export const numberCheck = (net: AnyNetwork): NumberCheck => {
  const faultsIn = numberFaultsOf(net);
  let met: Faults | undefined;
  return {
    check: (...state) => {
      const found = met === undefined ? faultsIn(...state) : [];
      if (areFaults(found)) met = found;
      return met === undefined;
    },
    met: () => met,
    verdict: () => (met === undefined ? E.right(undefined) : E.left(met)),
  };
};

/** The faults of the state that a run starts from: of its form, or else of its numbers. */
export const givenFaults = (net: AnyNetwork, state: AnyState<Tensor>, areFinite?: AllFinite): readonly Fault[] => {
  const faults = stateFaults(net, state);
  return faults.length > 0 ? faults : numberFaultsOf(net, areFinite)(state, 'in the given state');
};

/** ` of neuron 3 in row 1`: its number in the layer, whatever else the variable has an axis for. */
const neuronAt = ({ learned }: Slot, shape: Shape, place: number, neurons: number): string =>
  ` of neuron ${place % neurons}${rowAt(learned, shape, place)}`;

/** ` [2, 3] in row 1`, of a variable of a connection. */
const indicesAt = ({ learned }: Slot, shape: Shape, place: number): string => {
  const own = learned ? shape : shape.slice(1);
  const indices = strides(own).map((stride, axis) => Math.floor(place / stride) % own[axis]!);
  return `${own.length === 0 ? '' : ` [${indices.join(', ')}]`}${rowAt(learned, shape, place)}`;
};

const rowAt = (learned: boolean, shape: Shape, place: number): string =>
  learned || shape[0] === 1 ? '' : ` in row ${Math.floor(place / size(shape.slice(1)))}`;
