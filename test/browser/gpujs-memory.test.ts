import { describe, expect, test } from 'vitest';
import {
  counts,
  diehlAndCook2015,
  independent,
  initial,
  monitor,
  orThrow,
  poisson,
  run,
  tensor,
  type Frame,
  type Source,
  type Tensor,
} from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { lasting } from '../support/lasting.js';
import { watchedPeer } from './support/gpujs.js';

const { steps, runs } = lasting(110, 3);

const net = orThrow(diehlAndCook2015({ inputs: [16], neurons: 8, inh: 40, seed: 3 }));
const rates = tensor(
  [16],
  Array.from({ length: 16 }, (_, k) => 40 * k),
);

/** Spikes in episodes that end in the middle of each chunk; `seen` is told of each frame. */
const drive = (count: number, seen: () => void): Source<Frame<Tensor, 'X'>> =>
  independent(function* (dt: number) {
    let step = 0;
    for (const spikes of poisson(5, rates, count)(dt)) {
      seen();
      yield { inputs: { X: spikes }, ends: ++step % 32 === 16 };
    }
  });

/** What is on GPUs altogether, also what gpu.js has there for itself. */
const onDevices = new Set<unknown>();
const count = (maker: object, make: string, freer: object, free: string): void => {
  const made = Reflect.get(maker, make) as () => unknown;
  const freed = Reflect.get(freer, free) as () => unknown;
  Reflect.set(maker, make, function (this: unknown, ...args: readonly unknown[]) {
    const thing = Reflect.apply(made, this, args);
    onDevices.add(thing);
    return thing;
  });
  Reflect.set(freer, free, function (this: unknown, ...args: readonly unknown[]) {
    // A buffer is told to go; a context is told what to let go of.
    onDevices.delete(args[0] ?? this);
    return Reflect.apply(freed, this, args);
  });
};
for (const { prototype } of [WebGLRenderingContext, WebGL2RenderingContext])
  for (const kind of ['Texture', 'Framebuffer', 'Buffer'])
    count(prototype, `create${kind}`, prototype, `delete${kind}`);
count(GPUDevice.prototype, 'createBuffer', GPUBuffer.prototype, 'destroy');

describe.each(['webgl', 'webgl2', 'webgpu'] as const)('in mode %s', (mode) => {
  /** Arrays that kernels left on the device and that are not freed yet. */
  const held = new Set<object>();
  const load = watchedPeer(
    () => {},
    (array) => {
      held.add(array);
      const free = array.delete.bind(array);
      Object.assign(array, { delete: () => held.delete(array) && free() });
    },
  );
  const backend = gpujs(mode, { load });
  const played = async (count: number, seen: () => void = () => {}): Promise<void> =>
    void orThrow(
      await run(backend, net, initial(net), drive(count, seen), { spikes: monitor(net, 'Ae', 's', counts()) }),
    );

  test('as many arrays are on the device after every chunk of a run, and none after it', async () => {
    const found: (readonly [ours: number, all: number])[] = [];
    await played(steps, () => found.push([held.size, onDevices.size]));
    const later = found.slice(2 * backend.chunk);
    expect(later.length).toBeGreaterThan(backend.chunk);
    expect(later[0]![0]).toBeGreaterThan(0);
    expect(new Set(later.map(String))).toEqual(new Set([String(later[0])]));
    expect(held.size).toBe(0);
  });

  test('runs leave no array', async () => {
    await played(30);
    const before = onDevices.size;
    for (let k = 0; k < runs; k++) {
      await played(30);
      expect([held.size, onDevices.size]).toEqual([0, before]);
    }
  });
});
