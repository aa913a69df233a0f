import { right } from 'fp-ts/lib/Either.js';
import { secondsOf } from './clock.js';
import type { Subject } from './claim.js';

/**
 * The time in which memory can deliver the bytes that a unit of work has to read and write, at the speed of a native copy
 * between two arrays that together are as large as what the work goes through, measured in the same race.
 */
export const roofline = (name: string, bytes: number, workingSet: number): Subject => ({
  name,
  kind: 'bound',
  open: async () => {
    const source = new Float32Array(Math.ceil(workingSet / 8)).fill(1);
    const target = new Float32Array(source.length);
    const times = Math.ceil(1e8 / source.byteLength);
    return right({
      round: async (clock) => {
        const began = secondsOf(clock);
        for (let i = 0; i < times; i++) target.set(source);
        const seconds = secondsOf(clock) - began;
        return bytes / ((2 * source.byteLength * times) / seconds);
      },
    });
  },
});
