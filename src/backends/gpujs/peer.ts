import * as E from 'fp-ts/lib/Either.js';
import { at, fault, thrown, type Faults } from '../../core/faults/errors.js';
import type { Mode } from './modes.js';

/** The part of the package gpu.js that is used here, so that its types are not needed where it is absent. */
export interface Peer {
  readonly GPU: new (settings: { readonly mode: Mode }) => Gpu;
}

export interface Gpu {
  /** The class of the kernels of the chosen mode; of WebGL's, how many textures one can draw to here. */
  readonly Kernel: { readonly features?: { readonly channelCount?: number } };
  readonly createKernel: (source: string, settings: KernelSettings) => PeerKernel;
  readonly createKernelMap: (
    mapped: { readonly [name: string]: string },
    source: string,
    settings: KernelSettings,
  ) => PeerKernel;
}

export interface KernelSettings {
  readonly output: readonly number[];
  readonly precision: 'single';
  readonly pipeline: boolean;
  readonly immutable: boolean;
}

/** A compiled kernel. It gives an array, or a handle to one on the device; a kernel map a record of them; `webgpu` a promise. */
export interface PeerKernel {
  (...args: readonly Handle[]): unknown;
  /** The kernel that really runs: gpu.js may have substituted another for the one asked for. */
  readonly kernel: {
    readonly constructor: { readonly mode?: string };
    readonly fallbackReason?: string | null;
    /** The context of WebGL, or the holder of WebGPU's device. */
    readonly context?: { readonly isContextLost?: () => boolean; readonly device?: GPUDevice } | null;
  };
  readonly destroy: () => void;
}

/** An array where a mode keeps it. */
export type Handle = Float32Array | Remote;
export interface Remote {
  readonly toArray: () => ArrayLike<number> | Promise<ArrayLike<number>>;
  readonly delete: () => void;
}

/** The package, or the fault that it cannot be loaded. */
export const loadPeer = async (name: string, load: () => Promise<unknown>): Promise<E.Either<Faults, Peer>> => {
  const missing = (got: string): E.Either<Faults, Peer> =>
    E.left([at(`backend '${name}'`)(fault('Backend', "package 'gpu.js'", 'installed (npm install gpu.js)', got))]);
  try {
    // A CommonJS package: bundlers and Node differ in where they put what it exports.
    const loaded = (await load()) as Partial<Peer> & { readonly default?: Partial<Peer> };
    const { GPU } = loaded.GPU === undefined ? (loaded.default ?? {}) : loaded;
    return GPU === undefined ? missing('a module without GPU') : E.right({ GPU });
  } catch (error) {
    return missing(thrown(error));
  }
};
