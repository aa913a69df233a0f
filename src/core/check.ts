import type { Type } from './algebra.js';
import { fault, thrown, type LocalFault } from './errors.js';
import { types } from './interpret.js';
import type { Vars } from './model.js';
import type { Layer, Wire } from './network.js';
import { showType } from './ops.js';
import { mapValues } from './record.js';
import { sameShape, type Shape } from './shape.js';
import { layerSlots, slotType, wireSlots, type Slots } from './slots.js';
import { learn, transmit } from './step-parts.js';

/** What is wrong with a layer: its model's own faults, or a step (drawn once, in types only) that does not fit its variables. */
export const checkLayer = (layer: Layer<string>, dt: number): readonly LocalFault[] => {
  const { shape, model } = layer;
  const faults = model.faults?.(shape) ?? [];
  if (faults.length > 0) return faults;
  const state = typesOf(layerSlots(layer, dt));
  const u: Type = {
    shape: model.noise === undefined ? [] : model.noise === 'row' ? [rows] : [rows, ...shape],
    dtype: 'f32',
  };
  return stepFaults(state, () => model.step(types, state, current(shape), dt, u));
};

/** As `checkLayer` for a connection and its rule: delivering has to give the target's shape, learning has to keep every variable's. */
export const checkConnection = (
  wire: Wire<string>,
  from: Layer<string>,
  to: Layer<string>,
  dt: number,
): readonly LocalFault[] => {
  const { connection, rule } = wire;
  const own = [...Object.keys(connection.init), ...(wire.response === undefined ? [] : ['recent'])];
  const taken = Object.keys(rule?.init ?? {}).filter((name) => own.includes(name));
  const faults = [
    ...connection.faults,
    ...(rule !== undefined && !('w' in connection.init)
      ? [fault('Model', 'rule', 'absent, as the connection has no weights', 'given')]
      : []),
    ...(rule?.faults?.(connection.init['w']?.shape ?? [], rule.bounds) ?? []),
    ...taken.map((name): LocalFault => fault('Name', 'variable of the rule', "none of the connection's", `'${name}'`)),
  ];
  if (faults.length > 0) return faults;
  const vars = typesOf(wireSlots(wire, from.shape, to.shape, dt));
  const pre = typesOf(layerSlots(from, dt));
  const post = typesOf(layerSlots(to, dt));
  const seen = { pre, post, reward: { shape: [], dtype: 'f32' }, dt } as const;
  return [
    ...stepFaults({ current: current(to.shape) }, () => ({
      current: transmit(types, wire, vars, pre['s']!, dt).current,
    })),
    ...stepFaults(vars, () => learn(types, wire, transmit(types, wire, vars, pre['s']!, dt).vars, seen)),
    ...(connection.normalise === undefined
      ? []
      : stepFaults(vars, () => ({ ...vars, ...connection.normalise!(types, vars) }))),
  ];
};

/** More than one row, so that a step that mixes up the batch axis is found. */
const rows = 2;

const current = (shape: Shape): Type => ({ shape: [rows, ...shape], dtype: 'f32' });

const typesOf = (slots: Slots): Vars<string, Type> => mapValues(slots, (slot) => slotType(slot, rows));

/** A step has to give back the variables that it got, each in its own type; an input layer's `s` may be numbers. */
const stepFaults = (before: Vars<string, Type>, step: () => Vars<string, Type>): readonly LocalFault[] => {
  try {
    const after = step();
    return Object.entries(before).flatMap(([name, type]): LocalFault[] => {
      const got = after[name];
      const kept = got !== undefined && sameShape(got.shape, type.shape) && (got.dtype === type.dtype || name === 's');
      return kept
        ? []
        : [fault('Model', `'${name}' after a step`, showType(type), got === undefined ? 'nothing' : showType(got))];
    });
  } catch (error) {
    return [fault('Model', 'step', 'one whose operands fit', thrown(error))];
  }
};
