import { identity } from 'fp-ts/lib/function.js';
import { expectArray, expectNetwork } from '../../core/expect.js';
import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { at, fault, oneOf, type Fault } from '../../core/faults/errors.js';
import { fold, map, premap, type Fold } from '../../core/fold.js';
import { all, both } from '../../core/folds.js';
import { mapEntries } from '../../core/record.js';
import type { Monitor, Observation } from '../../core/run/monitor.js';
import type { Names, Network } from '../../core/network.js';
import type { Tensor } from '../../core/tensor.js';
import { whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { record, rolling } from './record.js';

/** Which layers, connections and variables `networkMonitor` records, and in which steps. */
export interface NetworkMonitorOptions<L extends Names, C extends Names> {
  /** Default all layers. */
  readonly layers?: readonly (keyof L & string)[];
  /** Default all connections. */
  readonly connections?: readonly (keyof C & string)[];
  /** What is recorded of each that has it; default `v`, `s` and `w`. */
  readonly variables?: readonly ((L & C)[keyof (L & C)] | 'v' | 's' | 'w')[];
  /** Keeps the last so many recordings; default all. */
  readonly last?: number;
  /** Records after every k-th step only; default 1. */
  readonly every?: number;
}

/** The result of `networkMonitor`. */
export interface NetworkRecord<L extends Names, C extends Names> {
  /** How many steps there are in each recording: those that were, at most `last`. */
  readonly rows: number;
  /** By name and variable, `[rows, b, ...shape]`, learned ones without b (`[rows, m, n]` for weights), `[0]` where rows is 0. */
  readonly of: { readonly [N in keyof (L & C)]?: { readonly [V in (L & C)[N]]?: Tensor } };
}

/**
 * Records a whole network, or some of its layers, connections and variables, in their own element types. Parts without a
 * variable are left out: connections have no `v`. An unknown name, and a `last` or `every` below 1, are faults of the run.
 * docs/spec/monitors.md, NetworkMonitor.
 */
export const networkMonitor = <L extends Names, C extends Names>(
  net: Network<L, C>,
  options: NetworkMonitorOptions<L, C> = {},
): Monitor<NetworkRecord<L, C>> => {
  expectNetwork('networkMonitor', net);
  const names = ['layers', 'connections', 'variables', 'last', 'every'];
  const {
    layers,
    connections,
    variables = ['v', 's', 'w'],
    last,
    every,
  } = checkOptions('networkMonitor', options, names);
  for (const [what, chosen] of Object.entries({ layers, connections, variables }))
    if (chosen !== undefined) expectArray('networkMonitor', chosen, what);
  const parts: Parts = { ...pickAll(net.layers, layers), ...pickAll(net.connections, connections) };
  const watches = Object.entries(parts).flatMap(([of, part]) =>
    [...new Set<string>(variables)]
      .filter((variable) => part.variables.includes(variable))
      .map((variable) => ({ of, variable, ...(every !== undefined && { every }) })),
  );
  // A `last` that makes no sense is a fault of the run.
  const lastFaults = last === undefined ? [] : numberFaults('last', last, whole);
  const recorded = (place: number): Fold<Observation, Tensor> =>
    premap(
      (observed: Observation) => observed[place]!,
      last === undefined || lastFaults.length > 0 ? record() : rolling(last),
    );
  const ofPart = (name: string): Fold<Observation, Readonly<Record<string, Tensor>>> =>
    all(
      Object.fromEntries(
        watches.flatMap((watch, place) => (watch.of === name ? [[watch.variable, recorded(place)]] : [])),
      ),
    );
  const steps = fold(0, (before: number, _: Observation) => before + 1, identity);
  return {
    watches,
    fold: map(
      // Built from the network's own names and variables.
      ([rows, of]) => ({ rows: Math.min(rows, last ?? rows), of: of as NetworkRecord<L, C>['of'] }),
      both(steps, all(mapEntries(parts, ofPart))),
    ),
    faults: [
      ...unknownNames('layers', Object.keys(net.layers), layers),
      ...unknownNames('connections', Object.keys(net.connections), connections),
      ...lastFaults,
    ].map(at('network monitor')),
  };
};

type Parts = Readonly<Record<string, { readonly variables: readonly string[] }>>;

const pickAll = (all: Parts, names: readonly string[] = Object.keys(all)): Parts =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));

const unknownNames = (what: string, known: readonly string[], names: readonly string[] = []) =>
  names
    .filter((name) => !known.includes(name))
    .map((name): Omit<Fault, 'place'> => fault('Unknown', what.slice(0, -1), oneOf(known), shown(name)));
