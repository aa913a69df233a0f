import { sequenceT } from 'fp-ts/lib/Apply.js';
import * as E from 'fp-ts/lib/Either.js';
import { getSemigroup } from 'fp-ts/lib/NonEmptyArray.js';
import type { Backend } from '../../core/run/backend.js';
import { at, fault, thrown, type Fault, type Faults, type LocalFault } from '../../core/faults/errors.js';
import type { Tf } from './device-value.js';
import { tfjs } from './tfjs.js';
import { start } from './with-backend.js';
import { hasOwn } from '../../core/record.js';
import { shown } from '../../core/faults/shown.js';

type Wasm = typeof import('@tensorflow/tfjs-backend-wasm');

// Written out, so that Vite, Rollup and esbuild bundle the packages that are installed; webpack would fail for want of the others.
const kernels: Readonly<Record<string, () => Promise<object>>> = {
  cpu: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-cpu'),
  wasm: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-wasm'),
  webgl: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-backend-webgpu'),
};

/**
 * Imports TensorFlow.js and the package of one of its backends, and starts it, so that a reason why it cannot run is a fault now.
 * `wasmPath` is where a page gets the WebAssembly files from, a folder that ends in `/`.
 */
export const load = async (mode: string, wasmPath?: string): Promise<E.Either<Faults, Backend>> => {
  const [core, backend] = await Promise.all([
    imported<Tf>(mode, 'core', () => import(/* webpackIgnore: true */ '@tensorflow/tfjs-core')),
    imported(mode, `backend-${mode}`, kernels[mode]!),
  ]);
  const both = sequenceT(E.getApplicativeValidation(getSemigroup<Fault>()))(core, backend);
  if (E.isLeft(both)) return both;
  const [tf, loaded] = both.right;
  const refused = setPath(loaded, wasmPath) ?? unregistered(tf, mode) ?? (await start(tf, mode));
  if (refused === undefined) return E.right(tfjs(tf, mode));
  const local = mode === 'wasm' && refused.what === 'mode' ? await missingFile(tf, wasmPath) : refused;
  return E.left([at(`backend 'tfjs:${mode}'`)(local)]);
};

const setPath = (loaded: object, wasmPath: string | undefined): LocalFault | undefined => {
  try {
    if (wasmPath !== undefined) (loaded as Wasm).setWasmPaths(wasmPath);
    return undefined;
  } catch (error) {
    const want = 'given before tfjs tries to start for the first time (load the page again)';
    return fault('Backend', "option 'wasmPath'", want, thrown(error));
  }
};

/** The packages for GPUs register no backend outside of browsers. */
const unregistered = (tf: Tf, mode: string): LocalFault | undefined =>
  hasOwn(tf.engine().registryFactory, mode)
    ? undefined
    : fault('Backend', 'mode', 'one that runs here (webgl and webgpu run in browsers)', shown(mode));

/** The fault of a backend that did not find its WebAssembly file. */
const missingFile = async (tf: Tf, wasmPath: string | undefined): Promise<LocalFault> => {
  const [simd, threads] = await Promise.all([
    tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  ]);
  const kind = simd === true ? (threads === true ? '-threaded-simd' : '-simd') : '';
  return fault(
    'Backend',
    `file 'tfjs-backend-wasm${kind}.wasm'`,
    "in the folder that option 'wasmPath' names, which ends in '/' (it is in @tensorflow/tfjs-backend-wasm/dist)",
    wasmPath === undefined ? 'no wasmPath' : `'${wasmPath}'`,
  );
};

const imported = async <A>(mode: string, name: string, from: () => Promise<A>): Promise<E.Either<Faults, A>> => {
  try {
    return E.right(await from());
  } catch (error) {
    const missing = fault('Backend', `package '@tensorflow/tfjs-${name}'`, 'installed', thrown(error));
    return E.left([at(`backend 'tfjs:${mode}'`)(missing)]);
  }
};
