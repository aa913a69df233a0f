import { describe, expect, test } from 'vitest';
import { zeros, type Dtype, type Shape } from '../../src/index.js';
import { draw, eagerAlgebra, type Algebra, type Node, type Operand, type Type } from '../../src/authoring.js';
import { types } from '../../src/core/graph/interpret.js';

const of = (dtype: Dtype, ...shape: Shape) => zeros(shape, dtype);
const f32 = (...shape: Shape) => of('f32', ...shape);
const i32 = (...shape: Shape) => of('i32', ...shape);
const bool = (...shape: Shape) => of('bool', ...shape);

type Step = <T>(A: Algebra<T>, constant: (x: Operand<never>) => T) => T;

/** What an algebra that computes, one that draws, and one of types alone make of a step. */
const algebras = {
  eager: (step: Step): Type => step(eagerAlgebra, (x) => eagerAlgebra.constant(x)),
  drawing: (step: Step): Type =>
    draw({}, (A) => ({ out: step(A, (x) => A.constant(x)) })).outputs as unknown as Type & { readonly out: Node },
  types: (step: Step): Type => step(types, (x) => types.constant(x)),
};

describe('operands that do not fit are told with what the operation needs', () => {
  test.each<readonly [string, Step]>([
    ['add needs shapes that broadcast, got f32 [2] and i32 [3]', (A) => A.add(f32(2), i32(3))],
    ['add needs shapes that broadcast, got f32 [2, 3] and bool [2]', (A) => A.add(f32(2, 3), bool(2))],
    [
      'where needs shapes that broadcast, got bool [2] and f32 [2] and f32 [3]',
      (A) => A.where(bool(2), f32(2), f32(3)),
    ],
    ['clamp needs shapes that broadcast, got f32 [4] and f32 [2] and f32 []', (A) => A.clamp(f32(4), f32(2), 1)],
    ['sum needs axes, such as [1], got 0', (A) => A.sum(f32(2), 0 as never)],
    ['sum needs axes of [2, 3], got [2]', (A) => A.sum(f32(2, 3), [2])],
    ['sum needs axes of [2, 3], got [0, -1]', (A) => A.sum(f32(2, 3), [0, -1])],
    ['maxOver needs axes of [2], got [a]', (A) => A.maxOver(f32(2), ['a' as never])],
    ['reshape needs 6 elements, got [4]', (A) => A.reshape(f32(2, 3), [4])],
    ["contract needs axes such as 'bi,ij->bj', got 'bi,ij'", (A) => A.contract('bi,ij', f32(1, 2), f32(2, 3))],
    ["contract needs axes such as 'bi,ij->bj', got 'b1,ij->bj'", (A) => A.contract('b1,ij->bj', f32(1, 2), f32(2, 3))],
    ["contract needs 'bi,ij->bj', got [1, 2] and [3, 4]", (A) => A.contract('bi,ij->bj', f32(1, 2), f32(3, 4))],
    ["contract needs 'bi,ij->bj', got [1] and [2, 3]", (A) => A.contract('bi,ij->bj', f32(1), f32(2, 3))],
    ["contract needs 'bi,ij->bj', got [1, 2] and [2]", (A) => A.contract('bi,ij->bj', f32(1, 2), f32(2))],
    ["contract needs 'bi,ij->bj', got [1, 2, 2] and [3]", (A) => A.contract('bi,ij->bj', f32(1, 2, 2), f32(3))],
    ["contract needs 'bi,ij->bk', got [1, 2] and [2, 3]", (A) => A.contract('bi,ij->bk', f32(1, 2), f32(2, 3))],
    ['gather needs [b, n] and i32 places, got f32 [2] and i32 [3]', (A) => A.gather(f32(2), i32(3))],
    ['gather needs [b, n] and i32 places, got f32 [1, 2] and f32 [3]', (A) => A.gather(f32(1, 2), f32(3))],
    ['scatter needs [b, m] and i32 places [m], got f32 [3] and i32 [3]', (A) => A.scatter(f32(3), i32(3), 4)],
    ['scatter needs [b, m] and i32 places [m], got f32 [1, 3] and f32 [3]', (A) => A.scatter(f32(1, 3), f32(3), 4)],
    ['scatter needs [b, m] and i32 places [m], got f32 [1, 3] and i32 [2]', (A) => A.scatter(f32(1, 3), i32(2), 4)],
    ['shiftIn needs a window [b, t, ...] and [b, ...], got f32 [2] and f32 [2]', (A) => A.shiftIn(f32(2), f32(2))],
    [
      'shiftIn needs a window [b, t, ...] and [b, ...], got f32 [2, 3] and f32 [3]',
      (A) => A.shiftIn(f32(2, 3), f32(3)),
    ],
    [
      'shiftIn needs a window [b, t, ...] and [b, ...], got bool [2, 3] and f32 [2]',
      (A) => A.shiftIn(bool(2, 3), f32(2)),
    ],
    ['rowAt needs a ring [b, t, ...] and i32 [b], got f32 [] and i32 []', (A) => A.rowAt(f32(), i32())],
    ['rowAt needs a ring [b, t, ...] and i32 [b], got f32 [2] and i32 [2]', (A) => A.rowAt(f32(2), i32(2))],
    ['rowAt needs a ring [b, t, ...] and i32 [b], got f32 [2, 3] and f32 [2]', (A) => A.rowAt(f32(2, 3), f32(2))],
    ['rowAt needs a ring [b, t, ...] and i32 [b], got f32 [2, 3] and i32 [3]', (A) => A.rowAt(f32(2, 3), i32(3))],
    [
      'withRow needs a ring [b, t, ...] and i32 [b], got f32 [2, 3] and i32 [3]',
      (A) => A.withRow(f32(2, 3), i32(3), 0),
    ],
    [
      'withRow needs a ring [b, t, ...] and [b, ...], got f32 [2, 3] and f32 [3]',
      (A) => A.withRow(f32(2, 3), i32(2), f32(3)),
    ],
    [
      'withRow needs a ring [b, t, ...] and [b, ...], got bool [2, 3] and f32 [2]',
      (A) => A.withRow(bool(2, 3), i32(2), f32(2)),
    ],
    [
      'deposit needs a ring [b, t, ...] and i32 [b], got f32 [2, 3] and i32 [1]',
      (A) => A.deposit(f32(2, 3), i32(1), f32(2, 1), i32(1)),
    ],
    [
      'deposit needs a ring of f32, [b, m] and i32 places [m], got bool [2, 3] and f32 [2, 1] and i32 [1]',
      (A) => A.deposit(bool(2, 3), i32(2), f32(2, 1), i32(1)),
    ],
    [
      'deposit needs a ring of f32, [b, m] and i32 places [m], got f32 [2, 3] and f32 [2, 1] and f32 [1]',
      (A) => A.deposit(f32(2, 3), i32(2), f32(2, 1), f32(1)),
    ],
    [
      'deposit needs a ring of f32, [b, m] and i32 places [m], got f32 [2, 3] and f32 [2, 1] and i32 [2]',
      (A) => A.deposit(f32(2, 3), i32(2), f32(2, 1), i32(2)),
    ],
    [
      'collect needs a ring [b, t, ...] and i32 [b], got f32 [2, 3] and i32 [1]',
      (A) => A.collect(f32(2, 3), i32(1), i32(1)),
    ],
    ['collect needs a ring and i32 places, got f32 [2, 3] and f32 [1]', (A) => A.collect(f32(2, 3), i32(2), f32(1))],
    ['chooseOne needs bool [b, ...] and f32 [b], got f32 [2, 3] and f32 [2]', (A) => A.chooseOne(f32(2, 3), f32(2))],
    ['chooseOne needs bool [b, ...] and f32 [b], got bool [2, 3] and f32 [3]', (A) => A.chooseOne(bool(2, 3), f32(3))],
    ['uniform needs a counter i32 [3], got f32 [3]', (A, constant) => A.uniform(constant(f32(3)), 0, [2])],
    ['uniform needs a counter i32 [3], got i32 [2]', (A, constant) => A.uniform(constant(i32(2)), 0, [2])],
  ])('%s', (message, step) => {
    for (const made of Object.values(algebras)) expect(() => made(step)).toThrow(new TypeError(message));
  });
});

describe('results have the shape and the type of their operation', () => {
  test.each<readonly [string, Step, Dtype, Shape]>([
    ['add of i32', (A) => A.add(i32(2), i32(2)), 'i32', [2]],
    ['add of i32 and a whole number', (A) => A.add(i32(2), 3), 'i32', [2]],
    ['add of i32 and 2^31 - 1', (A) => A.add(i32(2), 2 ** 31 - 1), 'i32', [2]],
    ['add of i32 and 2^31', (A) => A.add(i32(2), 2 ** 31), 'f32', [2]],
    ['add of a fraction and i32', (A) => A.add(0.5, i32(2)), 'f32', [2]],
    ['add of i32 and bool', (A) => A.add(i32(2), bool(2)), 'f32', [2]],
    ['add of bool', (A) => A.add(bool(2), bool(2)), 'f32', [2]],
    ['add of two shapes', (A) => A.add(f32(3, 1), f32(2, 1, 4)), 'f32', [2, 3, 4]],
    ['div of i32', (A) => A.div(i32(2), i32(2)), 'f32', [2]],
    ['abs of i32', (A) => A.abs(i32(2)), 'i32', [2]],
    ['exp of i32', (A) => A.exp(i32(2)), 'f32', [2]],
    ['not of f32', (A) => A.not(f32(2)), 'bool', [2]],
    ['gt of f32', (A) => A.gt(f32(2), 0), 'bool', [2]],
    ['or of bool', (A) => A.or(bool(2), 1), 'bool', [2]],
    ['where of bool and 1', (A) => A.where(bool(2), bool(2), 1), 'bool', [2]],
    ['where of 2 and bool', (A) => A.where(bool(2), 2, bool(2)), 'f32', [2]],
    ['where of i32', (A) => A.where(1, i32(2), 7), 'i32', [2]],
    ['clamp of i32 to whole numbers', (A) => A.clamp(i32(2), 0, 7), 'i32', [2]],
    ['clamp of i32 to a fraction', (A) => A.clamp(i32(2), 0, 0.5), 'f32', [2]],
    ['sum of bool', (A) => A.sum(bool(2, 3, 4), [1]), 'f32', [2, 4]],
    ['sum of i32 over all', (A) => A.sum(i32(2, 3), [1, 0]), 'i32', []],
    ['maxOver over none', (A) => A.maxOver(f32(2, 3), []), 'f32', [2, 3]],
    ['reshape of bool', (A) => A.reshape(bool(2, 3), [6]), 'bool', [6]],
    ['contract of bool', (A) => A.contract('bi,ij->jb', bool(2, 3), bool(3, 4)), 'f32', [4, 2]],
    ['gather of bool', (A) => A.gather(bool(2, 3), i32(5)), 'bool', [2, 5]],
    ['scatter of bool', (A) => A.scatter(bool(2, 3), i32(3), 5), 'f32', [2, 5]],
    ['shiftIn of bool into f32', (A) => A.shiftIn(f32(2, 3, 4), bool(2, 4)), 'f32', [2, 3, 4]],
    ['shiftIn of bool', (A) => A.shiftIn(bool(2, 3), bool(2)), 'bool', [2, 3]],
    ['rowAt of bool', (A) => A.rowAt(bool(2, 3, 4), i32(2)), 'bool', [2, 4]],
    ['withRow of i32 into f32', (A) => A.withRow(f32(2, 3, 4), i32(2), i32(2, 4)), 'f32', [2, 3, 4]],
    ['withRow of i32', (A) => A.withRow(i32(2, 3, 4), i32(2), i32(2, 4)), 'i32', [2, 3, 4]],
    ['deposit', (A) => A.deposit(f32(2, 3, 4), i32(2), bool(2, 5), i32(5)), 'f32', [2, 3, 4]],
    ['collect of bool', (A) => A.collect(bool(2, 3, 4), i32(2), i32(5)), 'bool', [2, 5]],
    ['chooseOne', (A) => A.chooseOne(bool(2, 3), f32(2)), 'bool', [2, 3]],
    ['uniform', (A, constant) => A.uniform(constant(i32(3)), 1, [2, 4]), 'f32', [2, 4]],
  ])('%s', (_, step, dtype, shape) => {
    expect(algebras.types(step)).toEqual({ dtype, shape });
    expect(algebras.eager(step)).toMatchObject({ dtype, shape });
  });
});
