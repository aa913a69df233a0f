import { expect, test } from 'vitest';
import { counts, independent, initial, monitor, orThrow, poisson, run, tensor, diehlAndCook2015 } from 'spikefold';
import { beyond } from '../support/exactness.js';
import { lasting } from '../support/lasting.js';
import { tfjsErrors } from '../support/tfjs.js';
import { modes, tf } from './support/tfjs.js';

test.each(['wasm', 'webgl', 'webgpu'] as const)('on %s no operation is further off than is published', async (mode) => {
  expect(beyond(mode, await tfjsErrors(tf, mode))).toEqual([]);
});

test.each(['wasm', 'webgl', 'webgpu'] as const)('on %s memory is flat over a run, and empty after it', async (mode) => {
  // Frames are asked for before the backend of tfjs has started.
  await tf.setBackend(mode);
  const net = orThrow(diehlAndCook2015({ inputs: [64], neurons: 8, inh: 40, seed: 3 }));
  const found: number[] = [];
  const drive = function* () {
    for (const spikes of poisson(
      5,
      tensor(
        [64],
        Array.from({ length: 64 }, (_, k) => 10 * k),
      ),
      lasting(110, 1).steps,
    )(1)) {
      found.push(tf.memory().numTensors);
      yield { inputs: { X: spikes } };
    }
  };
  orThrow(await run(modes[mode], net, initial(net), independent(drive), { s: monitor(net, 'Ae', 's', counts()) }));
  expect(new Set(found.slice(2 * modes[mode].chunk)).size).toBe(1);
  expect(tf.memory().numTensors).toBe(0);
});
