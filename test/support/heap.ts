import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** How many bytes are in use, once all that nothing can reach is collected. */
export const heap = async (): Promise<number> => {
  // V8 gives the memory of dead arrays back in the background, later on a busy machine: it is done when nothing goes any more.
  let [least, unchanged] = [Infinity, 0];
  while (unchanged < 6) {
    // In a worker that has run many files a collection takes some tenths of a second: three in a row free no more than two.
    if (unchanged % 3 === 0) collect();
    await setTimeout(15);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const used = heapUsed + arrayBuffers;
    unchanged = used < least - 1000 ? 0 : unchanged + 1;
    least = Math.min(least, used);
  }
  return least;
};
