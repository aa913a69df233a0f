import { GPU } from 'gpu.js';

/** The arrays that a simulated device has made and freed, and its calls. */
export interface Ledger {
  made: number;
  freed: number;
  most: number;
  reads: number;
  calls: number;
  /** Arrays that came from the host. */
  uploads: number;
  /** The most that one kernel gave. */
  results: number;
  /** The kernel calls to go until one fails; negative: none does. */
  failing: number;
}

/**
 * gpu.js with arrays behind handles, as on a GPU, computed by its cpu mode: every handle is in the ledger, and dead once deleted. It
 * says that a kernel can have so many results.
 */
export const remotePeer = (channelCount = 8): { readonly peer: () => Promise<unknown>; readonly ledger: Ledger } => {
  const ledger: Ledger = { made: 0, freed: 0, most: 0, reads: 0, calls: 0, uploads: 0, results: 1, failing: -1 };
  const alive = new Map<object, Float32Array>();
  const handleOf = (data: Float32Array): object => {
    const handle = {
      toArray: () => {
        ledger.reads++;
        return alive.get(handle) ?? fail();
      },
      delete: () => {
        if (!alive.delete(handle)) fail();
        ledger.freed++;
      },
    };
    alive.set(handle, data);
    ledger.made++;
    ledger.most = Math.max(ledger.most, alive.size);
    return handle;
  };
  const fail = (): never => {
    throw new Error('the handle is dead');
  };
  const Made = function () {
    const cpu = new GPU({ mode: 'cpu' });
    const wrapped = (kernel: (...args: readonly unknown[]) => unknown) =>
      Object.assign(
        (...args: readonly unknown[]) => {
          ledger.calls++;
          ledger.uploads += args.filter((arg) => arg instanceof Float32Array).length;
          if (ledger.failing-- === 0) throw new Error('out of memory');
          const result = kernel(
            ...args.map((arg) => (arg instanceof Float32Array ? arg : (alive.get(arg as object) ?? fail()))),
          );
          return result instanceof Float32Array
            ? handleOf(result)
            : Object.fromEntries(
                Object.entries(result as Record<string, Float32Array>).map(([name, data]) => [name, handleOf(data)]),
              );
        },
        { kernel: { constructor: Remote }, destroy: () => {} },
      );
    return {
      Kernel: Remote,
      createKernel: (...args: Parameters<GPU['createKernel']>) => wrapped(cpu.createKernel(...args) as never),
      createKernelMap: (...args: readonly unknown[]) => {
        ledger.results = Math.max(ledger.results, Object.keys(args[0] as object).length + 1);
        return wrapped((cpu.createKernelMap as (...all: readonly unknown[]) => never)(...args));
      },
    };
  };
  const Remote = Object.assign(Made, { features: { channelCount } });
  return { peer: async () => ({ GPU: Remote }), ledger };
};
