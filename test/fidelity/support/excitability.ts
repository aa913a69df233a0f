import {
  always,
  frames,
  initial,
  izhikevich,
  lasting,
  layer,
  monitor,
  network,
  orThrow,
  raster,
  run,
  tensor,
  wasm,
  type IzhikevichPattern,
} from '../../../src/index.js';

/** The lowest lasting rate, Hz, over constant currents from `from` to `to`: spikes in the second of two seconds. */
export const lowestRate = async (
  { params, dt }: IzhikevichPattern,
  from: number,
  to: number,
  count = 50,
): Promise<number> => {
  const currents = tensor(
    [1, count],
    Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1)),
  );
  const net = orThrow(network({ dt }, { N: layer([count], izhikevich(params)) }));
  const drive = lasting(2000, frames({ N: always(currents) }));
  const { monitors } = orThrow(await run(wasm, net, initial(net), drive, { spikes: monitor(net, 'N', 's', raster()) }));
  const late = new Map<number, number>();
  for (const { step, neuron } of monitors.spikes) if (step * dt >= 1000) late.set(neuron, (late.get(neuron) ?? 0) + 1);
  return Math.min(...late.values());
};
