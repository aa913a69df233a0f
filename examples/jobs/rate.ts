import {
  always,
  counts,
  frames,
  initial,
  layer,
  lasting,
  lif,
  monitor,
  network,
  orThrow,
  run,
  tensor,
  wasm,
} from 'spikefold';
import type { Job } from 'spikefold/sweep';

interface Point {
  /** Membrane time constant, ms. */
  readonly tau: number;
  /** Input in every step, mV. */
  readonly input: number;
}

/** The rate of a neuron in Hz, over one second. */
const rate: Job<Point, { readonly rate: number }> = async ({ tau, input }) => {
  const net = orThrow(network({ dt: 1 }, { Y: layer([1], lif({ tau })) }));
  const drive = lasting(1000, frames({ Y: always(tensor([1], [input])) }));
  const { monitors } = orThrow(await run(wasm, net, initial(net), drive, { spikes: monitor(net, 'Y', 's', counts()) }));
  return { rate: monitors.spikes.data[0]! };
};

export default rate;
