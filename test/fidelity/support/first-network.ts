import {
  bounded,
  dense,
  frames,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  postPre,
  raster,
  run,
  tensor,
  traced,
  uniform,
  wasm,
} from '../../../src/index.js';
import { spikeGramPlot } from '../../../src/plot.js';

/** What the first program of README.md records. */
export const firstPicture = async (): Promise<string> => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([100], traced(input())), Y: layer([40], traced(lif({ tau: 20 }))) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 0.6)), bounded(postPre([1e-3, 1e-2]), 0, 1)),
    })),
  );
  const rates = tensor(
    [100],
    Array.from({ length: 100 }, (_, i) => i / 2),
  );
  const spikes = { inputs: monitor(net, 'X', 's', raster()), neurons: monitor(net, 'Y', 's', raster()) };
  const { monitors } = orThrow(await run(wasm, net, initial(net), frames({ X: poisson(2, rates, 500) }), spikes));
  return orThrow(
    spikeGramPlot(
      { 'Poisson inputs': monitors.inputs, 'LIF neurons': monitors.neurons },
      {
        dt: net.dt,
        to: 500,
        width: 560,
        neurons: { 'Poisson inputs': 100, 'LIF neurons': 40 },
        title: '100 Poisson inputs excite 40 LIF neurons',
      },
    ),
  ).svg;
};
