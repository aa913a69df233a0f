import { afterEach, describe, expect, test, vi } from 'vitest';
import { explain, isLeft, orThrow, tensor } from '../../src/index.js';
import { startEngine } from '../../src/backends/gpujs/engine.js';
import type { Mode } from '../../src/backends/gpujs/modes.js';
import type { Peer } from '../../src/backends/gpujs/peer.js';
import { tracked } from '../../src/backends/gpujs/tracking.js';
import type { Kernel } from '../../src/backends/gpujs/writer.js';

interface Made {
  readonly source: string;
  readonly mapped?: Readonly<Record<string, string>>;
  readonly settings: { readonly output?: readonly number[] };
}
interface Answers {
  readonly answer?: (args: readonly unknown[], made: Made) => unknown;
  readonly channelCount?: number;
  /** What a kernel says of itself once it has run. */
  readonly says?: object;
}

/** gpu.js as an engine sees it: what it was to compile, and which kernels, by number, it destroyed. It copies, unless it is told otherwise. */
const peerOf = ({ answer = ([first]) => first, channelCount, says = {} }: Answers = {}) => {
  const [made, destroyed]: readonly [Made[], number[]] = [[], []];
  const GPU = function ({ mode }: { readonly mode: Mode }) {
    const Kernel = { mode, ...(channelCount !== undefined && { features: { channelCount } }) };
    const kernelOf = (one: Made) => {
      const number = made.push(one) - 1;
      return Object.assign((...args: readonly unknown[]) => answer(args, one), {
        kernel: { constructor: Kernel, ...says },
        destroy: () => destroyed.push(number),
      });
    };
    return {
      Kernel,
      createKernel: (source: string, settings: Made['settings']) => kernelOf({ source, settings }),
      createKernelMap: (mapped: Readonly<Record<string, string>>, source: string, settings: Made['settings']) =>
        kernelOf({ source, mapped, settings }),
    };
  };
  return { peer: { GPU } as unknown as Peer, made, destroyed };
};
const started = async (mode: Mode, answers?: Answers) => {
  const { peer, ...seen } = peerOf(answers);
  return { ...seen, engine: orThrow(await startEngine('gpujs:m', mode, peer)) };
};
const kernel = (source: string, outputs = 1, more: Partial<Kernel> = {}): Kernel => ({
  inputs: [0],
  lengths: [3],
  outputs: Array.from({ length: outputs }, (_, k) => k),
  size: 3,
  source,
  exact: false,
  ...more,
});
const numbers = Float32Array.of(5, 6, 7);

describe('an engine starts', () => {
  const refusal = async (answers: Answers, mode: Mode = 'webgl') => {
    const made = await startEngine('gpujs:m', mode, peerOf(answers).peer);
    return isLeft(made) ? made.left.map(explain) : 'started';
  };
  const remote = (...all: readonly number[]) => ({ toArray: () => all, delete: () => undefined });

  test('where numbers come back as they went', async () => {
    expect(await refusal({ answer: () => remote(1, 2) })).toBe('started');
    for (const all of [
      [1, 3],
      [0, 2],
    ])
      expect(await refusal({ answer: () => remote(...all) })).toEqual([
        `backend 'gpujs:m': mode 'webgl' must be one that works here, got ${all.join(', ')} for 1, 2`,
      ]);
  });
  test('where nothing fails', async () => {
    const fails = (): never => {
      throw new Error('no context');
    };
    expect(await refusal({ answer: fails })).toEqual([
      "backend 'gpujs:m': mode 'webgl' must be one that works here, got an error: no context",
    ]);
  });
  test('where kernels are computed in the mode that was asked for', async () => {
    for (const [reason, said] of [
      [undefined, 'no reason given'],
      [null, 'no reason given'],
      ['no textures', 'no textures'],
    ])
      expect(await refusal({ says: { constructor: { mode: 'cpu' }, fallbackReason: reason } }, 'webasm')).toEqual([
        `backend 'gpujs:m': kernel must be computed in mode 'webasm', got mode 'cpu' (${said})`,
      ]);
  });
  test.each<readonly [Mode, number | undefined, number]>([
    ['webgl', undefined, 8],
    ['webgl', 4, 4],
    ['webgl2', 16, 8],
    ['cpu', undefined, Infinity],
  ])('in mode %s with %s draw buffers for kernels of %d results', async (mode, channelCount, outputs) => {
    const { engine } = await started(mode, {
      answer: ([first]) => (mode === 'cpu' ? first : remote(1, 2)),
      ...(channelCount !== undefined && { channelCount }),
    });
    expect(engine.traits.outputs).toBe(outputs);
  });
});

describe('a kernel', () => {
  const settings = { output: [3], precision: 'single', pipeline: true, immutable: true };

  test('of one result is one of gpu.js, and of more a map, whose results come in order', async () => {
    const { engine, made } = await started('cpu', {
      answer: ([first], { mapped }) =>
        mapped === undefined ? first : { result: 'last', out1: 'second', out0: 'first', first },
    });
    expect(await engine.launcher(kernel('one'))([numbers])).toEqual([numbers]);
    expect(await engine.launcher(kernel('three', 3))([numbers])).toEqual(['first', 'second', 'last']);
    expect(made.slice(1)).toEqual([
      { source: 'one', settings },
      {
        source: 'three',
        settings,
        mapped: {
          out0: 'function out0(value) { return value; }',
          out1: 'function out1(value) { return value; }',
        },
      },
    ]);
  });
  test('may promise its results', async () => {
    const { engine } = await started('cpu', {
      answer: async ([first], { mapped }) => (mapped === undefined ? first : { out0: 'first', result: first }),
    });
    expect(await engine.launcher(kernel('two', 2))([numbers])).toEqual(['first', numbers]);
  });
  test('is compiled once for a text, the lengths that it reads and the size that it gives', async () => {
    const { engine, made } = await started('cpu');
    for (const one of [
      kernel('a'),
      kernel('b'),
      kernel('a'),
      kernel('a', 1, { lengths: [4] }),
      kernel('a', 1, { size: 4 }),
    ])
      engine.launcher(one);
    expect(made.slice(1).map(({ source }) => source)).toEqual(['a', 'b', 'a', 'a']);
  });
  test('is kept while 256 others have been used since, and no longer', async () => {
    const { engine, made, destroyed } = await started('cpu');
    // With the one that was tried first they are 256.
    for (let k = 1; k <= 255; k++) engine.launcher(kernel(`${k}`));
    engine.trim();
    expect(destroyed).toEqual([]);
    for (const k of [256, 257, 1]) engine.launcher(kernel(`${k}`));
    engine.trim();
    expect(destroyed).toEqual([0, 2]);
    engine.launcher(kernel('1'));
    expect(made).toHaveLength(258);
    engine.launcher(kernel('2'));
    expect(made).toHaveLength(259);
  });
});

describe('arrays', () => {
  test('stay what they are on the host, as float32', async () => {
    const { engine, made } = await started('cpu');
    const data = Float32Array.of(1, 2);
    expect(await engine.upload({ shape: [2], dtype: 'f32', data })).toBe(data);
    expect(await engine.upload(tensor([2], [3, -4], 'i32'))).toEqual(Float32Array.of(3, -4));
    expect(await engine.read(data)).toBe(data);
    expect(() => engine.free(data)).not.toThrow();
    expect(made).toHaveLength(1);
  });
  test('are copied to a device by a kernel for each length, read, and freed there', async () => {
    let freed = 0;
    const { engine, made } = await started('webgl', {
      answer: ([first]) => ({
        toArray: () => (first instanceof Float32Array ? [...first] : [1, 2]),
        delete: () => freed++,
      }),
    });
    expect(freed).toBe(2);
    const before = made.length;
    const [a, b] = [
      await engine.upload(tensor([2, 3], [1, 2, 3, 4, 5, 6], 'i32')),
      await engine.upload(tensor([6], [6, 5, 4, 3, 2, 1])),
    ];
    expect(made.slice(before).map(({ settings: { output } }) => output)).toEqual([[6]]);
    expect([await engine.read(a), await engine.read(b)]).toEqual([
      Float32Array.of(1, 2, 3, 4, 5, 6),
      Float32Array.of(6, 5, 4, 3, 2, 1),
    ]);
    engine.free(a);
    expect(freed).toBe(3);
    expect(await engine.read({ toArray: async () => [7, 8], delete: () => undefined })).toEqual(Float32Array.of(7, 8));
  });
  test('of a session are freed when they are swept, all but those that are to stay, once', async () => {
    const freed: unknown[] = [];
    const { engine } = await started('cpu');
    const { launcher, upload, sweep } = tracked({ ...engine, free: (handle) => void freed.push(handle) });
    const [a, b] = [await upload(tensor([1], [1])), await upload(tensor([1], [2]))];
    const [c] = await launcher(kernel('a'))([Float32Array.of(9)]);
    sweep(new Set([b]));
    expect(freed).toEqual([a, c]);
    sweep(new Set());
    sweep(new Set());
    expect(freed).toEqual([a, c, b]);
  });
});

describe('a device', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const isLost = async (context?: object | null) => (await started('cpu', { says: { context } })).engine.isLost();

  test('is lost where its context says so, and never where there is none', async () => {
    expect(await isLost({ isContextLost: () => true })).toBe(true);
    expect(await isLost({ isContextLost: () => false })).toBe(false);
    for (const context of [undefined, null, {}]) expect(await isLost(context)).toBe(false);
  });
  test('of WebGPU is lost where it maps no buffer', async () => {
    vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1 });
    vi.stubGlobal('GPUMapMode', { READ: 1 });
    const device = (mapAsync: () => Promise<void>) => ({
      device: { createBuffer: () => ({ mapAsync, destroy: () => undefined }), lost: Promise.resolve() },
    });
    expect(await isLost(device(async () => undefined))).toBe(false);
    expect(await isLost(device(() => Promise.reject(new DOMException('', 'AbortError'))))).toBe(true);
  });
});
