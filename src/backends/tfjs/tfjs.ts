import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../../core/run/backend.js';
import { at, refused } from '../../core/faults/errors.js';
import { shown } from '../../core/faults/shown.js';
import type { Tf } from './device-value.js';
import { openDeviceSession } from '../device-session.js';
import { tfjsDevice } from './device.js';
import { start } from './with-backend.js';

export type { Tf } from './device-value.js';

/**
 * TensorFlow.js as a backend: `tfjs(tf, 'wasm')`, with `tf` from `import * as tf from '@tensorflow/tfjs-core'` (or
 * `@tensorflow/tfjs`) and the mode that of a backend package that the program imports: `cpu`, `wasm`, `webgl`, `webgpu`. On wasm
 * every operation but `exp` and `log` is that of eager to the bit; elsewhere see docs/backends.md. A mode that is not imported, does
 * not start or cannot hold float32, and a network with an operation that the mode cannot compute, are faults of the run.
 */
export const tfjs = (tf: Tf, mode: string): Backend => {
  if (typeof (tf as Partial<Tf> | null)?.engine !== 'function')
    throw refused('tfjs', 'tf', "the module of '@tensorflow/tfjs-core'", shown(tf));
  if (typeof mode !== 'string')
    throw refused('tfjs', 'mode', "the name of a backend of tfjs, such as 'wasm'", shown(mode));
  return {
    name: `tfjs:${mode}`,
    chunk: 32,
    open: async (net, state, watched) => {
      const refused = await start(tf, mode);
      if (refused !== undefined) return E.left([at(`backend 'tfjs:${mode}'`)(refused)]);
      return openDeviceSession(tfjsDevice(tf, mode, net), net, state, watched);
    },
  };
};
