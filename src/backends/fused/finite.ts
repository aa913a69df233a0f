import { allFinite, type AllFinite } from '../../core/check/finite.js';
import { alarm } from './ir/ir.js';
import type { Memory, Target } from './ir/target.js';
import { routine } from './ir/writer.js';
import { arithmetic } from './kernels/emit.js';

/** How many numbers are worth a copy; and how many are copied at once, no more than the nearest cache holds. */
const [few, most] = [256, 4096];

/** The word that tells where the numbers end, and where they begin. */
const [end, begin] = [8, 64];

/** How many vectors are looked at in one go. */
const unroll = 4;

/**
 * `allFinite` for a target with vectors: numbers are copied, piece by piece, into a memory of its own. That is made when it is first
 * needed; where it cannot be, JavaScript looks.
 */
export const finiteOn = <Code, M extends Memory>(target: Target<Code, M>): AllFinite => {
  let look: AllFinite | undefined;
  return (data) => (data.length < few ? allFinite(data) : (look ??= lookOn(target))(data));
};

const lookOn = <Code, M extends Memory>(target: Target<Code, M>): AllFinite => {
  try {
    const memory = target.memory(begin + (most + unroll * 4) * 4);
    return inPieces(memory, target.instantiate(target.compile([finiteness]), memory).all);
  } catch {
    return allFinite;
  }
};

const inPieces =
  ({ f, i }: Memory, look: () => void): AllFinite =>
  (data) => {
    for (let from = 0; from < data.length; from += most) {
      const piece = data.subarray(from, from + most);
      const last = begin / 4 + piece.length;
      f.set(piece, begin / 4);
      // Behind the last, what is looked at with it.
      f.fill(0, last, last + unroll * 4);
      i[end / 4] = last * 4;
      look();
      if (i[alarm / 4] !== 0) return false;
    }
    return true;
  };

/** Tells by the word `alarm` whether a number is not finite: x - x is 0, or NaN, whose bits stay in a vector. */
const finiteness = routine((write) => {
  const { op, load, assign } = write;
  const { anyOf, isAny } = arithmetic(write);
  // Independent vectors break the dependency chain.
  const odd = Array.from({ length: unroll }, () => write.variable('v128', 0));
  write.for(begin, load('i32', 0, end), unroll * 16, (at) =>
    odd.forEach((found, k) => {
      const numbers = load('v128', at, k * 16);
      assign(found, op('or', found, op('f32.sub', numbers, numbers)));
    }),
  );
  write.store(isAny(anyOf(odd)), 0, alarm);
});
