import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { tfjs } from '../../src/backends/tfjs/tfjs.js';
import type { AnyNetwork, Backend } from '../../src/index.js';
import { isExact } from '../every/support/exact.js';
import { drawn } from './backends.js';

/** A backend with the bits of eager in some networks, and how many scenes show it. */
interface Alike {
  readonly name: string;
  readonly backend: Backend;
  readonly scenes: number;
  readonly isExact: (net: AnyNetwork) => boolean;
}

/** Every such backend: an operation of tfjs takes as long as a step elsewhere, and its exponentials are its own. */
export const alike: readonly Alike[] = [
  { name: drawn.name, backend: drawn, scenes: 120, isExact: () => true },
  { name: 'tfjs:wasm', backend: tfjs(tf, 'wasm'), scenes: 40, isExact: (net) => isExact({ net }, 'wasm') },
];
