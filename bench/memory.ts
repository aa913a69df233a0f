/**
 * A run of a million steps holds no more than a run of a thousand: `node --expose-gc --import tsx bench/memory.ts [steps]`.
 * Frames are made one at a time, a rolling window and running statistics watch every step, weights are kept every so often.
 * Prints the heap in use along the way and at the end, after garbage collection, and fails if it grew by more than 2 MB. Then
 * records ten times as many steps, and fails if a recording takes more than 2 MB and 4.5 bytes a number, 1.2 a truth or 13 a spike.
 */
import {
  all,
  bounded,
  counts,
  dense,
  eager,
  frames,
  initial,
  input,
  intervals,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  postPre,
  progress,
  rasterColumns,
  record,
  rolling,
  run,
  tensor,
  traced,
  uniform,
  wasm,
  type Frame,
  type Monitor,
  type Tensor,
} from '../src/index.js';

const steps = Number(process.argv[2] ?? 1_000_000);
const collect = (globalThis as { readonly gc?: () => void }).gc;
if (collect === undefined) throw new Error('run with node --expose-gc');

/** MB in use: JavaScript objects, and the typed arrays beside them. */
const heap = (): number => {
  // Buffers that the first round finds to be garbage are counted until the next.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

const net = orThrow(
  network({ dt: 1 }, { X: layer([4], traced(input())), Y: layer([3], traced(lif())) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 10)), bounded(postPre([1e-4, 1e-2]), 0, 10)),
  })),
);

const seen: number[] = [];
const start = performance.now();
const { state, monitors } = orThrow(
  await run(eager, net, initial(net), frames({ X: poisson(1, tensor([4], [50, 100, 150, 200]), steps) }), {
    voltage: monitor(net, 'Y', 'v', rolling(100)),
    spikes: monitor(net, 'Y', 's', all({ intervals: intervals(), counts: counts() })),
    weights: monitor(net, 'XY', 'w', rolling(10), { every: 1000 }),
    progress: progress(
      ({ steps: at }) => {
        seen.push(heap());
        console.log(`${at} steps: ${seen.at(-1)!.toFixed(2)} MB`);
      },
      { every: steps / 10 },
    ),
  }),
);
const seconds = (performance.now() - start) / 1000;
const [first = 0] = seen;
const grown = Math.max(...seen) - first;
console.log(`${monitors.progress} steps in ${seconds.toFixed(1)} s, state at tick ${state.noise.data[2]}`);
console.log(`grown by ${grown.toFixed(2)} MB after the first tenth; kept ${monitors.voltage.shape[0]} voltages`);
if (monitors.voltage.shape[0] !== Math.min(steps, 100) || grown > 2) process.exitCode = 1;

const one = orThrow(network({ dt: 1 }, { N: layer([1], lif()) }));
const pushed = function* (): Iterable<Frame<Tensor, 'N'>> {
  const frame = { inputs: { N: tensor([1], [20]) } };
  for (let step = 0; step < 10 * steps; step++) yield frame;
};
/** What a recording of a neuron adds, and how many things it has recorded. */
const kept = async <O>(name: string, of: Monitor<O>, count: (came: O) => number, most: number): Promise<void> => {
  const before = heap();
  const ran = orThrow(await run(wasm, one, initial(one), pushed(), { of }));
  const running = heap() - before;
  const things = count(ran.monitors.of);
  const read = heap() - before;
  console.log(
    `${name}: ${running.toFixed(1)} MB after ${ran.steps} steps; read ${read.toFixed(1)} MB, ${((read * 2 ** 20) / things).toFixed(1)} bytes each`,
  );
  if (read > 2 + (most * things) / 2 ** 20) process.exitCode = 1;
};
await kept('record of v', monitor(one, 'N', 'v', record()), ({ data }) => data.length, 4.5);
await kept('record of s', monitor(one, 'N', 's', record()), ({ data }) => data.length, 1.2);
await kept('rasterColumns of s', monitor(one, 'N', 's', rasterColumns()), ({ step }) => step.length, 13);
