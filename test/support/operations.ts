import { binary, ternary, unary, type BinaryOp, type TernaryOp, type UnaryOp } from '../../src/core/elementwise.js';

const names = <O extends string>(table: Readonly<Record<O, unknown>>): readonly O[] => Object.keys(table) as O[];

/** The element-by-element operations, by the number of their operands: laws and random expressions take all of them from here. */
export const unaryOps = names(unary);
export const binaryOps = names(binary);
export const ternaryOps = names(ternary);

export const isUnary = (op: string): op is UnaryOp => op in unary;
export const isBinary = (op: string): op is BinaryOp => op in binary;
export const isTernary = (op: string): op is TernaryOp => op in ternary;
