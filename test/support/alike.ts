import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { tfjs } from '../../src/backends/tfjs/tfjs.js';
import type { Backend } from '../../src/index.js';
import { drawn } from './backends.js';

/** Every backend with the bits of eager, and how many scenes show it: an operation of tfjs takes as long as a step elsewhere. */
export const alike: readonly { readonly name: string; readonly backend: Backend; readonly scenes: number }[] = [
  { name: drawn.name, backend: drawn, scenes: 120 },
  { name: 'tfjs:wasm', backend: tfjs(tf, 'wasm'), scenes: 40 },
];
