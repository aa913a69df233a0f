import type { Dtype } from '../../../core/tensor.js';
import { float, type Local, type Operand, type Value } from '../ir/ir.js';
import type { BitRows } from './bit-rows.js';
import type { List } from './compact.js';
import { kindIn } from './emit.js';
import type { Constant, Writer } from './kernel.js';

/** How many rows are counted at a time. */
const some = 8;

/** Whether there are spikes enough to count those that reach each target, and none of them is graded. */
export const areCounted = (write: Writer, dtype: Dtype, row: Operand, list: List<Operand>): Value => {
  const { op } = write;
  const are = write.variable('i32', op('i32.ge', list.count, write.lanes === 4 ? 4 : 32));
  if (dtype === 'f32')
    write.forEach(list, (spike) => {
      const isOne = op('not', op('f32.ne', write.load('f32', write.plus(row, spike)), float(1)));
      write.assign(are, op('and', are, isOne));
    });
  return are;
};

/** Adds up what the spikes in a list bring to m targets: how many of their rows have the bit of each, and then the sum of so many weights. */
export const addCounted = (
  write: Writer,
  { rows, width, sums }: BitRows,
  spikes: List<Operand>,
  m: number,
  out: Operand,
): void => {
  const { op, plus, times } = write;
  const n = sums.shape[0]! - 1;
  const list = write.listOf(n + some);
  const seen = write.variable('i32', 0);
  write.forEach(spikes, (spike) => {
    const row = times(spike, width / 4);
    write.append(row, list);
    // Memory delivers rows one after the other faster than pieces of them.
    write.for(row, plus(row, width), 64, (at) => write.assign(seen, write.load('i32', at, write.at(rows))));
  });
  for (let more = 1; more < some; more++) write.append(n * width, list);
  const end = op('and', list.count, -4 * some);
  const counts = [write.scratch(width * 8), write.scratch(width * 8)];
  const countIn = (bytes: readonly number[]) => (): void => {
    write.for(0, width, 4 * write.lanes, (at) => {
      const planes = countBits(write, 8 * bytes.length, (body) =>
        write.for(0, end, 4 * some, (entry) =>
          body((k) =>
            write.load(kindIn('i32', write.lanes), plus(write.load('i32', entry, list.at + 4 * k), at), write.at(rows)),
          ),
        ),
      );
      const place = op('or', op('shl', op('and', at, -16), 3), op('and', at, 12));
      bytes.forEach((to, byte) =>
        transposed(write, planes.slice(8 * byte, 8 * byte + 8)).forEach((count, j) =>
          write.store(count, place, to + 16 * j),
        ),
      );
    });
    lookUp(write, sums, bytes, m, out);
  };
  write.if(op('i32.lt', spikes.count, 4 * 256), countIn(counts.slice(0, 1)), countIn(counts));
};

/** The sum for each of m counts, whose bytes lie in a list each, the lowest first. */
const lookUp = (write: Writer, sums: Constant, bytes: readonly number[], m: number, out: Operand): void => {
  const { op, plus, times } = write;
  write.inGroups(m, 16, (first, count) => {
    for (let k = 0; k < count; k++) {
      const [low, high] = bytes.map((from) => {
        const [four, shift] = [write.load('i32', first, from + k - (k % 4)), 8 * (k % 4) - 2];
        return op('and', shift < 0 ? op('shl', four, -shift) : op('shr', four, shift), 4 * 255);
      });
      const entry = high ? op('or', low!, op('shl', high, 8)) : low!;
      write.store(write.load('f32', entry, write.at(sums)), plus(times(first, 4), out), 4 * k);
    }
  });
};

/** For each bit in how many words it is set: a number whose digits are the bits of as many words. */
const countBits = (
  write: Writer,
  digits: number,
  eachSome: (body: (word: (k: number) => Value) => void) => void,
): readonly Local[] => {
  const { op } = write;
  const sums = Array.from({ length: digits }, () => write.variable(kindIn('i32', write.lanes), 0));
  eachSome((word) => {
    let carried: readonly Value[] = Array.from({ length: some }, (_, k) => word(k));
    for (const sum of sums) {
      const carries: Value[] = [];
      let total: Value = sum;
      for (let k = 0; k + 1 < carried.length; k += 2) {
        const [a, b] = [carried[k]!, carried[k + 1]!];
        const half = op('xor', total, a);
        carries.push(op('or', op('and', total, a), op('and', half, b)));
        total = op('xor', half, b);
      }
      if (carried.length === 1) {
        carries.push(op('and', total, carried[0]!));
        total = op('xor', total, carried[0]!);
      }
      write.assign(sum, total);
      carried = carries;
    }
  });
  return sums;
};

/** The bits of eight words the other way round: the byte i of the word j has the bits j of the bytes i of the words. */
const transposed = ({ op }: Writer, words: readonly Value[]): readonly Value[] => {
  const found = [...words];
  for (const [by, mask] of [
    [4, 0x0f0f0f0f],
    [2, 0x33333333],
    [1, 0x55555555],
  ] as const)
    for (let k = 0; k < 8; k++) {
      if ((k & by) !== 0) continue;
      const [low, high] = [found[k]!, found[k + by]!];
      const moved = op('and', op('xor', op('shr', low, by), high), mask);
      found[k + by] = op('xor', high, moved);
      found[k] = op('xor', low, op('shl', moved, by));
    }
  return found;
};
