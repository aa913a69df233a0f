import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { counts, explain, initial, monitor, orThrow, run } from 'spikefold';
import { zoo, zooBatch } from '../gpujs/zoo.js';
import { modes, tf } from './support/tfjs.js';

const { net, frames } = zoo['lif']!;
const state = initial(net, { batch: zooBatch });

test('a lost WebGL context is a fault, and the state that was last read is kept', async () => {
  const session = orThrow(await modes.webgl.open(net, state, []));
  expect(E.isRight(await session.advance(frames.slice(0, 2)))).toBe(true);
  const kept = await session.state();
  const { gpgpu } = tf.findBackend('webgl') as unknown as { readonly gpgpu: { readonly gl: WebGLRenderingContext } };
  gpgpu.gl.getExtension('WEBGL_lose_context')!.loseContext();
  const after = await session.advance(frames.slice(2));
  expect(E.isLeft(after) && after.left.map(explain)).toEqual([
    "backend 'tfjs:webgl': the device must be there, got a lost WebGL context",
  ]);
  expect(await session.state()).toBe(kept);
  session.close();

  const ran = await run(modes.webgl, net, state, frames, { y: monitor(net, 'Y', 's', counts()) });
  expect(E.isLeft(ran) && ran.left.faults.length > 0).toBe(true);
});
