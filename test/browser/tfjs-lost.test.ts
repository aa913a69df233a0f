import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { counts, eager, explain, initial, monitor, orThrow, run } from 'spikefold';
import { batch, nets } from '../gpujs/nets.js';
import { expectNear } from '../support/same.js';
import { play } from '../support/trials.js';
import { modes, tf } from './support/tfjs.js';

const { net, frames } = nets.lif;
const state = initial(net, { batch });
const spikes = { y: monitor(net, 'Y', 's', counts()) };

type Mode = 'webgl' | 'webgpu';
const named = { webgl: 'a lost WebGL context', webgpu: 'a lost WebGPU device' };

/** What tfjs computes on, for the tests to spoil. */
const devicesOf = (mode: Mode) =>
  tf.findBackend(mode) as unknown as {
    readonly gpgpu: { readonly gl: WebGLRenderingContext };
    readonly device: GPUDevice;
  };
const lose = (mode: Mode): void => {
  const { gpgpu, device } = devicesOf(mode);
  if (mode === 'webgl') gpgpu.gl.getExtension('WEBGL_lose_context')!.loseContext();
  else device.destroy();
};

/** Gives tfjs a device that nothing has happened to. */
const renew = (mode: Mode): void => {
  const { factory } = tf.engine().registryFactory[mode]!;
  tf.removeBackend(mode);
  tf.registerBackend(mode, factory);
};
// So few numbers would not see a GPU otherwise.
beforeAll(() => tf.env().set('WEBGL_CPU_FORWARD', false));

describe.each(['webgl', 'webgpu'] as const)('a lost device of mode %s', (mode) => {
  const lost = [`backend 'tfjs:${mode}': the device must be there, got ${named[mode]}`];
  const faultsOf = async (advanced: ReturnType<typeof session.advance>): Promise<unknown> => {
    const found = await advanced;
    return E.isLeft(found) ? found.left.map(explain) : found.right;
  };
  let session: Awaited<ReturnType<typeof opened>>;
  const opened = async () => orThrow(await modes[mode].open(net, state, [{ of: 'Y', variable: 'v' }]));

  beforeEach(async () => {
    renew(mode);
    session = await opened();
    return () => session.close();
  });

  test('is a fault, and the state is the one last read', async () => {
    expect(E.isRight(await session.advance(frames.slice(0, 2)))).toBe(true);
    const kept = await session.state();
    lose(mode);
    expect(await faultsOf(session.advance(frames.slice(2)))).toEqual(lost);
    expect(await session.state()).toBe(kept);
    const ran = await run(modes[mode], net, state, frames, spikes);
    expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual(lost);
  });

  test('is a fault during a read too, which ends', async () => {
    expect(E.isRight(await session.advance(frames.slice(0, 2)))).toBe(true);
    const kept = await session.state();
    const data = Reflect.get(tf.Tensor.prototype, 'data') as () => Promise<never>;
    const reading = vi.spyOn(tf.Tensor.prototype, 'data').mockImplementation(function (this: object) {
      const pending = Reflect.apply(data, this, []);
      lose(mode);
      return pending;
    });
    expect(await faultsOf(session.advance(frames.slice(2)))).toEqual(lost);
    expect(reading).toHaveBeenCalled();
    reading.mockRestore();
    expect(await session.state()).toBe(kept);
  });
});

test('an error of WebGPU is a fault, and the run can go on from before it', async () => {
  renew('webgpu');
  const session = orThrow(await modes.webgpu.open(net, state, [{ of: 'Y', variable: 'v' }]));
  orThrow(await session.advance(frames.slice(0, 3)));
  const { device } = devicesOf('webgpu');
  device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
  const spoilt = await session.advance(frames.slice(3, 4));
  expect(E.isLeft(spoilt) && spoilt.left.map(explain)).toEqual([
    expect.stringMatching(/^backend 'tfjs:webgpu': the device must be able to compute the step, got an error: .*usage/),
  ]);
  const want = await play(eager, net, state, frames.slice(0, 3), { normalise: false });
  expectNear((await session.state()).layers['Y']!['v']!.data, want.state.layers['Y']!['v']!.data, 1e-4);
  session.close();
});
