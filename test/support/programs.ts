import * as fc from 'fast-check';
import type { Tensor } from '../../src/index.js';
import type { Algebra, Operand } from '../../src/authoring.js';
import { boolsOf, floats, numberIn, tensorOf, words } from './arbitraries.js';
import { binaryOps, isBinary, isTernary, isUnary, ternaryOps, unaryOps } from './operations.js';

const arities = {
  unary: unaryOps,
  binary: binaryOps,
  ternary: ternaryOps,
  axes: ['sum', 'maxOver'],
  other: ['contract', 'chooseOne', 'uniform', 'reshape'],
} as const;

type Command = (typeof arities)[keyof typeof arities][number];

/** One operation on values computed before, which it picks by number, or on a plain number in place of the second. */
interface Line {
  readonly op: Command;
  readonly picks: readonly [number, number, number];
  readonly literal: number | undefined;
}

/** A random expression: inputs whose shapes all broadcast to [2, 3], and operations that follow each other. */
export interface Program {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly lines: readonly Line[];
}

const shapes = [[2, 3], [3], [1, 3], [2, 1], []];
const sums = [[], [0], [1], [0, 1]];
const contractions = ['ij,ij->ij', 'ij,ij->j', 'ij,ij->', 'ij,ij->ji', 'ij,ik->jk', 'ij,kj->ik'];

/** The values of all lines of a program, in any algebra; an operation whose operands would not fit hands on its first. */
export const execute = <T>(A: Algebra<T>, lines: readonly Line[], inputs: readonly T[]): readonly T[] =>
  lines.reduce<readonly T[]>((values, line) => values.concat([perform(A, line, values)]), inputs);

const perform = <T>(A: Algebra<T>, { op, picks, literal }: Line, values: readonly T[]): T => {
  const at = (pick: number): T => values[pick % values.length]!;
  const [x, b, z] = [at(picks[0]), at(picks[1]), at(picks[2])];
  const y: Operand<T> = literal ?? b;
  const { shape, dtype } = A.type(x);
  const isFull = (value: T): boolean => A.type(value).shape.join() === '2,3';
  if (isUnary(op)) return A[op](x);
  if (isBinary(op)) return A[op](x, y);
  if (isTernary(op)) return A[op](x, y, z);
  switch (op) {
    case 'sum':
    case 'maxOver':
      return A[op](
        x,
        sums[picks[2] % sums.length]!.filter((axis) => axis < shape.length && !(axis === 1 && shape[0] === 2)),
      );
    case 'contract': {
      const axes = contractions[picks[2] % contractions.length]!;
      const full = isFull(x) && isFull(b);
      return full ? squeezed(A, A.contract(axes, x, b)) : x;
    }
    case 'chooseOne':
      return dtype === 'bool' && isFull(x) ? A.chooseOne(x, A.uniform(at(0), picks[2], [2])) : x;
    case 'uniform':
      return A.uniform(at(0), picks[1], shape);
    case 'reshape':
      return shape.length === 2 && shape[0] === 1 ? A.reshape(x, shape.slice(1)) : x;
  }
};

/** Whatever comes of a contraction, brought to a shape that broadcasts with [2, 3]. */
const squeezed = <T>(A: Algebra<T>, x: T): T => {
  const { shape } = A.type(x);
  if (shape.join() === '3,2') return A.reshape(x, [2, 3]);
  return shape.every((extent, axis) => extent === [2, 3][axis + 2 - shape.length])
    ? x
    : A.sum(
        x,
        shape.map((_, axis) => axis),
      );
};

const line: fc.Arbitrary<Line> = fc.record({
  op: fc.constantFrom(...Object.values(arities).flatMap((ops): readonly Command[] => ops)),
  picks: fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50)),
  literal: fc.option(fc.oneof(fc.constantFrom(0, 1, -0, 2, 0.5), numberIn(-9, 9)), { nil: undefined }),
});

/** The first input is a counter of random numbers; the others are of every shape and type. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(
    tensorOf([3], words, 'i32'),
    fc.tuple(...shapes.map((shape) => tensorOf(shape, floats))),
    fc.tuple(...shapes.map((shape) => boolsOf(shape))),
    tensorOf([2, 3], words, 'i32'),
    fc.array(line, { minLength: 1, maxLength: 25 }),
  )
  .map(([noise, numbers, bools, whole, lines]) => ({
    inputs: Object.fromEntries([noise, ...numbers, ...bools, whole].map((x, place) => [`input ${place}`, x])),
    lines,
  }));
