import {
  monitor,
  record,
  rolling,
  size,
  tensor,
  type AnyNetwork,
  type Monitor,
  type Names,
  type Shape,
  type Tensor,
} from 'spikefold';
import { networkMonitor, type NetworkRecord } from 'spikefold/bindsnet';
import type { Fields } from './case.js';
import { ourName, type State } from './load.js';

/**
 * The monitors of a case as ours: a Monitor is one for each variable, under `name.variable`, a NetworkMonitor is one under its
 * name. A `get` reads one, and empties what has no window.
 */
export type Recordings = ReadonlyMap<string, Recorded>;

type Recorded = { readonly time: number | undefined } & (
  | { readonly of: 'variable'; readonly monitor: Monitor<Tensor>; readonly fresh: Monitor<Tensor> }
  | { readonly of: 'network'; readonly monitor: Monitor<NetworkRecord<Names, Names>> }
);

/** Fresh recordings of all monitors that a network's description lists. */
export const recordings = (net: AnyNetwork, description: Fields): Recordings =>
  new Map(
    ((description['monitors'] ?? []) as readonly Fields[]).flatMap((given) => {
      const [name, time] = [given['name'] as string, (given['time'] ?? undefined) as number | undefined];
      return given['model'] === 'Monitor'
        ? (given['state_vars'] as readonly string[]).map((variable): readonly [string, Recorded] => {
            const into = time === undefined ? record() : rolling(time);
            const fresh = monitor<Names, Names, string, Tensor>(net, given['obj'] as string, ourName(variable), into);
            return [`${name}.${variable}`, { of: 'variable', time, monitor: fresh, fresh }];
          })
        : [[name, { of: 'network', time, monitor: wholeOf(net, given, time) }] as const];
    }),
  );

const wholeOf = (net: AnyNetwork, given: Fields, time: number | undefined) => {
  const names = (field: string) => given[field] as readonly string[] | undefined;
  const [layers, connections, variables] = ['layers', 'connections', 'state_vars'].map(names);
  return networkMonitor<Names, Names>(net, {
    ...(layers && { layers }),
    ...(connections && { connections }),
    ...(variables && { variables: variables.map(ourName) }),
    ...(time !== undefined && { last: time }),
  });
};

/** The folds, for `run`. */
export const recorded = (recordings: Recordings): Readonly<Record<string, Monitor<unknown>>> =>
  Object.fromEntries([...recordings].map(([key, { monitor: of }]) => [key, of]));

/** The recordings after a run. */
export const resumed = (recordings: Recordings, monitors: Readonly<Record<string, Monitor<unknown>>>): Recordings =>
  new Map([...recordings].map(([key, one]) => [key, { ...one, monitor: monitors[key]! } as Recorded]));

/** What a `get` returns, and the recordings after it. */
export const getFrom = (
  recordings: Recordings,
  state: State,
  name: string,
  variable: string | undefined,
): { readonly values: Tensor | ReadonlyMap<string, Tensor>; readonly recordings: Recordings } => {
  const key = variable === undefined ? name : `${name}.${variable}`;
  const one = recordings.get(key)!;
  if (one.of === 'network') return { values: shown(one.monitor.fold.done(), state, one.time), recordings };
  const emptied = one.time === undefined ? new Map([...recordings, [key, { ...one, monitor: one.fresh }]]) : recordings;
  return { values: one.monitor.fold.done(), recordings: emptied };
};

/** The reference shows a window whole, zeros where nothing was recorded yet. */
const shown = (
  { rows, of }: NetworkRecord<Names, Names>,
  { layers, connections }: State,
  time = rows,
): ReadonlyMap<string, Tensor> =>
  new Map(
    Object.entries(of).flatMap(([name, vars]) =>
      Object.entries(vars ?? {}).map(([variable, x]): readonly [string, Tensor] => [
        `${name}.${variable}`,
        rows === time ? x! : padded(x!, (layers[name] ?? connections[name])![variable]!.shape, time),
      ]),
    ),
  );

const padded = ({ data }: Tensor, each: Shape, time: number): Tensor =>
  tensor([time, ...each], [...new Float32Array(time * size(each) - data.length), ...data]);
