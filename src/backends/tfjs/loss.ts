import { refused, type FaultError } from '../../core/faults/errors.js';
import { isAlive } from '../webgpu.js';
import type { Tf } from './device-value.js';

/**
 * Watches over the GPU under one of tfjs's backends. tfjs itself computes on: on a lost device, or after an error of WebGPU, with
 * whatever is in memory, and a read during which a WebGL context is lost never ends. The backend has been started; one that uses no GPU
 * loses none.
 */
export const lossGuard = (tf: Tf, mode: string) => {
  const { gpgpu, device } = tf.findBackend(mode) as {
    readonly gpgpu?: { readonly gl: WebGLRenderingContext };
    readonly device?: GPUDevice;
  };
  const canvas: EventTarget | undefined = gpgpu?.gl.canvas;
  const over = new AbortController();
  // A context may come back, but what was on it does not.
  let lost = gpgpu?.gl.isContextLost() ?? false;
  canvas?.addEventListener('webglcontextlost', () => (lost = true), { signal: over.signal });
  let error: string | undefined;
  device?.addEventListener('uncapturederror', (event) => (error ??= event.error.message), { signal: over.signal });

  const fail = (want: string, got: string): FaultError =>
    refused(`backend 'tfjs:${mode}'`, 'the device', want, got, 'Backend');
  const checkContext = (): void => {
    if (lost || gpgpu?.gl.isContextLost()) throw fail('there', 'a lost WebGL context');
  };
  const check = async (): Promise<void> => {
    checkContext();
    if (device && !(await isAlive(device))) throw fail('there', 'a lost WebGPU device');
    const got = error;
    error = undefined;
    if (got !== undefined) throw fail('able to compute the step', `an error: ${got}`);
  };
  return {
    /** Waits for work that reads. Throws a FaultError for a lost device, or an error on it since the last call. */
    guarded: async <A>(work: () => Promise<A>): Promise<A> => {
      checkContext();
      const waiting = new AbortController();
      const loss = new Promise<never>((_, reject) =>
        canvas?.addEventListener('webglcontextlost', reject, { signal: waiting.signal }),
      );
      try {
        return await Promise.race([work(), loss]);
      } finally {
        waiting.abort();
        // Everything fails on a lost device, so the loss is the fault to report.
        await check();
      }
    },
    close: (): void => over.abort(),
  };
};
