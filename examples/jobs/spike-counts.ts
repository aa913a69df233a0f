import { counts, frames, monitor, orThrow, poisson, run, tensor, wasm } from 'spikefold';
import { evaluation } from 'spikefold/sweep';

/** How often each neuron of layer Y spikes for the rates (Hz) of a sample, in 50 ms. */
export default evaluation<readonly number[], readonly number[]>(async ({ net, state, samples, seeds }) => {
  const results: (readonly number[])[] = [];
  for (const [index, rates] of samples.entries()) {
    const input = frames({ X: poisson(seeds[index]!, tensor([rates.length], rates), 50) });
    const { monitors } = orThrow(await run(wasm, net, state, input, { spikes: monitor(net, 'Y', 's', counts()) }));
    results.push([...monitors.spikes.data]);
  }
  return results;
});
