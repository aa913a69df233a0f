import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tfjs } from 'spikefold/tfjs';
import {
  counts,
  diehlAndCook2015,
  eager,
  concat,
  every,
  frozen,
  independent,
  initial,
  monitor,
  orThrow,
  poisson,
  record,
  run,
  tensor,
  type Backend,
  type Frame,
  type Source,
  type Tensor,
} from '../../src/index.js';
import { leftBy } from '../support/heap.js';
import { lasting } from '../support/lasting.js';
import { expectSame } from '../support/same.js';

const { steps, runs } = lasting(200, 5);

const net = orThrow(diehlAndCook2015({ inputs: [16], neurons: 8, inh: 40, seed: 3 }));
const rates = tensor(
  [16],
  Array.from({ length: 16 }, (_, k) => 40 * k),
);

/** Spikes in episodes of 25 steps; `seen` is told of each frame. */
const drive = (count: number, seen: () => void = () => {}): Source<Frame<Tensor, 'X'>> =>
  independent(function* (dt: number) {
    let step = 0;
    for (const spikes of poisson(5, rates, count)(dt)) {
      seen();
      step++;
      yield { inputs: { X: spikes }, ends: step % 25 === 0 };
    }
  });

const played = async (backend: Backend, count = 60) => {
  const { state, monitors } = orThrow(
    await run(backend, net, initial(net), drive(count), {
      v: monitor(net, 'Ae', 'v', record()),
      w: monitor(net, 'XAe', 'w', record()),
      counted: monitor(net, 'Ae', 's', every(25, counts())),
    }),
  );
  return { state, v: monitors.v, w: monitors.w };
};

/** Tensors of other tests of this worker. */
let others = 0;
beforeEach(async () => {
  // Where no file before this one has started a backend, tfjs cannot say.
  await tf.ready();
  others = tf.memory().numTensors;
});
afterEach(() => expect(tf.memory().numTensors).toBe(others));

describe.each(['wasm', 'cpu'])('on %s', (mode) => {
  const backend = tfjs(tf, mode);

  test('as many tensors are there after every chunk of a run, and none after it', async () => {
    // Frames are asked for before the backend of tfjs has started.
    await played(backend, 1);
    const found: number[] = [];
    orThrow(
      await run(
        backend,
        net,
        initial(net),
        drive(steps, () => found.push(tf.memory().numTensors)),
        { s: monitor(net, 'Ae', 's', counts()) },
      ),
    );
    const later = found.slice(2 * backend.chunk);
    expect(later.length).toBeGreaterThan(100);
    expect(Math.min(...later)).toBeGreaterThan(others);
    expect(new Set(later).size).toBe(1);
  });

  test('runs leave no tensor, also those that stop at a fault', async () => {
    for (let k = 0; k < runs; k++) {
      await played(backend, 10);
      expect(tf.memory().numTensors).toBe(others);
      const wrong = independent([{ inputs: { X: tensor([3], [1, 0, 1]) } }]);
      const stopped = await run(backend, net, initial(net), concat([drive(3), wrong]));
      expect(stopped._tag).toBe('Left');
      expect(tf.memory().numTensors).toBe(others);
    }
  });

  test('the heap is flat over many steps, and over many runs', async () => {
    const most = 2e6;
    await played(backend, 100);
    const once = async () => orThrow(await run(backend, net, initial(net), drive(steps)));
    expect(await leftBy(once, most)).toBeLessThan(most);
    const again = async (): Promise<void> => {
      for (let k = 0; k < runs; k++) await played(backend, 10);
    };
    expect(await leftBy(again, most)).toBeLessThan(most);
  });

  test('a closed session may be closed again', async () => {
    const session = orThrow(await backend.open(net, initial(net), []));
    expect(tf.memory().numTensors).toBeGreaterThan(others);
    session.close();
    session.close();
  });

  test('a session shares no array with its caller', async () => {
    const state = initial(net);
    const spikes = tensor(
      [1, 16],
      Array.from({ length: 16 }, () => 1),
      'bool',
    );
    const session = orThrow(await backend.open(net, state, [{ of: 'X', variable: 's' }]));
    const before = structuredClone(state);
    const frames = [{ inputs: { X: spikes } }, { inputs: { X: spikes } }];
    const [first] = orThrow(await session.advance(frames));
    const after = await session.state();
    const kept = structuredClone(after);
    spikes.data.fill(0);
    first![0]!.data.fill(0);
    after.layers['Ae']!['v']!.data.fill(1e6);
    expectSame({ ...(await session.state()) }, { ...kept });
    session.close();
    expectSame({ ...state }, { ...before });
  });

  test('a variable that no step changes comes back as the same object', async () => {
    const still = frozen(net);
    const state = initial(still);
    const ran = orThrow(
      await run(backend, still, state, drive(30), { w: monitor(still, 'XAe', 'w', every(1, record())) }),
    );
    expect(ran.state.connections.XAe.w).toBe(state.connections.XAe.w);
    expect(ran.state.layers.Ae.theta).toBe(state.layers.Ae.theta);
  });
});

test('sessions on several backends and the user’s own computations do not disturb each other', async () => {
  const want = await played(eager);
  await tf.setBackend('cpu');
  const own = tf.tensor1d([1, 2, 3]);
  const [first, second, near] = await Promise.all([
    played(tfjs(tf, 'wasm')),
    played(tfjs(tf, 'wasm')),
    played(tfjs(tf, 'cpu')),
  ]);
  expect(tf.getBackend()).toBe('cpu');
  expect([...(await own.data())]).toEqual([1, 2, 3]);
  own.dispose();
  [first, second].forEach(({ state, v, w }) => {
    expectSame({ v, w }, { v: want.v, w: want.w });
    expectSame({ ...state }, { ...want.state });
  });
  expect(near.v.shape).toEqual(want.v.shape);
});
