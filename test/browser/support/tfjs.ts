import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { tfjs } from 'spikefold/tfjs';
import type { Backend } from 'spikefold';

/** Where Vite serves the WebAssembly of tfjs. */
export const wasmPath = '/node_modules/@tensorflow/tfjs-backend-wasm/dist/';
setWasmPaths(wasmPath);

export { tf };

/** TensorFlow.js in a browser, by mode. */
export const modes: Readonly<Record<'wasm' | 'webgl' | 'webgpu', Backend>> = {
  wasm: tfjs(tf, 'wasm'),
  webgl: tfjs(tf, 'webgl'),
  webgpu: tfjs(tf, 'webgpu'),
};
