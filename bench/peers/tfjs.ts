import type { Tensor } from '@tensorflow/tfjs-core';
import type { Stepper } from '../harness/in-process.js';
import { cell, spread, traceTau } from './cell.js';

/** The cells in TensorFlow.js, WASM backend, one thread. */
export const tfjs = async (n: number): Promise<Stepper> => {
  const tf = await import('@tensorflow/tfjs-core');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  const [decay, fade] = [Math.exp(-1 / cell.tau), Math.exp(-1 / traceTau)];
  const full = (value: number) => tf.tensor1d(new Float32Array(n).fill(value));
  const [reset, refrac, one] = [full(cell.reset), full(cell.refrac), full(1)];
  let now: Record<'v' | 'refrac' | 'x' | 's', Tensor> = {
    v: tf.tensor1d(spread(n)),
    refrac: tf.zeros([n]),
    x: tf.zeros([n]),
    s: tf.zeros([n], 'bool'),
  };
  return {
    step: () => {
      const before = now;
      now = tf.tidy(() => {
        const charged = tf.add(cell.rest, tf.mul(decay, tf.sub(before.v, cell.rest)));
        const s = tf.greaterEqual(charged, cell.thresh);
        return {
          v: tf.where(s, reset, charged),
          refrac: tf.where(s, refrac, tf.sub(before.refrac, 1)),
          x: tf.where(s, one, tf.mul(before.x, fade)),
          s,
        };
      });
      tf.dispose(before);
    },
    spiking: async () => Array.from(await now.s.data()).filter((s) => s !== 0).length,
    settled: () => now.v.data(),
    close: () => tf.dispose([reset, refrac, one, now.v, now.refrac, now.x, now.s]),
    versions: { 'tfjs-wasm': wasm.version_wasm },
  };
};
