import { mapEntries } from './record.js';
import type { Dtype } from './tensor.js';

/** The element type of a result, by those of its operands. */
export type ResultType = (operands: readonly Dtype[]) => Dtype;

const number = (operands: readonly Dtype[]): Dtype => (operands.every((dtype) => dtype === 'i32') ? 'i32' : 'f32');
const real = (): Dtype => 'f32';
const truth = (): Dtype => 'bool';
const branch = ([, yes, no]: readonly Dtype[]): Dtype => (yes === no ? yes! : 'f32');

/** The operations element by element on one operand: each has its type here, and its function in `Algebra`, by its name. */
export const unary = {
  abs: number,
  exp: real,
  /** The natural logarithm: -Infinity of 0, NaN below it. */
  log: real,
  not: truth,
};

/** The same on two operands. */
export const binary = {
  add: number,
  sub: number,
  mul: number,
  div: real,
  /** `b` where a < b, else `a`. */
  max: number,
  /** `b` where b < a, else `a`. */
  min: number,
  gt: truth,
  ge: truth,
  lt: truth,
  ne: truth,
  and: truth,
  or: truth,
};

/** The same on three operands. */
export const ternary = {
  /** `clamp(x, least, most)` is `min(max(x, least), most)`. */
  clamp: number,
  /** `where(condition, yes, no)` is `yes` where the condition holds, else `no`. */
  where: branch,
};

export type UnaryOp = keyof typeof unary;
export type BinaryOp = keyof typeof binary;
export type TernaryOp = keyof typeof ternary;

/** A value for each operation of such a table. */
export const forEachOp = <O extends string, A>(
  table: Readonly<Record<O, ResultType>>,
  f: (op: O, type: ResultType) => A,
): Readonly<Record<O, A>> => mapEntries(table, (op, type: ResultType) => f(op as O, type)) as Record<O, A>;
