/**
 * What a step costs on gpu.js, beside eager: `npx tsx bench/gpujs.ts`. A layer of n leaky neurons with traces, and 784 inputs (2 %
 * spiking) on n = 100 and 400 such neurons, fixed or learning. Milliseconds a step: the least of some rounds.
 */
import { gpujs } from '../src/backends/gpujs/gpujs.js';
import {
  bounded,
  dense,
  eager,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  postPre,
  tensor,
  traced,
  uniform,
  uniforms,
  type AnyNetwork,
  type Frame,
  type Names,
  type Tensor,
} from '../src/index.js';

interface Task {
  readonly name: string;
  readonly net: AnyNetwork;
  readonly frames: readonly Frame<Tensor>[];
}

const layers = [100, 1000, 10_000, 100_000].map((n): Task => ({
  name: `lif ${n}`,
  net: orThrow(network<Names, Names>({ dt: 1 }, { Y: layer([n], traced(lif())) })),
  frames: [{ inputs: { Y: tensor([1, n], uniforms(1, 0, n)) } }],
}));

const X = layer([784], traced(input()));
const spikes = Array.from({ length: 20 }, (_, step): Frame<Tensor> => ({
  inputs: {
    X: tensor(
      [1, 784],
      uniforms(2, step, 784).map((u) => (u < 0.02 ? 1 : 0)),
      'bool',
    ),
  },
}));
const connected = [false, true].flatMap((learning) =>
  [100, 400].map((n): Task => ({
    name: `784 x ${n}${learning ? ', learning' : ''}`,
    net: orThrow(
      network<Names, Names>({ dt: 1 }, { X, Y: layer([n], traced(lif())) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1, 0, 1)), learning ? bounded(postPre([1e-4, 1e-2]), 0, 1) : undefined),
      })),
    ),
    frames: spikes,
  })),
);

const backends = [eager, gpujs({ mode: 'cpu' }), gpujs({ mode: 'webasm' })];
console.log(`| ms a step | ${backends.map(({ name }) => name).join(' | ')} |`);
for (const { name, net, frames } of [...layers, ...connected]) {
  const times: string[] = [];
  for (const backend of backends) {
    const session = orThrow(await backend.open(net, initial(net), []));
    let best = Infinity;
    for (let round = 0; round < 12; round++) {
      const count = 20;
      const began = performance.now();
      for (let step = 0; step < count; step++) await session.advance([frames[step % frames.length]!]);
      best = Math.min(best, (performance.now() - began) / count);
    }
    session.close();
    times.push(best.toPrecision(2));
  }
  console.log(`| ${name} | ${times.join(' | ')} |`);
}
