import { expect, test } from 'vitest';
import {
  constant,
  delayed,
  dense,
  filled,
  frames,
  initial,
  input,
  layer,
  network,
  orThrow,
  pairStdp,
  poisson,
  prefixed,
  run,
  uniform,
  wasm,
} from '../../src/index.js';
import { currentExp } from '../../src/cells.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([5], input()), Y: layer([3], currentExp()) }, (connect) => ({
    XY: connect('X', 'Y.exc', dense(uniform(1, 0, 5)), pairStdp()),
    YX: connect('Y', 'Y.inh', delayed(dense(constant(-1)), 2)),
  })),
);

test('two copies of a network, prefixed, in one compute what each computes alone, from the states of each', async () => {
  const [left, right] = [prefixed(net, 'left_'), prefixed(net, 'right_')];
  const both = orThrow(
    network(net, { ...left.layers, ...right.layers }, () => ({ ...left.connections, ...right.connections })),
  );
  const spikes = (seed: number) => poisson(seed, filled([5], 200), 40);
  const alone = async (seed: number) => orThrow(await run(wasm, net, initial(net), frames({ X: spikes(seed) }))).state;
  const [one, other] = [prefixed(await alone(1), 'left_'), prefixed(await alone(2), 'right_')];
  const { state } = orThrow(await run(wasm, both, initial(both), frames({ left_X: spikes(1), right_X: spikes(2) })));
  expect(one.connections.left_XY.w).not.toEqual(initial(net).connections.XY.w);
  expect(state.layers).toEqual({ ...one.layers, ...other.layers });
  expect(state.connections).toEqual({ ...one.connections, ...other.connections });
});
