import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { GPU } from 'gpu.js';
import { gpujs, type Mode } from '../../src/backends/gpujs/gpujs.js';
import { eager, initial, orThrow, type Backend } from '../../src/index.js';
import { zoo, zooBatch } from '../gpujs/zoo.js';
import { play } from '../support/trials.js';

const { net, frames } = zoo['lif']!;
const state = initial(net, { batch: zooBatch });

/** A backend whose device can be taken away. */
const losable = (mode: Mode): { readonly backend: Backend; readonly lose: () => Promise<unknown> } => {
  const started: InstanceType<typeof GPU>[] = [];
  const devices: GPUDevice[] = [];
  const { prototype } = GPUAdapter;
  const request = Object.getOwnPropertyDescriptor(prototype, 'requestDevice')!.value as typeof prototype.requestDevice;
  prototype.requestDevice = async function (...args) {
    devices.push(await request.apply(this, args));
    return devices.at(-1)!;
  };
  const Watched = function (settings: ConstructorParameters<typeof GPU>[0]) {
    started.push(new GPU(settings));
    return started.at(-1);
  };
  const lose = async (): Promise<unknown> => {
    if (mode !== 'webgpu')
      return (started.at(-1)!.context as WebGLRenderingContext).getExtension('WEBGL_lose_context')!.loseContext();
    devices.at(-1)!.destroy();
    return devices.at(-1)!.lost;
  };
  return { backend: gpujs({ mode, load: async () => ({ GPU: Watched }) }), lose };
};

test.each(['webgl', 'webgl2', 'webgpu'] as const)(
  'a lost device of mode %s is a fault, and the next run goes on',
  async (mode) => {
    const { backend, lose } = losable(mode);
    const session = orThrow(await backend.open(net, state, [{ of: 'Y', variable: 'v' }]));
    expect(E.isRight(await session.advance(frames.slice(0, 2)))).toBe(true);
    const kept = await session.state();
    await lose();
    expect(await session.advance(frames.slice(2))).toMatchObject({
      left: [{ _tag: 'Backend', place: `backend 'gpujs:${mode}'`, what: 'the device' }],
    });
    expect(await session.state()).toBe(kept);
    session.close();

    const [want, got] = [await play(eager, net, state, frames), await play(backend, net, state, frames)];
    expect(got.monitors['Y s']).toStrictEqual(want.monitors['Y s']);
  },
);
