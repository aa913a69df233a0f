/**
 * Which backend pays when: `npx tsx bench/backends.ts`. A layer of n leaky neurons with traces, and 784 inputs (2 % spiking) on
 * n = 100 and 400 such neurons, fixed or learning, on every backend that runs in Node. Milliseconds a step: the least of the
 * rounds of 20 steps of half a second, or of five, after a first round that compiles.
 */
import {
  backend,
  backendNames,
  bounded,
  dense,
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
} from 'spikefold';

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

/** How long rounds go on at least, ms: JavaScript is compiled while it runs. */
const patience = 500;

const names = backendNames.filter((name) => !/webgl|webgpu/.test(name));
console.log(`| ms a step | ${names.join(' | ')} |`);
console.log(`|---|${names.map(() => '---|').join('')}`);
const backends = await Promise.all(names.map(async (name) => orThrow(await backend(name))));
for (const { name, net, frames } of [...layers, ...connected]) {
  const times: string[] = [];
  for (const chosen of backends) {
    const session = orThrow(await chosen.open(net, initial(net), []));
    const steps = Array.from({ length: 20 }, (_, step) => frames[step % frames.length]!);
    let best = Infinity;
    const start = performance.now();
    for (let round = 0; round < 6 || performance.now() - start < patience; round++) {
      const began = performance.now();
      for (let from = 0; from < steps.length; from += chosen.chunk)
        orThrow(await session.advance(steps.slice(from, from + chosen.chunk)));
      if (round > 0) best = Math.min(best, (performance.now() - began) / steps.length);
    }
    session.close();
    times.push(best.toPrecision(2));
  }
  console.log(`| ${name} | ${times.join(' | ')} |`);
}
