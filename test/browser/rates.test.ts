import { expect, test } from 'vitest';
import {
  bounded,
  counts,
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
  postPre,
  run,
  tensor,
  traced,
  uniform,
  type Backend,
} from 'spikefold';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { modes } from './support/tfjs.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([20], traced(input())), Y: layer([30], traced(lif({ tau: 50 }))) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 3)), bounded(postPre([1e-3, 1e-2]), 0, 4)),
  })),
);
const rates = tensor(
  [20],
  Array.from({ length: 20 }, (_, k) => 20 * k),
);

/** How often each neuron spikes in a run of its own, learning all the while. */
const spikes = async (backend: Backend): Promise<readonly number[]> => {
  const drive = frames({ X: poisson(2, rates, 100) });
  const ran = await run(backend, net, initial(net), drive, { spikes: monitor(net, 'Y', 's', counts()) });
  return Array.from(orThrow(ran).monitors.spikes.data);
};

const total = (all: readonly number[]): number => all.reduce((sum, count) => sum + count, 0);

test.each([modes.webgl, modes.webgpu, gpujs('webgl'), gpujs('webgl2'), gpujs('webgpu')])(
  'a whole run on $name spikes as often as on eager',
  async (backend) => {
    const [want, got] = [await spikes(eager), await spikes(backend)];
    expect(total(want)).toBeGreaterThan(100);
    expect(Math.abs(total(got) / total(want) - 1)).toBeLessThan(0.01);
    got.forEach((count, neuron) => expect(Math.abs(count - want[neuron]!)).toBeLessThanOrEqual(1));
  },
);
