import { oldest } from '../on-arrival.js';
import type { Type } from '../algebra.js';
import { fault, type LocalFault } from '../faults/errors.js';
import type { Vars } from '../model.js';
import type { Layer, Wire } from '../network.js';
import { conductanceFaults } from './conductances.js';
import { normFaults } from './norm.js';
import { relayFaults } from './relay.js';
import { mapValues } from '../record.js';
import { unless } from '../faults/refuse.js';
import { roomFaults } from '../room.js';
import { size, type Shape } from '../shape.js';
import type { Dtype } from '../tensor.js';
import { layerSlots, slotTypes, wireSlots, type Slots } from '../slots.js';
import { learn, normalise, receive, transmit } from '../step-parts.js';
import { learning } from './learning.js';
import { changeFaults, stepFaults } from './step-faults.js';
import { asValue, checked, notDrawn } from './values.js';
import { innermost } from '../term.js';
import { windowFaults } from './windows.js';
import { unread, unreadBy, unreadOnArrival, watched, watchedOnArrival } from './unread.js';

/** The faults of a layer: those of its model, or of a step (drawn once, in types only) that does not keep the types of its variables. */
export const checkLayer = (layer: Layer<string>, dt: number): readonly LocalFault[] => {
  const { shape, model } = layer;
  const faults = model.faults?.(shape) ?? [];
  if (faults.length > 0) return faults;
  const tooLong = windowFaults(layer, dt);
  if (tooLong.length > 0) return tooLong;
  const slots = layerSlots(layer, dt);
  const tooLarge = roomOf(slots);
  if (tooLarge.length > 0) return tooLarge;
  return inBatches([slots], (rows) => {
    const missing: LocalFault[] = [];
    const state = valuesOf(slots, rows);
    const seenBy = (part: string, vars: typeof state): typeof state =>
      watched(vars, (variable) => missing.push(unreadBy(part, layer, variable)));
    const input = current(shape, rows);
    const received = Object.entries(model.receptors ?? {}).flatMap(([name, receptor]) => {
      const part = `receptor '${name}'`;
      return changeFaults(state, part, () => receptor(checked, seenBy(part, state), input, dt), missing);
    });
    if (received.length > 0) return received;
    const u = model.noise === undefined ? notDrawn : current(model.noise === 'row' ? [] : shape, rows);
    return stepFaults(
      state,
      () => {
        const arriving = { delivered: [input], external: undefined };
        const reached = receive(checked, layer, state, () => arriving, dt);
        return model.step(checked, seenBy('the step', reached.state), reached.input, dt, u);
      },
      missing,
    );
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
    ...taken.map((name): LocalFault => {
      const want = `of another name than those of the connection (${[...own].join(', ')})`;
      return fault('Name', 'variable of the rule', want, `'${name}'`);
    }),
    ...normFaults(wire),
    ...relayFaults(wire, wire.to, to, dt),
  ];
  if (faults.length > 0) return faults;
  const [joined, before, after] = [wireSlots(wire, from.shape, to.shape, dt), layerSlots(from, dt), layerSlots(to, dt)];
  const unfit = [...roomOf(joined), ...conductanceFaults(wire, to, joined)];
  if (unfit.length > 0) return unfit;
  return inBatches([joined, before, after], (rows) => {
    const vars = valuesOf(joined, rows);
    const missing: LocalFault[] = [];
    const shownOf = (name: string, layer: Layer<string>, slots: Slots): Vars<string, Type> =>
      watched(valuesOf(slots, rows), (variable) => missing.push(unread(name, layer, variable, rule)));
    const arriving = watchedOnArrival(wire, (variable) => missing.push(unreadOnArrival(wire, variable)));
    const [pre, post] = [shownOf(wire.from, from, before), shownOf(wire.to, to, after)];
    const [reward, tick] = [scalar('f32'), scalar('i32')];
    const seen = { pre, post, reward, dt, tick };
    return [
      ...stepFaults({ current: current(to.shape, rows) }, () => ({
        current: transmit(checked, wire, vars, pre['s']!, dt).current,
      })),
      ...stepFaults(
        vars,
        () => {
          const forgotten = new Set<string>();
          const watching = learning(arriving, pre['s']!, post['s']!, (name) => forgotten.add(name));
          const learned = learn(checked, watching, transmit(checked, wire, vars, pre['s']!, dt).vars, seen);
          return Object.fromEntries(Object.entries(learned).filter(([name]) => !forgotten.has(name)));
        },
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
