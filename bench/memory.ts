/**
 * A run of a million steps holds no more than a run of a thousand: `node --expose-gc --import tsx bench/memory.ts [steps]`.
 * Frames are made one at a time, a rolling window and running statistics watch every step, weights are kept every so often.
 * Prints the heap in use along the way and at the end, after garbage collection, and fails if it grew by more than 2 MB.
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
  rolling,
  run,
  tensor,
  traced,
  uniform,
} from '../src/index.js';

const steps = Number(process.argv[2] ?? 1_000_000);
const collect = (globalThis as { readonly gc?: () => void }).gc;
if (collect === undefined) throw new Error('run with node --expose-gc');

/** MB in use: JavaScript objects, and the typed arrays beside them. */
const heap = (): number => {
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
    spikes: monitor(net, 'Y', 's', all({ intervals: intervals(1), counts: counts() })),
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
