import { shown } from '../faults/shown.js';
import { unless } from '../faults/refuse.js';
import { at, fault, oneOf, refused, type Fault } from '../faults/errors.js';
import type { AnyState } from '../graph/step-input.js';
import type { AnyNetwork } from '../network.js';
import { entryOf } from '../record.js';

/** A watched variable, of a layer or a connection. */
export interface Watch {
  readonly of: string;
  readonly variable: string;
  /** After every k-th step only; default 1. */
  readonly every?: number;
  /** How many steps had gone by since it was last due when the run began; default 0. `run` keeps it over resumed runs. */
  readonly since?: number;
}

const everyOf = ({ every = 1 }: Watch): number => every;
const sinceOf = ({ since = 0 }: Watch): number => since;

/** Whether a watch is due after a step of a run, counted from 1: a value has to leave the backend only then. */
export const isDue = (watch: Watch, step: number): boolean => {
  if (typeof watch !== 'object' || watch === null)
    throw refused('isDue', 'watch', 'a watch, { of, variable }', shown(watch));
  return (sinceOf(watch) + step) % everyOf(watch) === 0;
};

/** How often a watch was due in so many steps of a run, and before it began. */
export const dueUntil = (watch: Watch, steps: number): number => Math.floor((sinceOf(watch) + steps) / everyOf(watch));

/** How many steps there are until a watch is due, after so many of a run: at least 1. */
export const stepsUntilDue = (watch: Watch, steps: number): number =>
  everyOf(watch) - ((sinceOf(watch) + steps) % everyOf(watch));

/** The watched variables in the state after a step of a run, counted from 1; undefined where one is not due. */
export const seenIn = <T>(state: AnyState<T>, watched: readonly Watch[], step: number): readonly (T | undefined)[] =>
  watched.map((watch) =>
    isDue(watch, step) ? (state.layers[watch.of] ?? state.connections[watch.of]!)[watch.variable] : undefined,
  );

/** The same watch after a run of so many steps. */
export const passed = (watch: Watch, steps: number): Watch =>
  watch.every === undefined ? watch : { ...watch, since: (sinceOf(watch) + steps) % watch.every };

export const sameWatch = (a: Watch, b: Watch): boolean =>
  a.of === b.of && a.variable === b.variable && everyOf(a) === everyOf(b) && sinceOf(a) === sinceOf(b);

/** Each watch once, however many monitors have it. */
export const distinct = (watches: readonly Watch[]): readonly Watch[] =>
  watches.filter((watch, place) => watches.findIndex((other) => sameWatch(watch, other)) === place);

/** The faults of a watch of this network. */
export const watchFaults = (net: AnyNetwork, watch: Watch): readonly Fault[] => {
  const { of, variable } = watch;
  const [every, since] = [everyOf(watch), sinceOf(watch)];
  const known: Readonly<Record<string, { readonly variables: readonly string[] }>> = {
    ...net.layers,
    ...net.connections,
  };
  const variables = entryOf(known, of)?.variables;
  return [
    ...(variables === undefined
      ? [fault('Unknown', 'layer or connection', oneOf(Object.keys(known)), shown(of))]
      : unless(variables.includes(variable), 'Unknown', 'variable', `one of ${variables.join(', ')}`, shown(variable))),
    ...unless(isWhole(every, 1), 'Parameter', 'every', 'a whole number of at least 1', shown(every)),
    ...unless(isWhole(since, 0), 'Parameter', 'since', 'a whole number of at least 0', shown(since)),
  ].map(at(`monitor of ${shown(of)}`));
};

const isWhole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
