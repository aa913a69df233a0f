import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { tfjs } from '../../src/backends/tfjs/tfjs.js';
import type { Backend } from '../../src/index.js';
import { backends } from './backends.js';

/** Every backend and mode that runs in Node. */
export const inNode: readonly Backend[] = [
  ...backends,
  gpujs({ mode: 'cpu' }),
  gpujs({ mode: 'webasm' }),
  tfjs(tf, 'cpu'),
  tfjs(tf, 'wasm'),
];
