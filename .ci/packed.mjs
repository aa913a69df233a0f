// A small program of a user who has only the package: builds, runs and watches a network.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import {
  backend,
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
  raster,
  run,
  tensor,
  uniform,
} from 'spikefold';
import { eagerAlgebra, stepNetwork } from 'spikefold/authoring';
import { fromBindsnet } from 'spikefold/bindsnet';
import { readBatch } from 'spikefold/data';
import { replay } from 'spikefold/events';
import { describe, fromDescription } from 'spikefold/file';
import { loadFile, saveFile } from 'spikefold/node';
import { cuba } from 'spikefold/biology';
import { conductanceExp } from 'spikefold/cells';
import { fromNir, nirLif, readNir, toNir, writeNir } from 'spikefold/nir';
import { rasterPlot } from 'spikefold/plot';
import { accuracy } from 'spikefold/read-out';
import { gather, grid, sweep } from 'spikefold/sweep';
import { tfjs } from 'spikefold/tfjs';

const net = orThrow(
  network({ dt: 1 }, { X: layer([10], input()), Y: layer([5], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 5))),
  })),
);
const rates = tensor([10], Array(10).fill(100));
const { monitors, state, steps } = orThrow(
  await run(eager, net, initial(net), frames({ X: poisson(2, rates, 250) }), {
    spikes: monitor(net, 'Y', 's', raster()),
  }),
);
console.log(`${steps} steps, ${monitors.spikes.length} spikes, node ${process.version}`);
orThrow(await saveFile('net.safetensors', net, state, { readOut: { steps } }));
const loaded = orThrow(await loadFile('net.safetensors'));
await rm('net.safetensors');
const kept = Object.keys(net.layers).every((name) =>
  Object.entries(state.layers[name]).every(([variable, { data }]) =>
    data.every((value, place) => value === loaded.state.layers[name][variable].data[place]),
  ),
);
console.log(`saved and loaded after ${loaded.readOut.steps} steps: ${kept ? 'the same' : 'something else'}`);
// Each subpath of its own is there.
const stepped = stepNetwork(eagerAlgebra, net, initial(net), {
  inputs: { X: tensor([1, 10], Array(10).fill(1), 'bool') },
});
const read = orThrow(fromBindsnet({ layers: [{ name: 'X', model: 'Input', params: { n: 5 } }] }));
const exchanged = orThrow(
  network({ dt: 1 }, { X: layer([2], input()), Y: layer([1], nirLif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1))),
  })),
);
const graph = orThrow(await readNir(orThrow(writeNir(orThrow(toNir(exchanged))))));
const shown = replay(monitors.spikes, { shape: [5], steps: 250 });
const samples = [0, 1].map((label) => ({ label, read: () => shown }));
const batch = orThrow(await readBatch(samples, 1));
const others =
  orThrow(fromNir(graph, { dt: 1, integrator: 'exact' })).inputs.X === 'X' &&
  stepped.layers.X.s.data[0] === 1 &&
  Object.keys(orThrow(fromDescription(describe(read))).layers).join() === 'X' &&
  accuracy([1, 2], [1, 1]) === 0.5 &&
  batch.steps.join() === '250,250' &&
  existsSync('node_modules/spikefold/python/from_bindsnet.py') &&
  orThrow(rasterPlot(monitors.spikes, { dt: 1, neurons: 5 })).svg.startsWith('<svg ') &&
  'exc' in conductanceExp().receptors &&
  orThrow(cuba({ neurons: 10 })).layers.E.shape[0] === 8;
console.log(`subpaths: ${others ? 'as they should be' : 'something else'}`);
// Sweeps run in this thread without another package; where piscina is missing, they say so.
await writeFile('job.mjs', 'export default ({ a, b }) => a * b;');
const points = grid({ a: [1, 2], b: [3, 4] });
const products = orThrow(await gather(sweep('job.mjs', points, { workers: 1 }))).map(({ result }) => result.right);
const threads = await gather(sweep('job.mjs', points, { workers: 2 }));
const help = execFileSync('npx', ['spikefold', '--help'], { encoding: 'utf8' });
const swept =
  products.join() === '3,4,6,8' && /piscina/.test(threads.left?.[0].what) && /npx spikefold work --redis/.test(help);
console.log(`sweeps: ${swept ? 'as they should be' : 'something else'}`);
// TensorFlow.js is not installed here: that is a fault, and nobody's error.
const missing = await backend('tfjs:wasm');
const named = missing._tag === 'Left' && missing.left.map(({ what }) => what).join();
console.log(`without tfjs: ${named}; ${typeof tfjs}`);
process.exitCode =
  steps === 250 && monitors.spikes.length > 10 && kept && others && swept && /core.*wasm/.test(named) ? 0 : 1;
