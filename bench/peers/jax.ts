import { readFileSync } from 'node:fs';
import type { numpy } from '@jax-js/jax';
import type { Stepper } from '../harness/in-process.js';
import { cell, spread, traceTau } from './cell.js';

const manifest = new URL('../../node_modules/@jax-js/jax/package.json', import.meta.url);

/**
 * The cells in jax-js, its WASM device, one `jit` a step, each awaited: it gets slower the more steps wait. It asks `navigator`
 * how many threads it may have, which Node 20 lacks. Arrays are counted: what is used twice is `.ref` the first time.
 */
export const jax = async (n: number): Promise<Stepper> => {
  const { init, defaultDevice, jit, numpy: np } = await import('@jax-js/jax');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const alone = !('navigator' in globalThis);
  if (alone) Object.assign(globalThis, { navigator: { hardwareConcurrency: 1 } });
  await init('wasm');
  defaultDevice('wasm');
  type Moving = { v: numpy.Array; refrac: numpy.Array; x: numpy.Array };
  const [decay, fade] = [Math.exp(-1 / cell.tau), Math.exp(-1 / traceTau)];
  const fused = jit(({ v, refrac, x }: Moving) => {
    const charged = v.sub(cell.rest).mul(decay).add(cell.rest);
    const s = np.greaterEqual(charged.ref, cell.thresh);
    return {
      v: np.where(s.ref, cell.reset, charged),
      refrac: np.where(s.ref, cell.refrac, refrac.sub(1)),
      x: np.where(s.ref, 1, x.mul(fade)),
      s,
    };
  });
  let now = { v: np.array(spread(n)), refrac: np.zeros([n]), x: np.zeros([n]), s: np.zeros([n], { dtype: np.bool }) };
  return {
    step: () => {
      const { s, ...moving } = now;
      s.dispose();
      now = fused(moving);
      return now.v.blockUntilReady();
    },
    spiking: async () => Array.from(await now.s.ref.data()).filter((s) => s !== 0).length,
    settled: () => now.v.blockUntilReady(),
    close: () => {
      for (const array of Object.values(now)) array.dispose();
      fused.dispose();
      if (alone) Reflect.deleteProperty(globalThis, 'navigator');
    },
    versions: { 'jax-js': version },
  };
};
