import { sequenceT } from 'fp-ts/lib/Apply.js';
import * as E from 'fp-ts/lib/Either.js';
import { getSemigroup } from 'fp-ts/lib/NonEmptyArray.js';
import type { Backend } from '../../core/backend.js';
import { at, fault, thrown, type Fault, type Faults } from '../../core/errors.js';
import type { Tf } from './held.js';
import { tfjs } from './tfjs.js';

type Wasm = typeof import('@tensorflow/tfjs-backend-wasm');

// Written out, so that Vite, Rollup and esbuild find what is installed and leave out what is not; webpack would insist on it.
const kernels: Readonly<Record<string, () => Promise<object>>> = {
  cpu: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-cpu'),
  wasm: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-wasm'),
  webgl: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-webgpu'),
};

/** Imports TensorFlow.js and the package of one of its backends; `wasmPath` is where a page gets the WebAssembly files from, a folder that ends in `/`. */
export const load = async (mode: string, wasmPath?: string): Promise<E.Either<Faults, Backend>> => {
  const [core, backend] = await Promise.all([
    imported<Tf>(mode, 'core', () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-core')),
    imported(mode, `backend-${mode}`, kernels[mode]!),
  ]);
  return E.map(([tf, loaded]: readonly [Tf, object]) => {
    if (wasmPath !== undefined) (loaded as Wasm).setWasmPaths(wasmPath);
    return tfjs(tf, mode);
  })(sequenceT(E.getApplicativeValidation(getSemigroup<Fault>()))(core, backend));
};

const imported = async <A>(mode: string, name: string, from: () => Promise<A>): Promise<E.Either<Faults, A>> => {
  try {
    return E.right(await from());
  } catch (error) {
    const missing = fault('Backend', `package '@tensorflow/tfjs-${name}'`, 'installed', thrown(error));
    return E.left([at(`backend 'tfjs:${mode}'`)(missing)]);
  }
};
