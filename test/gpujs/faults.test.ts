import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { gpujs, type GpuJsOptions, type Mode } from '../../src/backends/gpujs/gpujs.js';
import {
  eager,
  explain,
  filled,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  tensor,
  traced,
  type AnyNetwork,
  type Names,
} from '../../src/index.js';
import type { Algebra, Model } from '../../src/authoring.js';
import { expectSame } from '../support/same.js';
import { play } from '../support/trials.js';
import { remotePeer } from './remote.js';
import { nodeModes } from './support.js';
import { batch, nets } from './nets.js';

const { net, frames } = nets.lif;
const open = async (
  { mode, ...options }: GpuJsOptions & { readonly mode?: Mode },
  of: AnyNetwork = net,
): Promise<readonly string[]> => {
  const opened = await gpujs(mode, options).open(of, initial(of), []);
  return E.isLeft(opened) ? opened.left.map(explain) : [];
};

describe('open is refused with a fault', () => {
  test('for a package that is missing', async () => {
    const load = () => Promise.reject(new Error("Cannot find package 'gpu.js'"));
    expect(await open({ load })).toStrictEqual([
      "backend 'gpujs:webasm': package 'gpu.js' must be installed (npm install gpu.js), got an error: Cannot find package 'gpu.js'",
    ]);
    expect((await open({ load: async () => ({}) }))[0]).toMatch('got a module without GPU');
  });

  test('for an unknown mode, or one that does not work here', async () => {
    expect(await open({ mode: 'cuda' as Mode })).toStrictEqual([
      "backend 'gpujs': unknown mode 'cuda': one of 'cpu', 'webasm', 'webgl', 'webgl2', 'webgpu'",
    ]);
    for (const mode of ['webgl', 'webgl2', 'webgpu'] as const)
      expect(await open({ mode })).toStrictEqual([
        `backend 'gpujs:${mode}': mode '${mode}' must be one that works here, got an error: A requested mode of "${mode}" and is not supported`,
      ]);
  });

  test('for kernels that gpu.js silently computes in another mode, or wrongly', async () => {
    const wanted = { mode: 'webasm' };
    const computing = (results: readonly number[], by: object) => async () => ({
      GPU: function GPU() {
        const kernel = { kernel: { constructor: by }, destroy: () => {} };
        return { Kernel: wanted, createKernel: () => Object.assign(() => Float32Array.from(results), kernel) };
      },
    });
    expect(await open({ load: computing([1, 2], wanted) })).toStrictEqual([]);
    expect(await open({ load: computing([1, 2], { mode: 'cpu' }) })).toStrictEqual([
      "backend 'gpujs:webasm': kernel must be computed in mode 'webasm', got mode 'cpu' (no reason given)",
    ]);
    expect(await open({ load: computing([0, 0], wanted) })).toStrictEqual([
      "backend 'gpujs:webasm': mode 'webasm' must be one that works here, got 0, 0 for 1, 2",
    ]);
  });

  test('for operations that gpu.js cannot compute', async () => {
    expect(
      await open(
        {},
        counting((A, n, s) => A.where(s, 0, n)),
      ),
    ).toStrictEqual([
      "backend 'gpujs:webasm': operation 'where' must be without whole numbers that depend on other kinds, got bool [1, 3] and i32 [] and i32 [1, 3]",
    ]);
  });

  test('but not after the cause of the fault is gone', async () => {
    let missing = true;
    const backend = gpujs('webasm', { load: async () => (missing ? {} : import('gpu.js')) });
    expect(E.isLeft(await backend.open(net, initial(net), []))).toBe(true);
    missing = false;
    expect(E.isRight(await backend.open(net, initial(net), []))).toBe(true);
  });
});

/** A layer that counts, in whole numbers, in its own way. */
const counting = (count: <T>(A: Algebra<T>, n: T, s: T) => T): AnyNetwork => {
  const model: Model<'n' | 's'> = {
    term: { name: 'counting', params: {} },
    init: { n: tensor([3], [1, 2, 3], 'i32'), s: false },
    step: (A, { n }, current) => {
      const s = A.gt(current, 0);
      return { n: count(A, n, s), s };
    },
  };
  return orThrow(network<Names, Names>({ dt: 1 }, { Y: layer([3], model) }));
};

describe.each(nodeModes)('whole numbers in mode %s', (mode) => {
  const backend = gpujs(mode);
  const given = (values: readonly number[]) => [{ inputs: { Y: tensor([1, 3], values) } }];

  test('are counted exactly by the host', async () => {
    const counter = counting((A, n) => A.add(n, 2 ** 30));
    const drive = Array.from({ length: 5 }, () => given([0, 1, 2])[0]!);
    const [want, got] = [
      await play(eager, counter, initial(counter), drive),
      await play(backend, counter, initial(counter), drive),
    ];
    expectSame(got.monitors, want.monitors);
  });

  test('as spikes are accepted as far as float32 holds them, and refused beyond', async () => {
    const graded = orThrow(
      network<Names, Names>({ dt: 1 }, { X: layer([32], input()), Y: net.layers['Y']! }, () => ({
        C: { from: 'X', to: 'Y', wiring: () => net.connections['C']!.connection },
      })),
    );
    const counts = (count: number) =>
      [0, 1].map(() => ({ inputs: { X: tensor([1, 32], Array(32).fill(count), 'i32') } }));
    const state = initial(graded);
    const [want, got] = [
      await play(eager, graded, state, counts(2 ** 24)),
      await play(backend, graded, state, counts(2 ** 24)),
    ];
    expectSame(got.monitors, want.monitors);
    const session = orThrow(await backend.open(graded, state, []));
    const advanced = await session.advance(counts(2 ** 24 + 1));
    expect(E.isLeft(advanced) && advanced.left.map(explain)).toStrictEqual([
      `backend 'gpujs:${mode}': whole numbers (i32) must be at most 16777216 in size, as float32 holds them, got 16777217`,
    ]);
    expect(E.isLeft(await session.advance(counts(-(2 ** 24) - 1)))).toBe(true);
    session.close();
  });

  test('a variable that no step changes comes back as the same object', async () => {
    const state = initial(net, { batch });
    const { state: after } = await play(backend, net, state, frames.slice(0, 3));
    expect(after.connections['C']!['w']).toBe(state.connections['C']!['w']);
    expect(after.layers['Y']!['v']).not.toBe(state.layers['Y']!['v']);
  });
});

test('the same network runs in batches of any size, one after the other', async () => {
  const backend = gpujs('cpu');
  const { net: plain } = nets.srm0;
  for (const batch of [1, 3, 1, 2]) {
    const drive = [0, 1, 2].map((step) => ({ inputs: { X: filled([batch, 2, 4, 4], step) } }));
    const state = initial(plain, { batch });
    expectSame((await play(backend, plain, state, drive)).monitors, (await play(eager, plain, state, drive)).monitors);
  }
});

test('only watched variables are read, once a step', async () => {
  const { peer, ledger } = remotePeer();
  const backend = gpujs('webgl2', { load: peer });
  const session = orThrow(await backend.open(net, initial(net, { batch }), [{ of: 'Y', variable: 's' }]));
  const before = ledger.reads;
  const seen = orThrow(await session.advance(frames));
  expect(seen.map((values) => values.map((value) => value?.dtype))).toStrictEqual(frames.map(() => ['bool']));
  expect(ledger.reads - before).toBe(frames.length);
  session.close();
});

test.each([1, 4, 6, 8, 16])('of %d draw buffers a kernel uses all that a mode can use, and no more', async (count) => {
  const { peer, ledger } = remotePeer(count);
  const one = layer([3], traced(lif()));
  const many = orThrow(network({ dt: 1 }, { A: one, B: one, C: one, D: one }));
  await play(gpujs('webgl2', { load: peer }), many, initial(many), [{}]);
  expect(ledger.results).toBe(Math.min(8, count));
});

test('nothing imports gpu.js before it is needed', () => {
  const src = resolve(import.meta.dirname, '../../src');
  const texts = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(src, name), 'utf8'));
  expect(texts.filter((text) => /from 'gpu\.js'/.test(text))).toStrictEqual([]);
  expect(texts.filter((text) => /import\('gpu\.js'\)/.test(text))).toHaveLength(1);
});
