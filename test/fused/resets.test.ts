import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { draw, type Algebra, type Graph, type Node, type Type } from '../../src/authoring.js';
import type { Block } from '../../src/backends/fused/ir/ir.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { law } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { extents } from './support/graphs.js';
import { alone } from './support/setting.js';

interface State<T> {
  readonly v: T;
  readonly u: T;
  readonly d: T;
  readonly s: T;
}
type Step = (A: Algebra<Node>, state: State<Node>) => Partial<State<Node>>;

/** Steps in which spikes of the step before reset several variables. */
const several: Readonly<Record<string, Step>> = {
  'to a number, and to a sum': (A, { v, u, d, s }) => {
    const [voltage, recovery] = [A.where(s, -3, v), A.where(s, A.add(u, d), u)];
    const charged = A.sub(A.mul(voltage, 1.5), recovery);
    return { v: charged, u: A.add(recovery, A.mul(voltage, 0.5)), s: A.ge(charged, 1) };
  },
  'to what is read': (A, { v, u, d, s }) => {
    const charged = A.add(A.where(s, d, v), A.where(s, -0, u));
    return { v: charged, s: A.gt(charged, 0) };
  },
  'of other types': (A, { v, u, s }) => {
    const charged = A.add(A.where(s, A.gt(v, 0), u), A.where(s, 2, v));
    return { v: charged, s: A.gt(charged, 1) };
  },
};

/** Steps in which there is nothing to gain by a branch, or a value is wanted elsewhere. */
const others: Readonly<Record<string, Step>> = {
  'of one variable': (A, { v, u, s }) => ({ v: A.add(A.where(s, -3, v), 1), u: A.mul(u, 0.5) }),
  'as new variables': (A, { v, u, d, s }) => ({ v: A.where(s, -3, v), u: A.where(s, d, u) }),
  'to what is wanted elsewhere': (A, { v, u, d, s }) => {
    const sum = A.add(u, d);
    return { v: A.add(A.where(s, -3, v), sum), u: A.add(A.where(s, sum, u), 1) };
  },
  'by a mask of numbers': (A, { v, u, d }) => ({ v: A.add(A.where(d, -3, v), 1), u: A.add(A.where(d, 2, u), 1) }),
  'of this step': (A, { v, u, d }) => {
    const s = A.ge(v, 1);
    return { v: A.add(A.where(s, -3, v), 1), u: A.add(A.where(s, d, u), 1), s };
  },
};

const graphOf = (step: Step, rows: number, n: number): Graph => {
  const of = (dtype: Type['dtype']): Type => ({ shape: [rows, n], dtype });
  return draw({ state: { v: of('f32'), u: of('f32'), d: of('f32'), s: of('bool') } }, (A, inputs) => {
    const { state } = inputs as unknown as { readonly state: State<Node> };
    return { state: { ...state, ...step(A, state) } };
  });
};

/** The branches in the loops of a program. */
const branchesOf = (block: Block): number =>
  block.flatMap((of) => (of._tag === 'For' ? of.body : [])).filter(({ _tag }) => _tag === 'If').length;
const branchesIn = (graph: Graph): number => {
  const { routines } = compile(graph, { ...alone, addressOf: () => undefined, start: 16, lanes: 4, dt: 1 });
  return branchesOf(routines.filter(({ name }) => name.startsWith('map')).flatMap(({ body }) => body));
};

describe('resets are computed in vectors with spikes', () => {
  test.each(Object.entries(several))('%s', (_, step) => expect(branchesIn(graphOf(step, 1, 16))).toBe(2));
  test.each(Object.entries(others))('but not %s', (_, step) => expect(branchesIn(graphOf(step, 1, 16))).toBe(0));
});

const values = (n: number, ...of: readonly number[]): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.constantFrom(...of), { minLength: n, maxLength: n });

describe.each(Object.entries({ ...several, ...others }))('resets %s', (_, step) => {
  law(
    'are those of eager, wherever spikes are',
    [
      fc.tuple(fc.constantFrom(1, 1, 3), extents).chain(([rows, n]) =>
        fc.record({
          rows: fc.constant(rows),
          n: fc.constant(n),
          v: values(rows * n, -1, -0, 0.25, 2),
          u: values(rows * n, 0, 0.5, -3),
          s: values(rows * n, 0, 0, 0, 0, 0, 0, 1),
        }),
      ),
    ],
    ({ rows, n, v, u, s }) => {
      const first = new Map<string, Tensor>([
        ['state.v', tensor([rows, n], v)],
        ['state.u', tensor([rows, n], u)],
        [
          'state.d',
          tensor(
            [rows, n],
            u.map((x) => x + 0.25),
          ),
        ],
        ['state.s', tensor([rows, n], s, 'bool')],
      ]);
      expectFaithful(graphOf(step, rows, n), first, [new Map(), new Map(), new Map()]);
    },
    20,
  );
});
