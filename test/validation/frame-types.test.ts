import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  explain,
  initial,
  input,
  js,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  uniform,
  uniforms,
  wasm,
  type Backend,
  type Frame,
  type Tensor,
} from '../../src/index.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([2, 3], input()), Y: layer([3], lif()), Z: layer([3], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(1, 0, 8))),
  })),
);
const spikes = (...values: readonly number[]): Tensor => tensor([2, 3], values, 'bool');
const X = spikes(1, 0, 1, 1, 1, 0);
const clamp = { Y: tensor([1], [2], 'i32') };
const inject = { Y: tensor([3], [1, 2, 3]) };

const on = (backend: Backend, frames: readonly unknown[]) =>
  run(backend, net, initial(net), frames as readonly Frame<Tensor>[], {
    v: monitor(net, 'Y', 'v', record()),
    s: monitor(net, 'Y', 's', record()),
  });

describe.each([wasm, js])('on $name', (backend) => {
  test('frames with other fields, names, shapes and element types in turns are run as on eager', async () => {
    const types: readonly Frame<Tensor>[] = [
      { inputs: { X } },
      { inputs: { X }, clamp },
      { inputs: { X }, inject },
      {},
      { inject, inputs: { X } },
      { inputs: { X: tensor([6], [0, 1, 2, 0, 1, 0.5]) } },
      { inputs: { Y: tensor([1, 3], [1, 0, 20]), X } },
      { clamp: { Y: tensor([3], [0, 1, 0], 'bool') } },
      { unclamp: { Y: tensor([3], [1, 1, 0], 'bool') }, inputs: { X: tensor([1, 2, 3], [1, 1, 1, 1, 1, 1], 'bool') } },
      { inputs: { Y: tensor([3], [0, 30, 0]) } },
      { inputs: { Z: tensor([3], [0, 30, 0]) } },
      { inject: { Y: tensor([3], [4, 0, 9]) } },
    ];
    const frames = Array.from(uniforms(3, 0, 200), (u) => types[Math.floor(u * types.length)]!);
    const [got, want] = [orThrow(await on(backend, frames)), orThrow(await on(eager, frames))];
    expect(got.monitors.v).toEqual(want.monitors.v);
    expect(got.monitors.s).toEqual(want.monitors.s);
    expect(want.monitors.s.data.some((s) => s === 1)).toBe(true);
  });
});

test.each<[string, unknown, string]>([
  [
    'another shape of as many',
    { inputs: { X: tensor([3, 2], [1, 0, 1, 1, 1, 0], 'bool') } },
    "inputs 'X': frame 2 must be",
  ],
  ['a field that is not known', { inputs: { X }, input: {} }, "frames: unknown field 'input' of frame 2"],
  ['a field of nothing', { inputs: null }, ''],
  [
    'a number that is not finite',
    { inputs: { X: tensor([6], [0, 0, Number.NaN, 0, 0, 0]) } },
    'must be finite numbers',
  ],
  ['bools above 1', { inputs: { X: { ...X, data: Uint8Array.of(0, 0, 0, 2, 0, 0) } } }, 'must be bools of 0 and 1'],
  ['too few elements', { inputs: { X: { ...X, data: X.data.slice(1) } } }, 'must be a tensor of 6 values'],
])('%s is refused, or taken, also after frames that fitted', async (_, frame, text) => {
  const fitting = [{ inputs: { X } }, { inputs: { X: spikes(0, 1, 0, 0, 0, 0) } }];
  const numbers = { inputs: { X: tensor([6], [0, 1, 0, 0, 0, 0]) } };
  for (const before of [fitting, [fitting[0], numbers]]) {
    const ran = await on(eager, [...before, frame, ...before]);
    expect(E.isLeft(ran) ? ran.left.faults.map(explain).join() : '').toContain(text);
    expect(E.isLeft(ran)).toBe(text !== '');
  }
});
