import {
  bounded,
  dense,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  postPre,
  run,
  tensor,
  traced,
  uniform,
  wasm,
  type Frame,
  type Tensor,
} from '../../../src/index.js';

/** Runs a small network many times, each run from where the last one ended, and writes how memory grew from then on. */
const net = orThrow(
  network({ dt: 1 }, { X: layer([8], traced(input())), Y: layer([9], traced(lif())) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 20)), bounded(postPre([0.1, 0.1]), 0, 20)),
  })),
);
const frames: readonly Frame<Tensor, 'X'>[] = [
  { inputs: { X: tensor([8], [1, 0, 1, 1, 0, 0, 1, 1], 'bool') } },
  { inputs: { X: tensor([8], [1, 0, 0.5, 1, 0, 0, 1, 1]) } },
];

let state = initial(net);
const runs = async (count: number): Promise<void> => {
  for (let k = 0; k < count; k++) {
    // Two at once, so that machines are taken and given back.
    const [ran] = await Promise.all([run(wasm, net, state, frames), run(wasm, net, state, frames.slice(1))]);
    state = orThrow(ran).state;
  }
};
const used = (): Readonly<Record<string, number>> => {
  globalThis.gc!();
  const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { rss, heapUsed, external, arrayBuffers };
};

await runs(1000);
const before = used();
await runs(5000);
const after = used();
console.log(
  JSON.stringify(Object.fromEntries(Object.entries(after).map(([name, bytes]) => [name, bytes - before[name]!]))),
);
