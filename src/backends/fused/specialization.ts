import type { Data, Dtype, Tensor } from '../../core/tensor.js';
import type { StateLayout } from './state-layout.js';
import type { ConstantMatrix } from './kernels/kernel.js';
import { int } from './ir/ir.js';
import type { Memory, Target } from './ir/target.js';
import { routine } from './ir/writer.js';

/** What a program may take for granted of the state that it finds; `key` is all of it in words. */
export interface Specialization {
  readonly key: string;
  /** The element types of all variables: an input layer's `s` takes those of its frames. */
  readonly dtypes: ReadonlyMap<string, Dtype>;
  /** The variables whose values one number tells. */
  readonly structures: ReadonlyMap<string, ConstantMatrix>;
}

export const known = (
  dtypes: ReadonlyMap<string, Dtype>,
  structures: ReadonlyMap<string, ConstantMatrix>,
): Specialization => ({
  key: `${[...dtypes.values()].join()} ${[...structures].map(([path, { where, value }]) => `${path} ${where} ${value}`).join()}`,
  dtypes,
  structures,
});

/** What there is to know of a state, given by path. It is looked at as it is: nothing is remembered of its tensors, which others may write into. */
export const specializationOf = (
  { homes }: StateLayout,
  state: ReadonlyMap<string, Tensor>,
  repeats: Repeats,
): Specialization => {
  const paths = [...homes];
  return known(
    new Map(paths.map(([path]) => [path, state.get(path)!.dtype])),
    new Map(
      paths.flatMap(([path, { slot }]) => {
        const structure = slot.learned ? constantMatrixOf(state.get(path)!, repeats) : undefined;
        return structure === undefined ? [] : [[path, structure] as const];
      }),
    ),
  );
};

/** The structure of a tensor, if it has any. A matrix of other weights is known by its first few. */
export const constantMatrixOf = ({ shape, dtype, data }: Tensor, repeats: Repeats): ConstantMatrix | undefined => {
  const [m, n] = shape;
  if (dtype !== 'f32' || shape.length !== 2 || m !== n || n === undefined || n < 2) return undefined;
  const [on, off] = [data[0]!, data[1]!];
  // A sum of zeros has no sign, and one of infinities no value.
  if (![on, off].every((value) => Number.isFinite(value) && !Object.is(value, -0))) return undefined;
  const where = on === off ? 'everywhere' : off === 0 ? 'diagonal' : on === 0 ? 'others' : undefined;
  if (where === undefined) return undefined;
  for (let k = 2; k <= n; k++) if (!Object.is(data[k], off)) return undefined;
  // From one element of the diagonal to the next it is the same again.
  return repeats(data, n + 1) ? { where, value: where === 'diagonal' ? on : off } : undefined;
};

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
