import {
  all,
  both,
  counts,
  every as parts,
  intervals,
  map,
  monitor,
  premap,
  progress,
  raster,
  rasterColumns,
  rates,
  record,
  rolling,
  sink,
  tensor,
  type AnyNetwork,
  type Fold,
  type Monitor,
  type Tensor,
} from '../../src/index.js';
import { networkMonitor } from '../../src/bindsnet.js';

type Watchers = Readonly<Record<string, Monitor<unknown>>>;

/** Of inputs that are numbers, which are no spikes, only whether they are there. */
const where = <O>(of: Fold<Tensor, O>): Fold<Tensor, O> =>
  premap(
    ({ shape, data }: Tensor) =>
      tensor(
        shape,
        Array.from(data, (x) => Number(x !== 0)),
        'bool',
      ),
    of,
  );

/** One monitor of every kind, on a layer and on a connection, some of them looking after every k-th step only. */
export const watchers = (net: AnyNetwork, every: number): Watchers => {
  const layer = Object.keys(net.layers)[0]!;
  const connection = Object.keys(net.connections)[0];
  return {
    sampled: monitor(net, layer, 's', record(), { every }),
    one: monitor(net, layer, 's', record(), { only: [0], every }),
    rolling: monitor(net, layer, 's', rolling(2), { every }),
    raster: monitor(net, layer, 's', where(raster())),
    columns: monitor(net, layer, 's', where(rasterColumns()), { every }),
    sunk: monitor(
      net,
      layer,
      's',
      sink(() => undefined, { rows: 2 }),
    ),
    parts: monitor(net, layer, 's', parts(2, where(counts()))),
    statistics: monitor(net, layer, 's', where(all({ intervals: intervals(), counts: counts(), rates: rates() }))),
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
