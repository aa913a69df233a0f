import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expOf, logOf } from '../../src/core/exp-log.js';
import type { BinaryOp, UnaryOp } from '../../src/core/elementwise.js';
import { tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A, type Operand } from '../../src/authoring.js';
import { anyTensor, broadcasting, floats, tallies, tensorOf, words } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { binaryOps, unaryOps } from '../support/operations.js';
import { elementAt, jointShape, lifted, tensorBy } from '../support/plain.js';
import { expectSame } from '../support/same.js';

type Scalar = (...values: readonly number[]) => number;
type Operands = readonly [Operand<Tensor>, Operand<Tensor>, Operand<Tensor>];

/** Three operands that broadcast: tensors of any type, or plain numbers. */
const operands: fc.Arbitrary<Operands> = broadcasting(3).chain(
  ([a, b, c]) =>
    fc.tuple(
      ...[a!, b!, c!].map((shape) => fc.oneof({ weight: 4, arbitrary: anyTensor(shape) }, floats, tallies)),
    ) as unknown as fc.Arbitrary<Operands>,
);

const toF32 = ({ shape, dtype, data }: Tensor): Tensor =>
  dtype === 'f32' ? { shape, dtype, data } : { shape, dtype: 'f32', data: Float32Array.from(data) };

/** Element by element over operands of one kind: what an operation is, by its meaning for numbers. */
const pointwise = (dtype: Tensor['dtype'], f: Scalar, ...args: readonly Tensor[]): Tensor =>
  tensorBy(jointShape(args.map(({ shape }) => shape)), dtype, (place) =>
    f(...args.map((arg) => elementAt(arg, place))),
  );

/** Arithmetic: in whole numbers that wrap where all operands are, else in float32. */
const arithmetic =
  (real: Scalar, whole: Scalar) =>
  (...args: readonly Tensor[]): Tensor =>
    args.every(({ dtype }) => dtype === 'i32')
      ? pointwise('i32', (...values) => whole(...values) | 0, ...args)
      : pointwise('f32', real, ...args.map(toF32));

const truth =
  (holds: (...values: readonly number[]) => boolean) =>
  (...args: readonly Tensor[]): Tensor => {
    const kinds = new Set(args.map(({ dtype }) => dtype));
    return pointwise('bool', (...values) => (holds(...values) ? 1 : 0), ...(kinds.size > 1 ? args.map(toF32) : args));
  };

/** Both sides of an operation, where a number takes the type of the other. */
const pair = (a: Operand<Tensor>, b: Operand<Tensor>): readonly [Tensor, Tensor] => [
  lifted(a, typeof b === 'number' ? undefined : b.dtype),
  lifted(b, typeof a === 'number' ? undefined : a.dtype),
];

type Meaning = (...args: readonly Tensor[]) => Tensor;
const real =
  (f: Scalar): Meaning =>
  (...args) =>
    pointwise('f32', f, ...args.map(toF32));

const absolute: Scalar = (x) => Math.abs(x!);
const unary: Readonly<Record<UnaryOp, Meaning>> = {
  abs: arithmetic(absolute, absolute),
  exp: real((x) => expOf(x!)),
  log: real((x) => logOf(x!)),
  not: truth((x) => x === 0),
};

const max: Scalar = (a, b) => (a! < b! ? b! : a!);
const min: Scalar = (a, b) => (b! < a! ? b! : a!);
/** A law for each operation on one operand and on two. */
const binary: Readonly<Record<BinaryOp, Meaning>> = {
  add: arithmetic(
    (a, b) => a! + b!,
    (a, b) => a! + b!,
  ),
  sub: arithmetic(
    (a, b) => a! - b!,
    (a, b) => a! - b!,
  ),
  mul: arithmetic(
    (a, b) => a! * b!,
    (a, b) => Math.imul(a!, b!),
  ),
  div: real((a, b) => a! / b!),
  max: arithmetic(max, max),
  min: arithmetic(min, min),
  gt: truth((a, b) => a! > b!),
  ge: truth((a, b) => a! >= b!),
  lt: truth((a, b) => a! < b!),
  ne: truth((a, b) => a! !== b!),
  and: truth((a, b) => Boolean(a) && Boolean(b)),
  or: truth((a, b) => Boolean(a) || Boolean(b)),
};

describe.each(unaryOps)('eager %s', (op) => {
  quickLaw('is its plain definition at every place', [operands], ([a]) => {
    expectSame(A[op](a), unary[op](lifted(a)));
  });
});

describe.each(binaryOps)('eager %s', (op) => {
  quickLaw('is its plain definition at every place', [operands], ([a, b]) => {
    expectSame(A[op](a, b), binary[op](...pair(a, b)));
  });
});

describe('eager', () => {
  const clampsAsDefined = ([x, least, most]: Operands): void => {
    const own = typeof x === 'number' ? undefined : x.dtype;
    const clamp: Scalar = (a, b, c) => min(max(a!, b!), c!);
    expectSame(A.clamp(x, least, most), arithmetic(clamp, clamp)(lifted(x), lifted(least, own), lifted(most, own)));
  };
  quickLaw('clamp is the lesser of most and the greater of x and least', [operands], ([x, a, b]) =>
    clampsAsDefined([x, A.min(a, b), A.max(a, b)]),
  );
  quickLaw('clamp is that, too, where the bounds cross', [operands], clampsAsDefined);

  quickLaw('where takes yes where the condition is not 0, else no', [operands], ([condition, yes, no]) => {
    const [y, n] = pair(yes, no);
    const [left, right] = y.dtype === n.dtype ? [y, n] : [toF32(y), toF32(n)];
    const want = pointwise(left.dtype, (c, a, b) => (c === 0 ? b! : a!), lifted(condition, 'bool'), left, right);
    expectSame(A.where(condition, yes, no), want);
  });
});

/** Zeros of both signs, and what is no number, or none that is finite. */
const special = [0, -0, Number.NaN, Infinity, -Infinity, 1, -2.5];
const specials = tensor([special.length], special);
const across = tensor([special.length, 1], special);

describe.each(binaryOps)('eager %s', (op) => {
  test('is its plain definition for NaN, infinities and zeros of both signs, too', () => {
    expectSame(A[op](across, specials), binary[op](across, specials));
  });
});

test('eager clamp keeps NaN, and bounds that are NaN bound nothing', () => {
  const kept = [...A.clamp(specials, -1, 1).data];
  expect(kept).toEqual([0, -0, Number.NaN, 1, -1, 1, -1]);
  expect([...A.clamp(specials, Number.NaN, Number.NaN).data]).toEqual(special);
});

test('eager not takes NaN for false, and where takes no for it', () => {
  expect([...A.not(specials).data]).toEqual([1, 1, 1, 0, 0, 0, 0]);
  expect([...A.where(specials, 7, 8).data]).toEqual([8, 8, 8, 7, 7, 7, 7]);
});

/** Whole numbers of any size: nothing on the way may round them to float32. */
const pairs = fc.tuple(tensorOf([4], words, 'i32'), tensorOf([4], words, 'i32'));

describe.each(binaryOps)('eager %s of whole numbers', (op) => {
  quickLaw('is exact to the last of 32 bits', [pairs], ([a, b]) => {
    expectSame(A[op](a, b), binary[op](a, b));
  });
});
