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

/**
 * The least that a use leaves behind, bytes, of up to five uses until one leaves less than `most`: a leak is left by each of them, while V8
 * keeps code and room of its own after one or another.
 */
export const leftBy = async (use: () => Promise<unknown>, most: number): Promise<number> => {
  let [before, left] = [await heap(), Infinity];
  for (let go = 0; go < 5 && left >= most; go++) {
    await use();
    const after = await heap();
    left = Math.min(left, after - before);
    before = after;
  }
  return left;
};
