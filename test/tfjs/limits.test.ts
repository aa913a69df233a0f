import { describe, expect, test } from 'vitest';
import { explain, tensor, type Dtype, type Shape } from '../../src/index.js';
import { draw, type Algebra, type Node } from '../../src/authoring.js';
import { limits } from '../../src/backends/tfjs/limits.js';
import { at } from '../../src/core/faults/errors.js';

const of = (dtype: Dtype, ...shape: Shape) => ({ dtype, shape });
const inputs = {
  x: of('f32', 2, 3),
  counter: of('i32', 3),
  s: of('bool', 2, 3),
  wide: of('f32', 1, 1, 1, 1, 1, 1, 2),
  six: of('f32', 1, 1, 1, 1, 1, 2),
};
type Given = { readonly [name in keyof typeof inputs]: Node };

const said = (mode: string, f: (A: Algebra<Node>, given: Given) => Node): readonly string[] =>
  limits(
    mode,
    draw(inputs, (A, given) => ({ out: f(A, given as Given) })),
  ).map((one) => explain(at(mode)(one)));

const gpu = 'on f32 or bool, as tfjs rounds whole numbers beyond 2^24 there';
const cpu = 'on f32, as tfjs rounds products of whole numbers there';
/** Whole numbers that neurons compute: 1 where they spike. */
const whole = (A: Algebra<Node>, { s }: Given): Node => A.where(s, tensor([], [1], 'i32'), tensor([], [0], 'i32'));

describe('what a backend of tfjs would compute wrongly is told', () => {
  test.each<readonly [string, readonly string[], (A: Algebra<Node>, given: Given) => Node, readonly string[]]>([
    ['numbers', ['cpu', 'wasm', 'webgl', 'webgpu'], (A, { x }) => A.mul(x, 2), []],
    ['six axes', ['cpu', 'wasm', 'webgl', 'webgpu'], (A, { six }) => A.add(six, 1), []],
    [
      'seven axes',
      ['cpu', 'webgl'],
      (A, { wide }) => A.add(wide, 1),
      ["operation 'add' must be of at most 6 axes, got f32 [1, 1, 1, 1, 1, 1, 2]"],
    ],
    [
      'seven axes of an operand',
      ['cpu', 'webgl'],
      (A, { wide }) => A.sum(wide, [0]),
      ["operation 'sum' must be of at most 6 axes, got f32 [1, 1, 1, 1, 1, 2]"],
    ],
    [
      'whole numbers of the state',
      ['cpu', 'wasm', 'webgl', 'webgpu'],
      (A, { counter }) => A.mul(A.add(counter, 1), 3),
      [],
    ],
    ['random numbers by a counter of the state', ['cpu', 'webgl'], (A, { counter }) => A.uniform(counter, 1, [2]), []],
    [
      'whole numbers that neurons compute',
      ['webgl', 'webgpu'],
      whole,
      [`operation 'where' must be ${gpu}, got i32 [2, 3]`],
    ],
    ['the same on processors', ['cpu', 'wasm'], whole, []],
    ['their products', ['wasm'], (A, given) => A.mul(whole(A, given), whole(A, given)), []],
    [
      'their products on the CPU',
      ['cpu'],
      (A, given) => A.mul(whole(A, given), 2),
      [`operation 'mul' must be ${cpu}, got i32 [2, 3]`],
    ],
    ['their sums on the CPU', ['cpu'], (A, given) => A.add(whole(A, given), 2), []],
    ['numbers at places', ['webgl', 'webgpu'], (A, { x }) => A.gather(x, tensor([2], [0, 1], 'i32')), []],
    ['numbers added at places', ['webgl', 'webgpu'], (A, { x }) => A.scatter(x, tensor([3], [0, 1, 1], 'i32'), 2), []],
    [
      'numbers made of whole ones',
      ['webgl'],
      (A, given) => A.exp(whole(A, given)),
      [`operation 'where' must be ${gpu}, got i32 [2, 3]`, `operation 'exp' must be ${gpu}, got f32 [2, 3]`],
    ],
  ])('%s, on %j', (_, modes, f, want) => {
    for (const mode of modes) expect(said(mode, f)).toEqual(want.map((line) => `${mode}: ${line}`));
  });

  test('random numbers by a counter that neurons compute', () => {
    const made = (A: Algebra<Node>, given: Given) => A.uniform(A.sum(A.reshape(whole(A, given), [2, 3]), [0]), 1, [2]);
    expect(said('cpu', made)).toEqual([
      "cpu: operation 'uniform' must be of a counter that no neuron computes, got f32 [2]",
    ]);
  });
});
