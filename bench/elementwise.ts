import { counts, initial, layer, lif, monitor, network, orThrow, silence, tensor, traced } from 'spikefold';
import type { Claim } from './harness/claim.js';
import { inProcess } from './harness/in-process.js';
import { ours } from './harness/ours.js';
import { roofline } from './harness/roofline.js';
import { cell, spread, traceTau } from './peers/cell.js';
import { jax } from './peers/jax.js';
import { tfjs } from './peers/tfjs.js';

const program = (n: number, steps: number) => () => {
  const net = orThrow(network({ dt: 1 }, { Y: layer([n], traced(lif(cell), { tau: traceTau })) }));
  const start = initial(net);
  return {
    net,
    state: { ...start, layers: { Y: { ...start.layers.Y, v: tensor([1, n], spread(n)) } } },
    frames: () => silence(steps),
    counted: { out: monitor(net, 'Y', 's', counts()) },
    units: n * steps,
  };
};

/** Bytes of a neuron's step: v, refrac and x, and what is left for s, in and out. */
const traffic = 32;

export const elementwise: Claim = {
  name: 'elementwise',
  about: 'LIF neurons with a trace and nothing else; ns a neuron and step',
  cases: ({ backends, quick }) =>
    (quick ? [1000] : [1000, 10_000, 100_000, 1_000_000]).map((n) => {
      const steps = quick ? 50 : Math.max(20, Math.min(2000, 2e7 / n));
      return {
        size: `n=${n}`,
        unit: 'ns',
        scale: 1e9,
        subjects: [
          ...backends.map((backend) => ours(backend, program(n, steps))),
          ...(n === 1000
            ? [inProcess('tfjs-wasm', n, steps, () => tfjs(n)), inProcess('jax-js', n, steps, () => jax(n))]
            : []),
          roofline('copy', traffic, traffic * n),
        ],
      };
    }),
};
