import {
  monitor,
  record,
  rolling,
  tensor,
  type AnyNetwork,
  type Fold,
  type Monitor,
  type Names,
  type Tensor,
} from '../../src/index.js';
import type { Fields } from './case.js';

/** The monitors of a case as folds, by `name/object.variable`. A `get` reads one or all of a name, and empties what has no window. */
export interface Recordings {
  readonly monitors: ReadonlyMap<string, Recorded>;
  readonly resumed: (monitors: Readonly<Record<string, Monitor<unknown>>>) => Recordings;
}

interface Recorded {
  readonly monitor: Monitor<Tensor>;
  readonly fresh: Monitor<Tensor>;
  readonly kind: 'Monitor' | 'NetworkMonitor';
  readonly time: number | undefined;
  /** What the case calls the object: a layer's name, or `X>Y`. */
  readonly of: string;
}

/** Fresh recordings of all monitors that a network's description lists. */
export const recordings = (net: AnyNetwork, description: Fields): Recordings => {
  const known: Readonly<Record<string, { readonly variables: readonly string[] }>> = {
    ...net.layers,
    ...net.connections,
  };
  const entries = ((description['monitors'] ?? []) as readonly Fields[]).flatMap(
    ({
      name,
      model,
      obj,
      state_vars = ['v', 's', 'w'],
      time,
      layers = Object.keys(net.layers),
      connections = Object.keys(net.connections),
    }) => {
      const objects =
        model === 'Monitor'
          ? [obj as string]
          : [...(layers as readonly string[]), ...(connections as readonly string[])];
      return objects.flatMap((of) =>
        (state_vars as readonly string[])
          .filter((variable) => known[of]?.variables.includes(variable))
          .map((variable): readonly [string, Recorded] => {
            const into: Fold<Tensor, Tensor> = typeof time === 'number' ? rolling(time) : record();
            const fresh = monitor<Names, Names, string, Tensor>(net, of, variable, into);
            return [
              `${name as string}/${of}.${variable}`,
              { monitor: fresh, fresh, kind: model as Recorded['kind'], time: time as number | undefined, of },
            ];
          }),
      );
    },
  );
  return holding(new Map(entries));
};

const holding = (monitors: ReadonlyMap<string, Recorded>): Recordings => ({
  monitors,
  resumed: (folded) =>
    holding(
      new Map([...monitors].map(([key, recorded]) => [key, { ...recorded, monitor: folded[key] as Monitor<Tensor> }])),
    ),
});

/** The folds, for `run`. */
export const recorded = ({ monitors }: Recordings): Readonly<Record<string, Monitor<Tensor>>> =>
  Object.fromEntries([...monitors].map(([key, { monitor: of }]) => [key, of]));

/** What a `get` returns, and the recordings after it. */
export const getFrom = (
  recordings: Recordings,
  name: string,
  variable: string | undefined,
): { readonly values: Tensor | ReadonlyMap<string, Tensor>; readonly recordings: Recordings } => {
  const chosen = [...recordings.monitors].filter(
    ([key]) => key.startsWith(`${name}/`) && (variable === undefined || key.endsWith(`.${variable}`)),
  );
  if (variable === undefined)
    return { values: new Map(chosen.map(([key, one]) => [key.slice(name.length + 1), padded(one)])), recordings };
  const [key, one] = chosen[0]!;
  const emptied =
    one.time === undefined
      ? holding(new Map([...recordings.monitors, [key, { ...one, monitor: one.fresh }]]))
      : recordings;
  return { values: one.monitor.fold.done(), recordings: emptied };
};

/** The reference's NetworkMonitor with a window shows it whole, zeros where nothing was recorded yet. */
const padded = ({ monitor: of, time }: Recorded): Tensor => {
  const rows = of.fold.done();
  if (time === undefined || rows.shape[0] === time) return rows;
  const missing = (time - rows.shape[0]!) * (rows.data.length / rows.shape[0]!);
  return tensor([time, ...rows.shape.slice(1)], [...new Float32Array(missing), ...rows.data]);
};
