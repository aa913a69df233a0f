import { at, fault, type Fault } from '../../core/errors.js';
import type { Tf } from './held.js';

/** Whether the WebGL context that tfjs computes on has been taken away. */
export const contextLost = (tf: Tf, mode: string): boolean => {
  const { gpgpu } = (mode === 'webgl' ? (tf.findBackend(mode) ?? {}) : {}) as {
    readonly gpgpu?: { readonly gl?: WebGLRenderingContext };
  };
  return gpgpu?.gl?.isContextLost() === true;
};

export const lost = (mode: string): Fault =>
  at(`backend 'tfjs:${mode}'`)(fault('Backend', 'the device', 'there', 'a lost WebGL context'));
