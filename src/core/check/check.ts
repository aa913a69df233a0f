import { oldest } from '../on-arrival.js';
import type { Type } from '../algebra.js';
import { caught, fault, type LocalFault } from '../errors.js';
import type { Vars } from '../model.js';
import type { Layer, Wire } from '../network.js';
import { showType } from '../ops.js';
import { normFaults } from './norm.js';
import { relayFaults } from './relay.js';
import { mapValues } from '../record.js';
import { isRecord } from './options.js';
import { unless } from './refuse.js';
import { roomFaults } from './room.js';
import { shown } from './shown.js';
import { sameShape, size, type Shape } from '../shape.js';
import type { Dtype } from '../tensor.js';
import { layerSlots, slotTypes, wireSlots, type Slots } from '../slots.js';
import { learn, normalise, receive, transmit } from '../step-parts.js';
import { asValue, checked } from './values.js';
import { windowFaults } from './windows.js';
import { innermost, unread, unreadOnArrival, watched, watchedOnArrival } from './unread.js';

/** The faults of a layer: those of its model, or of a step (drawn once, in types only) that does not keep the types of its variables. */
export const checkLayer = (layer: Layer<string>, dt: number): readonly LocalFault[] => {
  const { shape, model } = layer;
  const faults = [...(model.faults?.(shape) ?? []), ...windowFaults(layer, dt)];
  if (faults.length > 0) return faults;
  const slots = layerSlots(layer, dt);
  const tooLarge = roomOf(slots);
  if (tooLarge.length > 0) return tooLarge;
  return inBatches([slots], (rows) => {
    const state = valuesOf(slots, rows);
    const u = asValue({
      shape: model.noise === undefined ? [] : model.noise === 'row' ? [rows] : [rows, ...shape],
      dtype: 'f32',
    });
    return stepFaults(state, () => {
      const arriving = { delivered: [current(shape, rows)], external: undefined };
      const { input, state: reached } = receive(checked, layer, state, () => arriving, dt);
      return model.step(checked, reached, input, dt, u);
    });
  });
};

/** As `checkLayer` for a connection and its rule: delivering has to give the target's shape, learning has to keep every variable's. */
export const checkConnection = (
  wire: Wire<string>,
  from: Layer<string>,
  to: Layer<string>,
  dt: number,
): readonly LocalFault[] => {
  const { connection, rule } = wire;
  const own = new Set([
    ...Object.keys({ ...connection.init, ...connection.windows }),
    ...(wire.response === undefined ? [] : ['recent']),
    ...(connection.arriving?.line === undefined ? [] : [oldest]),
  ]);
  const taken = Object.keys(rule?.init ?? {}).filter((name) => own.has(name));
  const faults = [
    ...connection.faults,
    ...(connection.faults.length === 0 ? (connection.timeFaults?.(dt) ?? []) : []),
    ...(rule === undefined
      ? []
      : unless('w' in connection.init, 'Surplus', 'a connection without weights', 'no rule', innermost(rule.term))),
    ...(rule?.faults?.(connection.init['w']?.shape ?? [], rule.bounds) ?? []),
    ...taken.map((name): LocalFault => fault('Name', 'variable of the rule', "none of the connection's", `'${name}'`)),
    ...normFaults(wire),
    ...relayFaults(wire, wire.to, to, dt),
  ];
  if (faults.length > 0) return faults;
  const [joined, before, after] = [wireSlots(wire, from.shape, to.shape, dt), layerSlots(from, dt), layerSlots(to, dt)];
  const tooLarge = roomOf(joined);
  if (tooLarge.length > 0) return tooLarge;
  return inBatches([joined, before, after], (rows) => {
    const vars = valuesOf(joined, rows);
    const missing: LocalFault[] = [];
    const shownOf = (name: string, layer: Layer<string>, slots: Slots): Vars<string, Type> =>
      watched(valuesOf(slots, rows), (variable) => missing.push(unread(name, layer, variable, rule)));
    const learning = watchedOnArrival(wire, (variable) => missing.push(unreadOnArrival(wire, variable)));
    const [pre, post] = [shownOf(wire.from, from, before), shownOf(wire.to, to, after)];
    const [reward, tick] = [scalar('f32'), scalar('i32')];
    const seen = { pre, post, reward, dt, tick };
    return [
      ...stepFaults({ current: current(to.shape, rows) }, () => ({
        current: transmit(checked, wire, vars, pre['s']!, dt).current,
      })),
      ...stepFaults(
        vars,
        () => learn(checked, learning, transmit(checked, wire, vars, pre['s']!, dt).vars, seen),
        missing,
      ),
      ...stepFaults(vars, () => normalise(checked, connection, vars)),
    ];
  });
};

const roomOf = (slots: Slots): readonly LocalFault[] =>
  Object.entries(slots).flatMap(([name, { shape }]) => roomFaults(`'${name}'`, shape));

/**
 * Checks a step in two batches, of as many rows as nothing else is: with two rows a step that takes the batch axis for another
 * one of extent 2 would look right. A fault in both is reported once.
 */
const inBatches = (slots: readonly Slots[], check: (rows: number) => readonly LocalFault[]): readonly LocalFault[] => {
  const taken = new Set(
    slots
      .flatMap((of) => Object.values(of))
      .flatMap(({ shape }) => shape.flatMap((extent, axis) => [extent, size(shape.slice(axis))])),
  );
  const free = (from: number): number => (taken.has(from) ? free(from + 1) : from);
  const few = free(3);
  const faults = check(few);
  return faults.length > 0 ? faults : check(free(few + 1));
};

const current = (shape: Shape, rows: number): Type => asValue({ shape: [rows, ...shape], dtype: 'f32' });

const scalar = (dtype: Dtype): Type => asValue({ shape: [], dtype });

const valuesOf = (slots: Slots, rows: number): Vars<string, Type> => mapValues(slotTypes(slots, rows), asValue);

const isType = (value: unknown): value is Type =>
  isRecord(value) && Array.isArray(value['shape']) && typeof value['dtype'] === 'string';

/** A step has to give back the variables that it got, each in its own type; an input layer's `s` may be numbers. */
const stepFaults = (
  before: Vars<string, Type>,
  step: () => Vars<string, Type>,
  missing: readonly LocalFault[] = [],
): readonly LocalFault[] => {
  try {
    const after = step();
    return Object.entries(before).flatMap(([name, type]): readonly LocalFault[] => {
      const got: unknown = after[name];
      const what = `'${name}' after a step`;
      if (got !== undefined && !isType(got))
        return [fault('Model', what, `${showType(type)}, a value that A computes`, shown(got))];
      const kept = got !== undefined && sameShape(got.shape, type.shape) && (got.dtype === type.dtype || name === 's');
      return unless(kept, 'Model', what, showType(type), got === undefined ? 'nothing' : showType(got));
    });
  } catch (error) {
    return missing.length > 0 ? missing.slice(0, 1) : caught(error, 'the step');
  }
};
