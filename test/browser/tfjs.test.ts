import { expect, test } from 'vitest';
import {
  backend,
  counts,
  eager,
  initial,
  monitor,
  orThrow,
  poisson,
  run,
  tensor,
  diehlAndCook2015,
  type Backend,
} from 'spikefold';
import { train } from '../../examples/digits/train.js';
import { beyond } from '../support/exactness.js';
import { expectNear, expectSame } from '../support/same.js';
import { tfjsErrors } from '../support/tfjs.js';
import { modes, tf, wasmPath } from './support/tfjs.js';

test.each(['wasm', 'webgl', 'webgpu'] as const)('on %s no operation is further off than is published', async (mode) => {
  expect(beyond(mode, await tfjsErrors(tf, mode))).toEqual([]);
});

test.each(['wasm', 'webgl'] as const)('on %s memory is flat over a run, and empty after it', async (mode) => {
  const net = orThrow(diehlAndCook2015({ inputs: [16], neurons: 8, inh: 40, seed: 3 }));
  const found: number[] = [];
  const drive = function* () {
    for (const spikes of poisson(
      5,
      tensor(
        [16],
        Array.from({ length: 16 }, (_, k) => 40 * k),
      ),
      110,
    )) {
      found.push(tf.memory().numTensors);
      yield { inputs: { X: spikes } };
    }
  };
  orThrow(await run(modes[mode], net, initial(net), drive(), { s: monitor(net, 'Ae', 's', counts()) }));
  expect(new Set(found.slice(2 * modes[mode].chunk)).size).toBe(1);
  expect(tf.memory().numTensors).toBe(0);
});

/** The main job on so many digits, drawn here as bars that lean left and right. */
const digits = async (on: Backend, samples: number) => {
  const bar = (label: number) => ({
    image: Float32Array.from({ length: 64 }, (_, k) => ((k + label * Math.floor(k / 8)) % 8 < 3 ? 1 : 0)),
    label,
  });
  const drawn = Array.from({ length: samples }, (_, k) => bar(k % 2));
  const { state } = await train({ backend: on, seed: 1, neurons: 6, classes: 2 }, drawn, 1, () => {});
  return { w: state.connections.XAe.w, theta: state.layers.Ae.theta };
};

test('the digits job in small learns on wasm what it learns on eager, to the bit', async () => {
  const chosen = orThrow(await backend({ backend: 'tfjs', mode: 'wasm', wasmPath }));
  expectSame(await digits(chosen, 4), await digits(eager, 4));
});

test('and on webgl nearly that', async () => {
  const [want, got] = [await digits(eager, 1), await digits(modes.webgl, 1)];
  expectNear(got.w.data, want.w.data, 1e-5);
  expectNear(got.theta.data, want.theta.data, 1e-5);
  expect(want.theta.data.some((theta) => theta > 0)).toBe(true);
});
