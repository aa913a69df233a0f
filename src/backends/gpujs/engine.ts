import * as E from 'fp-ts/lib/Either.js';
import { at, fault, FaultError, refused, thrown, type Faults } from '../../core/faults/errors.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { isAlive } from '../webgpu.js';
import { modes, type Mode, type Traits } from './modes.js';
import type { Gpu, Handle, KernelSettings, Peer, PeerKernel, Remote } from './peer.js';
import type { Kernel } from './writer.js';

/** A compiled kernel: arrays in, an array for each output. */
export type Launcher = (args: readonly Handle[]) => Promise<readonly Handle[]> | readonly Handle[];

/** gpu.js in one mode: compiles kernels (each text once), uploads, reads and frees arrays. A failure throws a FaultError. */
export interface Engine {
  /** The name of the backend, as in faults. */
  readonly name: string;
  /** Those of its mode, within the limits of the device. */
  readonly traits: Traits;
  readonly launcher: (kernel: Kernel) => Launcher;
  readonly upload: (value: Tensor) => Promise<Handle> | Handle;
  readonly read: (handle: Handle) => Promise<Float32Array> | Float32Array;
  readonly free: (handle: Handle) => void;
  /** Whether the device is gone. */
  readonly isLost: () => Promise<boolean>;
  /** Destroys the kernels not used for longest, all but 256. Not while a session may use them. */
  readonly trim: () => void;
}

const kept = 256;

/** Starts gpu.js, and runs a kernel in the mode that was asked for: it would fall back to another without an error. */
export const startEngine = async (name: string, mode: Mode, peer: Peer): Promise<E.Either<Faults, Engine>> => {
  const supported = fault('Backend', `mode '${mode}'`, 'one that works here', '');
  try {
    const made = engine(name, mode, new peer.GPU({ mode }));
    const probe: Tensor = { shape: [2], dtype: 'f32', data: Float32Array.of(1, 2) };
    const given = await made.upload(probe);
    const copied = await made.launcher(copy)([given]);
    const [one, two] = await made.read(copied[0]!);
    [given, ...copied].forEach(made.free);
    return one === 1 && two === 2
      ? E.right(made)
      : E.left([at(`backend '${name}'`)({ ...supported, got: `${one}, ${two} for 1, 2` })]);
  } catch (error) {
    return E.left(
      error instanceof FaultError ? error.faults : [at(`backend '${name}'`)({ ...supported, got: thrown(error) })],
    );
  }
};

const copy: Kernel = {
  inputs: [0],
  lengths: [2],
  outputs: [0],
  size: 2,
  source: 'function kernel(a0) { return a0[this.thread.x]; }',
  exact: false,
};

const engine = (name: string, mode: Mode, gpu: Gpu): Engine => {
  const { remote } = modes[mode];
  const outputs = Math.min(modes[mode].outputs, gpu.Kernel.features?.channelCount ?? Infinity);
  const cache = new Map<string, PeerKernel>();
  const cachedKernel = (key: string, make: () => PeerKernel): PeerKernel => {
    const found = cache.get(key) ?? make();
    // The order of a Map is that of insertion: the one used last goes to the end.
    cache.delete(key);
    cache.set(key, found);
    return found;
  };
  const call = (kernel: PeerKernel, args: readonly Handle[]): unknown => {
    const result = kernel(...args);
    const { constructor: ran, fallbackReason } = kernel.kernel;
    if (ran !== gpu.Kernel) {
      const got = `mode '${ran.mode}' (${fallbackReason ?? 'no reason given'})`;
      throw refused(`backend '${name}'`, 'kernel', `computed in mode '${mode}'`, got, 'Backend');
    }
    return result;
  };
  const settings = (count: number): KernelSettings => ({
    output: [count],
    precision: 'single',
    pipeline: true,
    immutable: true,
  });

  return {
    name,
    traits: { ...modes[mode], outputs },
    launcher: (kernel) => {
      const last = kernel.outputs.length - 1;
      const compiled = cachedKernel(`${kernel.lengths.join()} -> ${kernel.size}: ${kernel.source}`, () =>
        last === 0
          ? gpu.createKernel(kernel.source, settings(kernel.size))
          : gpu.createKernelMap(mapped(last), kernel.source, settings(kernel.size)),
      );
      const handles = (result: unknown): readonly Handle[] => {
        if (last === 0) return [result as Handle];
        const all = result as { readonly [name: string]: Handle };
        return [...Array.from({ length: last }, (_, place) => all[`out${place}`]!), all['result']!];
      };
      return (args) => {
        const result = call(compiled, args);
        return result instanceof Promise ? result.then(handles) : handles(result);
      };
    },
    upload: (value) => {
      const data = value.data instanceof Float32Array ? value.data : Float32Array.from(value.data);
      if (!remote) return data;
      const count = size(value.shape);
      const upload = cachedKernel(`upload ${count}`, () => gpu.createKernel(copy.source, settings(count)));
      return call(upload, [data]) as Handle | Promise<Handle>;
    },
    read: (handle) => {
      if (handle instanceof Float32Array) return handle;
      const read = handle.toArray();
      return read instanceof Promise
        ? read.then((all) => Float32Array.from(all))
        : Float32Array.from(read as ArrayLike<number>);
    },
    free: (handle) => {
      if (remote) (handle as Remote).delete();
    },
    isLost: async () => {
      // All kernels share one context.
      const [first] = cache.values();
      const { context } = first?.kernel ?? {};
      if (context?.isContextLost !== undefined) return context.isContextLost();
      return context?.device !== undefined && !(await isAlive(context.device));
    },
    trim: () => {
      for (const [key, kernel] of [...cache].slice(0, Math.max(0, cache.size - kept))) {
        kernel.destroy();
        cache.delete(key);
      }
    },
  };
};

/** The functions that a kernel calls with its outputs, all but the last. */
const mapped = (count: number): { readonly [name: string]: string } =>
  Object.fromEntries(
    Array.from({ length: count }, (_, place) => [`out${place}`, `function out${place}(value) { return value; }`]),
  );
