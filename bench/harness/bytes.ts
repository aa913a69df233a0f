import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const collect = (): void => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // Buffers that the first round finds to be garbage are counted until the next.
  gc();
  gc();
};

/** Bytes in use after garbage collection: by the heap, by buffers and WebAssembly memories; or by the process. */
export const bytesInUse = (of: 'held' | 'rss' = 'held'): number => {
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return of === 'rss' ? rss : heapUsed + external;
};
