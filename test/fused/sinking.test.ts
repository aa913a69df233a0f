import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { draw, nodesOf, type Algebra, type Graph, type Node, type Type } from '../../src/authoring.js';
import { kernelsOf } from '../../src/backends/fused/plan/kernels.js';
import { sinking } from '../../src/backends/fused/plan/schedule.js';
import { leaves } from '../../src/core/graph/tree.js';
import { law } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { extents } from './support/graphs.js';

interface State<T> {
  readonly noise: T;
  readonly x: T;
  readonly y: T;
  readonly s: T;
}
type Step = (A: Algebra<Node>, state: State<Node>, u: Node) => Partial<State<Node>>;

/** What is made of random numbers. */
const made = (A: Algebra<Node>, u: Node): Node => A.min(A.mul(A.log(A.max(u, 2 ** -25)), -3), 5);

/** Steps that need a random number only where a mask holds. */
const sunk: Readonly<Record<string, Step>> = {
  'where a count has run down': (A, { x }, u) => ({ x: A.sub(A.where(A.ge(0, x), made(A, u), x), 1) }),
  'where there is a spike': (A, { x }, u) => {
    const s = A.ge(x, 1);
    return { x: A.where(s, made(A, u), A.add(x, 0.25)), s };
  },
  'where a truth is chosen': (A, { x, s }, u) => ({ s: A.where(A.gt(x, 0), A.lt(u, 0.5), s) }),
  'with a variable that nothing else reads': (A, { x, y }, u) => ({
    x: A.where(A.gt(x, 0.5), A.mul(made(A, u), y), A.sub(x, 0.5)),
  }),
  'below a mask below a mask': (A, { x }, u) => ({
    x: A.where(A.gt(x, 0), A.where(A.gt(x, 0.5), made(A, u), A.add(u, 1)), A.add(x, 0.5)),
  }),
  'before a sum': (A, { x }, u) => {
    const chosen = A.where(A.gt(x, 0), A.sub(u, 0.5), x);
    return { x: A.add(A.mul(x, 0.5), A.sum(chosen, [0])) };
  },
};

/** Steps that need every random number, or draw it for more than one mask. */
const dense: Readonly<Record<string, Step>> = {
  'where a mask does not hold': (A, { x }, u) => ({ x: A.where(A.gt(x, 0.5), x, made(A, u)) }),
  'for the mask itself': (A, { x }, u) => ({ x: A.where(A.lt(u, 0.25), A.add(u, x), x) }),
  'for two masks': (A, { x, y }, u) => ({
    x: A.where(A.gt(x, 0), u, x),
    y: A.where(A.gt(x, 1), A.mul(u, 2), y),
  }),
  'that stay': (A, { x }, u) => ({ x: A.where(A.gt(x, 0), u, x), y: u }),
  'with what the same loop computes for others': (A, { x, y }, u) => {
    const grown = A.add(x, y);
    return { x: A.where(A.gt(x, 0), A.mul(u, grown), x), y: A.mul(grown, 0.5) };
  },
  'with what is chosen elsewhere': (A, { x, y }, u) => {
    const grown = A.add(x, y);
    return { x: A.where(A.gt(x, 0), A.mul(u, grown), grown) };
  },
  'for each row': (A, { x }, u) => ({ x: A.where(A.gt(A.sum(x, [0]), 0), A.sum(u, [0]), x) }),
};

/** A step that computes much where a number is large, which few are. */
const seldom: Step = (A, { x }, u) => {
  const far = [...Array(8).keys()].reduce((sum, k) => A.add(A.mul(sum, 0.5), A.sub(u, k / 8)), x);
  return { x: A.where(A.gt(u, 0.9), far, A.mul(x, 0.25)) };
};

const graphOf = (step: Step, rows: number, n: number): Graph => {
  const of = (dtype: Type['dtype']): Type => ({ shape: [rows, n], dtype });
  const types = { noise: { shape: [3], dtype: 'i32' }, x: of('f32'), y: of('f32'), s: of('bool') } as const;
  return draw({ state: types }, (A, inputs) => {
    const { state } = inputs as unknown as { readonly state: State<Node> };
    const u = A.uniform(state.noise, 77, [rows, n]);
    const noise = A.add(state.noise, tensor([3], [0, 0, 1], 'i32'));
    return { state: { ...state, ...step(A, state, u), noise } };
  });
};

/** Whether numbers are drawn by a kernel of their own. */
const isApart = (graph: Graph): boolean => {
  const before = new Map(leaves(graph.inputs));
  const variables = leaves(graph.outputs).map(([path, after]) => ({ path, before: before.get(path)!, after }));
  return kernelsOf(nodesOf(graph), variables).kernels.some(({ name }) => name.startsWith('uniform'));
};

describe('random numbers are drawn in the loop that needs them', () => {
  test.each(Object.entries(sunk))('%s', (_, step) => expect(isApart(graphOf(step, 1, 9))).toBe(false));
  test.each(Object.entries(dense))('but all of them %s', (_, step) => expect(isApart(graphOf(step, 1, 9))).toBe(true));
});

test('what takes many operations is computed below its mask', () => {
  const cones = sinking(nodesOf(graphOf(seldom, 1, 9)), new Set());
  expect([...cones.values()].map(({ length }) => length)).toEqual([24]);
});

const values = (n: number, ...of: readonly number[]): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.constantFrom(...of), { minLength: n, maxLength: n });

describe.each(Object.entries({ ...sunk, ...dense, 'for a mask of much': seldom }))('numbers drawn %s', (_, step) => {
  law(
    'are those of eager, wherever masks hold',
    [
      fc.tuple(fc.constantFrom(1, 1, 2, 3), extents).chain(([rows, n]) =>
        fc.record({
          rows: fc.constant(rows),
          n: fc.constant(n),
          x: values(rows * n, -1, -1, -1, -1, 0.25, 0.75, 2),
          y: values(rows * n, 0, 0.5, -3),
          seed: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
        }),
      ),
    ],
    ({ rows, n, x, y, seed }) => {
      const first = new Map<string, Tensor>([
        ['state.noise', tensor([3], [seed, 5, 11], 'i32')],
        ['state.x', tensor([rows, n], x)],
        ['state.y', tensor([rows, n], y)],
        ['state.s', tensor([rows, n], x.map(Number.isInteger).map(Number), 'bool')],
      ]);
      expectFaithful(graphOf(step, rows, n), first, [new Map(), new Map(), new Map()]);
    },
    20,
  );
});
