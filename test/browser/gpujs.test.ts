import { describe, expect, test } from 'vitest';
import { gpujs, type Mode } from '../../src/backends/gpujs/gpujs.js';
import { eager, initial, input, layer, lif, dense, uniform, network, orThrow, traced, postPre, bounded, tensor, type Names } from '../../src/index.js';
import { play } from '../support/trials.js';

describe.each(['webgl', 'webgl2', 'webgpu'] as const)('gpu.js in mode %s', (mode: Mode) => {
  test('one lif', async () => {
    const net = orThrow(network<Names, Names>({ dt: 1 }, { X: layer([10], traced(input())), Y: layer([7], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 5)), bounded(postPre([0.01, 0.1]), 0, 6)),
    })));
    const frames = Array.from({ length: 20 }, (_, t) => ({ inputs: { X: tensor([1, 10], Array.from({ length: 10 }, (_, i) => ((i * 7 + t * 3) % 4 === 0 ? 1 : 0)), 'bool') } }));
    const want = await play(eager, net, initial(net), frames);
    const got = await play(gpujs({ mode }), net, initial(net), frames);
    for (const name of Object.keys(want.monitors)) {
      const [a, b] = [want.monitors[name]!.data, got.monitors[name]!.data];
      console.log(mode, name, Math.max(...Array.from(a, (x, i) => Math.abs(x - b[i]!))));
    }
    expect(got.monitors['Y s']!.data).toEqual(want.monitors['Y s']!.data);
  });
});
