import {
  all,
  both,
  counts,
  every as parts,
  intervals,
  map,
  monitor,
  networkMonitor,
  progress,
  raster,
  rates,
  record,
  rolling,
  type AnyNetwork,
  type Monitor,
  type Tensor,
} from '../../src/index.js';

type Watchers = Readonly<Record<string, Monitor<unknown>>>;

/** One monitor of every kind, on a layer and on a connection, some of them looking after every k-th step only. */
export const watchers = (net: AnyNetwork, every: number): Watchers => {
  const layer = Object.keys(net.layers)[0]!;
  const connection = Object.keys(net.connections)[0];
  return {
    sampled: monitor(net, layer, 's', record(), { every }),
    one: monitor(net, layer, 's', record(), { only: [0], every }),
    rolling: monitor(net, layer, 's', rolling(2), { every }),
    raster: monitor(net, layer, 's', raster()),
    parts: monitor(net, layer, 's', parts(2, counts())),
    statistics: monitor(net, layer, 's', all({ intervals: intervals(net.dt), counts: counts(), rates: rates(net.dt) })),
    both: monitor(
      net,
      layer,
      's',
      both(
        map(
          String,
          map((x: Tensor) => x.data[0], record()),
        ),
        record(),
      ),
    ),
    network: networkMonitor(net),
    sparse: networkMonitor(net, { variables: ['s', 'v', 'w', 'x'], last: 2, every }),
    progress: progress(() => undefined),
    ...(connection !== undefined && { snapshots: monitor(net, connection, 'w', record(), { every }) }),
  };
};
