import type { Data } from '../../core/tensor.js';
import { int } from './ir/ir.js';
import { routine } from './ir/writer.js';
import type { Memory, Target } from './ir/target.js';

/** Whether every element has the bits of the one so many places before it. */
export type Repeats = (data: Data, every: number) => boolean;

/** How many elements are compared at once. */
const block = 2 ** 14;

/** Where the distance, the count (both in bytes) and what differs stand, and what is compared. */
const [distance, count, differs, start] = [16, 20, 24, 64];

const compared = routine((write) => {
  const [far, bytes] = [write.load('i32', int(distance)), write.load('i32', int(count))];
  const found = write.variable('v128', int(0));
  write.for(int(0), bytes, 16, (at) => {
    const later = write.load('v128', write.op('i32.add', at, far), start);
    write.assign(found, write.op('or', found, write.op('xor', write.load('v128', at, start), later)));
  });
  write.store(write.op('any_true', found), int(differs));
});

/** Compares with vectors where the target has them, in memory of its own, else one by one. */
export const repeating = <Code, M extends Memory>(target: Target<Code, M>): Repeats => {
  if (target.lanes === 1) return oneByOne;
  let ready: { readonly every: number; readonly memory: M; readonly run: () => void } | undefined;
  const readyFor = (every: number): NonNullable<typeof ready> => {
    if (ready !== undefined && ready.every >= every) return ready;
    const memory = target.memory(start + (block + every) * 4);
    ready = { every, memory, run: target.instantiate(target.compile([compared]), memory).all };
    return ready;
  };
  return (data, every) => {
    const { memory, run } = readyFor(every);
    const words = wordsOf(data);
    for (let from = every; from < words.length; from += block) {
      const to = Math.min(from + block, words.length);
      const fours = (to - from) & ~3;
      memory.i.set(words.subarray(from - every, to), start / 4);
      memory.i[distance / 4] = every * 4;
      memory.i[count / 4] = fours * 4;
      run();
      if (memory.i[differs / 4] !== 0 || !oneByOne(words.subarray(from + fours - every, to), every)) return false;
    }
    return true;
  };
};

const oneByOne: Repeats = (data, every) => {
  const words = wordsOf(data);
  for (let k = every; k < words.length; k++) if (words[k] !== words[k - every]) return false;
  return true;
};

/** Elements of four bytes as their bits. */
const wordsOf = ({ buffer, byteOffset, length }: Data): Int32Array => new Int32Array(buffer, byteOffset, length);
