import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { describe, expect, test } from 'vitest';
import { tfjs } from 'spikefold/tfjs';
import { dense, eager, initial, input, layer, lif, monitor, network, orThrow, record, run, tensor, traced, uniform, bounded, postPre, type Backend } from 'spikefold';

setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
describe.each(['wasm', 'webgl', 'webgpu'])('%s', (mode) => {
  test('runs', async () => {
    const net = orThrow(network({ dt: 1 }, { X: layer([10], traced(input())), Y: layer([5], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 5)), bounded(postPre([0.01, 0.01]), 0, 6)),
    })));
    const go = async (b: Backend) => orThrow(await run(b, net, initial(net), Array.from({ length: 60 }, (_, i) => ({ inputs: { X: tensor([10], Array.from({ length: 10 }, (__, k) => ((i * 7 + k * 3) % 5 === 0 ? 1 : 0)), 'bool') } })), { v: monitor(net, 'Y', 'v', record()), s: monitor(net, 'Y', 's', record()), w: monitor(net, 'XY', 'w', record()) })).monitors;
    const [a, b] = [await go(eager), await go(tfjs(tf, mode))];
    expect(b.s).toEqual(a.s);
    const worst = a.v.data.reduce((m, x, i) => Math.max(m, Math.abs(x - b.v.data[i]!)), 0);
    console.log(mode, worst, a.s.data.reduce((x, y) => x + y, 0), tf.memory().numTensors, tf.env().get('WEBGL_VERSION'));
  });
});
