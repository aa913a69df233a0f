import { at, fault, FaultError } from '../../core/errors.js';
import { answers } from '../answers.js';
import type { Tf } from './held.js';

/**
 * What tfjs computes on. tfjs asks it for nothing but numbers: on a lost device, or after an error of WebGPU, it goes on with
 * whatever lies there, and a read that a WebGL context was lost in never ends.
 */
export interface Device {
  /** What a read comes to. Throws a FaultError for what went wrong on the device, in the read or since the last one. */
  readonly heed: <A>(read: () => Promise<A>) => Promise<A>;
  readonly close: () => void;
}

/** The device of one of tfjs's backends, which has been started. Those that are no GPU have nothing to say. */
export const deviceOf = (tf: Tf, mode: string): Device => {
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
    new FaultError([at(`backend 'tfjs:${mode}'`)(fault('Backend', 'the device', want, got))]);
  const checkContext = (): void => {
    if (lost || gpgpu?.gl.isContextLost()) throw fail('there', 'a lost WebGL context');
  };
  const check = async (): Promise<void> => {
    checkContext();
    if (device && !(await answers(device))) throw fail('there', 'a lost WebGPU device');
    const got = error;
    error = undefined;
    if (got !== undefined) throw fail('able to compute the step', `an error: ${got}`);
  };
  return {
    heed: async (read) => {
      checkContext();
      const waiting = new AbortController();
      const loss = new Promise<never>((_, reject) =>
        canvas?.addEventListener('webglcontextlost', reject, { signal: waiting.signal }),
      );
      try {
        return await Promise.race([read(), loss]);
      } finally {
        waiting.abort();
        // On a lost device everything goes wrong, so that is told first.
        await check();
      }
    },
    close: () => over.abort(),
  };
};
