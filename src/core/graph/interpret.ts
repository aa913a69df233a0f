import { expectAlgebra } from '../expect.js';
import type { Algebra, Attribute, Op, Operand, Type } from '../algebra.js';
import { binary, forEachOp, unary } from '../elementwise.js';
import { signatures } from '../ops.js';
import { filled, isTensor, type Dtype, type Tensor } from '../tensor.js';

/** All that an interpretation has to say: how it holds a constant, what type a value has, and what one operation does. */
export interface Interpreter<T> {
  readonly constant: (value: Tensor) => T;
  readonly type: (x: T) => Type;
  readonly apply: (op: Op, args: readonly T[], attribute: Attribute, type: Type) => T;
}

const fits = (value: number, dtype: Dtype): boolean =>
  dtype === 'f32' ||
  (dtype === 'bool' ? value === 0 || value === 1 : Number.isInteger(value) && Math.abs(value) < 2 ** 31);

/** The algebra of an interpretation: lifts plain data, works out every type by the shared table, and hands over. */
export const algebra = <T>(interpreter: Interpreter<T>): Algebra<T> => {
  expectAlgebra('algebra', interpreter, 'interpreter');
  const { constant, type, apply } = interpreter;
  const lift = (x: Operand<T>, partner: Dtype = 'f32'): T =>
    typeof x === 'number' ? constant(filled([], x, fits(x, partner) ? partner : 'f32')) : isTensor(x) ? constant(x) : x;
  const dtypeOf = (x: Operand<T>): Dtype | undefined =>
    typeof x === 'number' ? undefined : isTensor(x) ? x.dtype : type(x).dtype;

  const call = (op: Op, args: readonly T[], attribute: Attribute = []): T =>
    apply(op, args, attribute, signatures[op](args.map(type), attribute));
  const over = (op: Op) => (x: Operand<T>, axes: readonly number[]) => call(op, [lift(x)], axes);

  return {
    ...forEachOp(unary, (op) => (a: Operand<T>) => call(op, [lift(a)])),
    ...forEachOp(
      binary,
      (op) => (a: Operand<T>, b: Operand<T>) => call(op, [lift(a, dtypeOf(b)), lift(b, dtypeOf(a))]),
    ),
    clamp: (x, least, most) => call('clamp', [lift(x), lift(least, dtypeOf(x)), lift(most, dtypeOf(x))]),
    where: (condition, yes, no) =>
      call('where', [lift(condition, 'bool'), lift(yes, dtypeOf(no)), lift(no, dtypeOf(yes))]),
    sum: over('sum'),
    maxOver: over('maxOver'),
    reshape: over('reshape'),
    contract: (axes, x, y) => call('contract', [lift(x), lift(y)], [axes]),
    gather: (x, places) => call('gather', [lift(x), constant(places)]),
    scatter: (x, places, n) => call('scatter', [lift(x), constant(places)], [n]),
    shiftIn: (window, newest) => call('shiftIn', [lift(window), lift(newest)]),
    rowAt: (ring, at) => call('rowAt', [lift(ring), lift(at, 'i32')]),
    withRow: (ring, at, row) => call('withRow', [lift(ring), lift(at, 'i32'), lift(row, dtypeOf(ring))]),
    deposit: (ring, at, x, places) => call('deposit', [lift(ring), lift(at, 'i32'), lift(x), constant(places)]),
    collect: (ring, at, places) => call('collect', [lift(ring), lift(at, 'i32'), constant(places)]),
    chooseOne: (s, u) => call('chooseOne', [lift(s), lift(u)]),
    uniform: (noise, stream, shape) => call('uniform', [noise], [stream, ...shape]),
    constant: (value) => lift(value),
    apply: call,
    type,
  };
};

/** The algebra that computes nothing but types: `network(...)` checks every step with it before anything runs. */
export const types: Algebra<Type> = algebra<Type>({
  constant: ({ shape, dtype }) => ({ shape, dtype }),
  type: (x) => x,
  apply: (_op, _args, _attribute, type) => type,
});
