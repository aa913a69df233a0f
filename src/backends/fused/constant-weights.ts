import { makerOf, type Maker } from '../../core/deferred.js';
import type { Data, Tensor } from '../../core/tensor.js';
import type { Memory, Target } from './ir/target.js';
import { routine } from './ir/writer.js';
import type { ConstantMatrix } from './kernels/kernel.js';

/** The one number that tells a matrix, if one does. Most others are known by their first few weights. */
export const constantMatrixOf = (value: Tensor, repeats: Repeats): ConstantMatrix | undefined => {
  const [m, n] = value.shape;
  if (value.dtype !== 'f32' || value.shape.length !== 2 || m !== n || n === undefined || n < 2) return undefined;
  const maker = makerOf(value);
  const row = maker === undefined ? value.data : firstOf(maker, n + 1);
  const [on, off] = [row[0]!, row[1]!];
  // A sum of zeros has no sign, and one of infinities no value.
  if (![on, off].every((value) => Number.isFinite(value) && !Object.is(value, -0))) return undefined;
  const where = on === off ? 'everywhere' : off === 0 ? 'diagonal' : on === 0 ? 'others' : undefined;
  if (where === undefined) return undefined;
  for (let k = 2; k <= n; k++) if (!Object.is(row[k], off)) return undefined;
  // From one element of the diagonal to the next it is the same again.
  const isKnown = maker !== undefined && (maker.period === n + 1 || maker.least === maker.most);
  return isKnown || repeats(value.data, n + 1) ? { where, value: where === 'diagonal' ? on : off } : undefined;
};

const firstOf = (maker: Maker, count: number): Float32Array => {
  const data = new Float32Array(count);
  maker.into(data, 0);
  return data;
};

/** The one number that a list of weights is made of. */
export const constantListOf = (value: Tensor): ConstantMatrix | undefined => {
  if (value.dtype !== 'f32' || value.shape.length !== 1 || value.shape[0] === 0) return undefined;
  const maker = makerOf(value);
  const first = maker === undefined ? value.data[0]! : Math.fround(maker.least);
  const isOne = maker === undefined ? value.data.every((other) => Object.is(other, first)) : maker.least === maker.most;
  return isOne && Number.isFinite(first) && !Object.is(first, -0) ? { where: 'everywhere', value: first } : undefined;
};

/** Whether every element has the bits of the one so many places before it. */
export type Repeats = (data: Data, every: number) => boolean;

/** How many elements are compared at once. */
const block = 2 ** 14;

/** Where the distance, the count (both in bytes) and what differs stand, and what is compared. */
const [distance, count, differs, start] = [16, 20, 24, 64];

const compared = routine((write) => {
  const [far, bytes] = [write.load('i32', distance), write.load('i32', count)];
  const found = write.variable('v128', 0);
  write.for(0, bytes, 16, (at) => {
    const later = write.load('v128', write.op('i32.add', at, far), start);
    write.assign(found, write.op('or', found, write.op('xor', write.load('v128', at, start), later)));
  });
  write.store(write.op('any_true', found), differs);
});

/** Compares with vectors where the target has them, in memory of its own, else one by one. */
export const repeating = <Code, M extends Memory>(target: Target<Code, M>): Repeats => {
  if (target.lanes === 1) return scalarRepeats;
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
      if (memory.i[differs / 4] !== 0 || !scalarRepeats(words.subarray(from + fours - every, to), every)) return false;
    }
    return true;
  };
};

const scalarRepeats: Repeats = (data, every) => {
  const words = wordsOf(data);
  for (let k = every; k < words.length; k++) if (words[k] !== words[k - every]) return false;
  return true;
};

/** Elements of four bytes as their bits. */
const wordsOf = ({ buffer, byteOffset, length }: Data): Int32Array => new Int32Array(buffer, byteOffset, length);
