import {
  backend,
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
} from 'spikefold';

/** A small network that learns: its spikes, and its weights at the end. */
export const job = async (choice: string) => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([20], traced(input())), Y: layer([10], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 3)), bounded(postPre([1e-3, 1e-2]), 0, 4)),
    })),
  );
  const rates = tensor(
    [20],
    Array.from({ length: 20 }, (_, k) => 10 * k),
  );
  const on = orThrow(await backend(choice));
  const { state, monitors } = orThrow(
    await run(on, net, initial(net), frames({ X: poisson(2, rates, 100) }), {
      spikes: monitor(net, 'Y', 's', raster()),
    }),
  );
  return { spikes: monitors.spikes, w: Array.from(state.connections.XY.w.data) };
};
