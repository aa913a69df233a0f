import { describe, expect, test } from 'vitest';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { eager, initial } from '../../src/index.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';
import { nodeModes } from './support.js';
import { zoo, zooBatch } from './zoo.js';

describe.each(nodeModes)('gpu.js in mode %s', (mode) => {
  const backend = gpujs({ mode });
  test.each(Object.keys(zoo))('%s runs as on eager, to the bit', async (name) => {
    const { net, frames } = zoo[name]!;
    const state = initial(net, { batch: zooBatch, seed: 3 });
    const [want, got] = [await play(eager, net, state, frames), await play(backend, net, state, frames)];
    expectSame(got.monitors, want.monitors);
    expectSame({ ...got.state }, { ...want.state });
    expect(want.monitors['X s']!.data.some((s) => s > 0)).toBe(true);
  });
});
