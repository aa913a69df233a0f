// A small program of a user who has only the package: builds, runs and watches a network.
import {
  dense,
  eager,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  raster,
  run,
  tensor,
  uniform,
} from 'spikefold';

const net = orThrow(
  network({ dt: 1 }, { X: layer([10], input()), Y: layer([5], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 5))),
  })),
);
const rates = tensor([10], Array(10).fill(100));
const { monitors, steps } = orThrow(
  await run(eager, net, initial(net), frames({ X: poisson(2, rates, 250) }), {
    spikes: monitor(net, 'Y', 's', raster()),
  }),
);
console.log(`${steps} steps, ${monitors.spikes.length} spikes, node ${process.version}`);
process.exitCode = steps === 250 && monitors.spikes.length > 10 ? 0 : 1;
