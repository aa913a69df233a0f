import type { Type } from '../algebra.js';
import { fault, type LocalFault } from '../faults/errors.js';
import { unless } from '../faults/refuse.js';
import type { Vars } from '../model.js';
import type { Layer, Wire } from '../network.js';
import { oldest } from '../on-arrival.js';
import { layerSlots, wireSlots, type Slots } from '../slots.js';
import { learn, normalise, transmit } from '../step-parts.js';
import { innermost } from '../term.js';
import { conductanceFaults } from './conductances.js';
import { current, inBatches, roomOf, scalar, valuesOf } from './in-batches.js';
import { learning } from './learning.js';
import { normFaults } from './norm.js';
import { relayFaults } from './relay.js';
import { stepFaults } from './step-faults.js';
import { unread, unreadOnArrival, watched, watchedOnArrival } from './unread.js';
import { checked } from './values.js';

/** As `checkLayer` for a connection and its rule: delivering has to give the target's shape, learning has to keep every variable's. */
export const checkConnection = (
  wire: Wire<string>,
  from: Layer<string>,
  to: Layer<string>,
  dt: number,
): readonly LocalFault[] => {
  const faults = [
    ...wire.connection.faults,
    ...(wire.connection.faults.length === 0 ? (wire.connection.timeFaults?.(dt) ?? []) : []),
    ...ruleFaults(wire),
    ...normFaults(wire),
    ...relayFaults(wire, wire.to, to, dt),
  ];
  if (faults.length > 0) return faults;
  const joined = wireSlots(wire, from.shape, to.shape, dt);
  const unfit = [...roomOf(joined), ...conductanceFaults(wire, to, joined)];
  if (unfit.length > 0) return unfit;
  const [before, after] = [layerSlots(from, dt), layerSlots(to, dt)];
  return inBatches([joined, before, after], (rows) => {
    const missing: LocalFault[] = [];
    const shownOf = (name: string, layer: Layer<string>, slots: Slots): Vars<string, Type> =>
      watched(valuesOf(slots, rows), (variable) => missing.push(unread(name, layer, variable, wire.rule)));
    const seen = {
      pre: shownOf(wire.from, from, before),
      post: shownOf(wire.to, to, after),
      reward: scalar('f32'),
      tick: scalar('i32'),
      dt,
    };
    return wireStepFaults(wire, valuesOf(joined, rows), seen, current(to.shape, rows), missing);
  });
};

/** The faults of a rule by itself: what it asks of the weights, and variables that are called as those of the connection. */
const ruleFaults = ({ connection, rule, response }: Wire<string>): readonly LocalFault[] => {
  if (rule === undefined) return [];
  const w = connection.init['w'];
  const own = new Set([
    ...Object.keys({ ...connection.init, ...connection.windows }),
    ...(response === undefined ? [] : ['recent']),
    ...(connection.arriving?.line === undefined ? [] : [oldest]),
  ]);
  const want = `of another name than those of the connection (${[...own].join(', ')})`;
  return [
    ...unless(w !== undefined, 'Surplus', 'a connection without weights', 'no rule', innermost(rule.term)),
    ...(rule.faults?.(w?.shape ?? [], rule.bounds) ?? []),
    ...Object.keys(rule.init)
      .filter((name) => own.has(name))
      .map((name) => fault('Name', 'variable of the rule', want, `'${name}'`)),
  ];
};

/** The faults of delivering, learning and normalising in a step; `missing` gets those of variables that are read and absent. */
const wireStepFaults = (
  wire: Wire<string>,
  vars: Vars<string, Type>,
  seen: Parameters<typeof learn<Type>>[3],
  delivered: Type,
  missing: LocalFault[],
): readonly LocalFault[] => {
  const [pre, post] = [seen.pre['s']!, seen.post['s']!];
  const sent = () => transmit(checked, wire, vars, pre, seen.dt);
  const arriving = watchedOnArrival(wire, (variable) => missing.push(unreadOnArrival(wire, variable)));
  const learned = (): Vars<string, Type> => {
    const forgotten = new Set<string>();
    const watching = learning(arriving, pre, post, (name) => forgotten.add(name));
    const after = learn(checked, watching, sent().vars, seen);
    return Object.fromEntries(Object.entries(after).filter(([name]) => !forgotten.has(name)));
  };
  return [
    ...stepFaults({ current: delivered }, () => ({ current: sent().current })),
    ...stepFaults(vars, learned, missing),
    ...stepFaults(vars, () => normalise(checked, wire.connection, vars)),
  ];
};
