import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import type { GPU } from 'gpu.js';
import { eager, explain, initial, orThrow } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { batch, nets } from '../gpujs/nets.js';
import { play } from '../support/trials.js';
import { watchedPeer } from './support/gpujs.js';

const { net, frames } = nets.lif;
const state = initial(net, { batch });

const devices: GPUDevice[] = [];
const { prototype } = GPUAdapter;
const request = Reflect.get(prototype, 'requestDevice');
prototype.requestDevice = async function (...args) {
  devices.push(await Reflect.apply(request, this, args));
  return devices.at(-1)!;
};

describe.each(['webgl', 'webgl2', 'webgpu'] as const)('a lost device of mode %s', (mode) => {
  /** A session whose device can be taken away, at once or when something is next read. */
  const opened = async () => {
    const started: GPU[] = [];
    const lose = (): void => {
      if (mode === 'webgpu') devices.at(-1)!.destroy();
      else (started.at(-1)!.context as WebGLRenderingContext).getExtension('WEBGL_lose_context')!.loseContext();
    };
    let losing = false;
    const load = watchedPeer(
      (gpu) => started.push(gpu),
      (array) => {
        const read = array.toArray.bind(array);
        const toArray = (): ReturnType<typeof read> => {
          const pending = read();
          if (losing) lose();
          losing = false;
          return pending;
        };
        Object.assign(array, { toArray });
      },
    );
    const backend = gpujs(mode, { load });
    const session = orThrow(await backend.open(net, state, [{ of: 'Y', variable: 'v' }]));
    return { backend, session, lose, loseInRead: () => (losing = true) };
  };

  test.each(['lose', 'loseInRead'] as const)('is a fault, and the next run goes on (%s)', async (how) => {
    const { backend, session, ...ways } = await opened();
    expect(E.isRight(await session.advance(frames.slice(0, 2)))).toBe(true);
    const kept = await session.state();
    ways[how]();
    const advanced = await session.advance(frames.slice(2));
    expect(E.isLeft(advanced) && advanced.left.map(explain)).toEqual([
      `backend 'gpujs:${mode}': the device must be there, got a lost context`,
    ]);
    expect(await session.state()).toBe(kept);
    session.close();

    const [want, got] = [await play(eager, net, state, frames), await play(backend, net, state, frames)];
    expect(got.monitors['Y s']).toStrictEqual(want.monitors['Y s']);
  });
});
