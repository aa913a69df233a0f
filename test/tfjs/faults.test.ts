import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { describe, expect, test, vi } from 'vitest';
import { tfjs } from 'spikefold/tfjs';
import {
  eager,
  explain,
  independent,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  type AnyNetwork,
  type Backend,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel, Node } from '../../src/authoring.js';
import { limits } from '../../src/backends/tfjs/limits.js';
import { draw } from '../../src/core/graph/graph.js';
import { expectSame } from '../support/same.js';
import { refused } from '../support/trials.js';

const alone = (shape: readonly number[], model: AnyModel = input()): AnyNetwork =>
  orThrow(network<Names, Names>({ dt: 1 }, { N: layer(shape, model) }));

const faultsOf = async (
  backend: Backend,
  net: AnyNetwork,
  frames: readonly object[] = [],
): Promise<readonly string[]> => (await refused(backend, net, initial(net), frames, {})).left.faults.map(explain);

/** A neuron that counts in whole numbers. */
const counting: AnyModel = {
  term: { name: 'counting', params: {} },
  init: { s: false, n: tensor([2], [1, 2], 'i32') },
  step: (A, { n }, arriving) => ({ s: A.gt(arriving, 0), n: A.mul(A.where(A.gt(arriving, 0), n!, 2), n!) }),
};

describe('a mode', () => {
  test('that no package registers is a fault, with those registered', async () => {
    expect(await faultsOf(tfjs(tf, 'abacus'), alone([2]))).toEqual([
      "backend 'tfjs:abacus': mode must be a backend that tfjs knows (one of 'cpu', 'wasm'), got 'abacus'",
    ]);
    expect(await faultsOf(tfjs(tf, 'toString'), alone([2]))).toHaveLength(1);
  });

  test('that does not start is a fault', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    tf.registerBackend('dead', () => {
      throw new Error('no such device');
    });
    tf.registerBackend('late', () => Promise.reject(new Error('no such device')));
    for (const mode of ['dead', 'late'])
      expect(await faultsOf(tfjs(tf, mode), alone([2]))).toEqual([
        `backend 'tfjs:${mode}': mode must be a backend that starts on this machine, got '${mode}', which does not`,
      ]);
    expect(warn).toHaveBeenCalled();
    warn.mockRestore();
    tf.removeBackend('dead');
    tf.removeBackend('late');
    // Others start all the same.
    const session = orThrow(await tfjs(tf, 'wasm').open(alone([2]), initial(alone([2])), []));
    session.close();
  });
});

describe('an operation that a mode cannot compute is a fault, by its name', () => {
  test('on more axes than tfjs has', async () => {
    const net = alone([2, 1, 2, 1, 2, 1], { ...input(), step: (A, _, arriving) => ({ s: A.gt(arriving, 0) }) });
    expect(await faultsOf(tfjs(tf, 'wasm'), net)).toEqual([
      "backend 'tfjs:wasm': operation 'gt' must be of at most 6 axes, got bool [1, 2, 1, 2, 1, 2, 1]",
    ]);
  });

  test('on whole numbers that the mode would round', async () => {
    expect(await faultsOf(tfjs(tf, 'cpu'), alone([2], counting))).toEqual([
      "backend 'tfjs:cpu': operation 'mul' must be on f32, as tfjs rounds products of whole numbers there, got i32 [1, 2]",
    ]);
    const [s, n] = [{ shape: [1, 2], dtype: 'bool' } as const, { shape: [1, 2], dtype: 'i32' } as const];
    const places = tensor([2], [1, 0], 'i32');
    const graph = draw({ s, n }, (A, inputs) => {
      const { s, n } = inputs as { readonly s: Node; readonly n: Node };
      return { n: A.where(s, n, 2), moved: A.gather(n, places), spikes: A.scatter(A.gather(s, places), places, 3) };
    });
    for (const mode of ['webgl', 'webgpu'])
      expect(limits(mode, graph).map(({ what }) => what)).toEqual(["operation 'where'"]);
    expect(limits('wasm', graph)).toEqual([]);
  });
});

test('a failure in the middle of a run ends it with the state and recordings before that chunk', async () => {
  const net = alone([2], lif());
  const frame: Frame<Tensor> = { inputs: { N: tensor([2], [1, 0.5]) } };
  const frames = Array.from({ length: 50 }, () => frame);
  const watching = { v: monitor<Names, Names, string, Tensor>(net, 'N', 'v', record()) };
  // Frames that do not depend on the run are asked for in chunks.
  const shown = (count: number) => independent(() => frames.slice(0, count));
  const others = tf.memory().numTensors;
  let scopes = 0;
  let last = Infinity;
  const limited = {
    ...tf,
    tidy: ((work: () => tf.TensorContainer) => {
      if (++scopes === last) throw new Error('out of memory');
      return tf.tidy(work);
    }) as typeof tf.tidy,
  };
  const scopesOf = async (count: number): Promise<number> => {
    scopes = 0;
    orThrow(await run(tfjs(limited, 'wasm'), net, initial(net), shown(count), watching));
    return scopes;
  };
  // In the middle of the second chunk, however many scopes a step has.
  last = Math.round(((await scopesOf(32)) + (await scopesOf(50))) / 2);
  scopes = 0;
  const { left } = await refused(tfjs(limited, 'wasm'), net, initial(net), shown(50), watching);
  expect(left.faults.map(explain)).toEqual([
    "backend 'tfjs:wasm': tfjs must be able to compute the step, got an error: out of memory",
  ]);
  expect(left.steps).toBe(32);
  expect(tf.memory().numTensors).toBe(others);
  const want = orThrow(await run(eager, net, initial(net), frames.slice(0, 32), watching, { normalise: false }));
  expectSame({ ...left.state }, { ...want.state });
  expectSame({ ...left.monitors }, { ...want.monitors });
});

test('a session counts no steps that failed: the same frames, given again, are watched when they are due', async () => {
  const net = alone([2], lif());
  let [scopes, last] = [0, Infinity];
  const limited = {
    ...tf,
    tidy: ((work: () => tf.TensorContainer) => {
      if (++scopes === last) throw new Error('out of memory');
      return tf.tidy(work);
    }) as typeof tf.tidy,
  };
  const session = orThrow(await tfjs(limited, 'wasm').open(net, initial(net), [{ of: 'N', variable: 'v', every: 4 }]));
  const given: readonly Frame<Tensor>[] = Array.from({ length: 3 }, () => ({
    inputs: { N: tensor([1, 2], [1, 0.5]) },
  }));
  const due = async () => orThrow(await session.advance(given)).map(([value]) => value !== undefined);
  expect(await due()).toEqual([false, false, false]);
  const before = scopes;
  await due();
  // In the middle of these frames.
  last = scopes + Math.round((scopes - before) / 2);
  expect((await session.advance(given))._tag).toBe('Left');
  expect(await due()).toEqual([false, true, false]);
  session.close();
});
