import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { gpujs } from '../../src/backends/gpujs/gpujs.js';
import { tfjs } from '../../src/backends/tfjs/tfjs.js';
import { eager, js, wasm, type Backend } from '../../src/index.js';

/** Every backend that runs in Node, in every mode. */
export const nodeBackends: readonly Backend[] = [
  eager,
  wasm,
  js,
  gpujs('cpu'),
  gpujs('webasm'),
  tfjs(tf, 'cpu'),
  tfjs(tf, 'wasm'),
];
