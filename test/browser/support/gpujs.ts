import { GPU } from 'gpu.js';
import type { Gpu, PeerKernel, Remote } from '../../../src/backends/gpujs/peer.js';

type Settings = ConstructorParameters<typeof GPU>[0];

/** gpu.js, for `gpujs(mode, { load })`, with someone told of each instance that starts and of each array that a kernel leaves on the device. */
export const watchedPeer =
  (onStart: (gpu: GPU) => void, onArray: (array: Remote) => void) => async (): Promise<unknown> => {
    const noted = (result: unknown): unknown => {
      if (result instanceof Promise) return result.then(noted);
      const arrays = 'toArray' in (result as object) ? [result] : Object.values(result as object);
      arrays.forEach((array) => onArray(array as Remote));
      return result;
    };
    const watched = (kernel: PeerKernel): PeerKernel =>
      new Proxy(kernel, { apply: (target, self, args) => noted(Reflect.apply(target, self, args)) });
    const Watched = function (settings: Settings): Gpu {
      const gpu = new GPU(settings);
      onStart(gpu);
      const { Kernel, createKernel, createKernelMap } = gpu as unknown as Gpu;
      return {
        Kernel,
        createKernel: (...args) => watched(createKernel.apply(gpu, args)),
        createKernelMap: (...args) => watched(createKernelMap.apply(gpu, args)),
      };
    };
    return { GPU: Watched };
  };
