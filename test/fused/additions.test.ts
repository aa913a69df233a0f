import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { draw, type Algebra, type Graph, type Node, type Type } from '../../src/authoring.js';
import { compile } from '../../src/backends/fused/plan/compile.js';
import { law } from '../support/law.js';
import { expectFaithful } from './support/compiled.js';
import { alone } from './support/setting.js';

/** Five sources, of which the first has most synapses, some of them with the same target, and the fourth none. */
const [sources, targets] = [5, 21];
const pre = [0, 0, 0, 0, 0, 0, 1, 1, 2, 4, 4];
const post = [3, 3, 20, 0, 7, 3, 3, 8, 20, 1, 0];
const weights = pre.map((_, k) => (k % 3) * 0.3 - 0.25);

interface State<T> {
  readonly g: T;
  readonly v: T;
}
type Step = (A: Algebra<Node>, g: Node, added: Node) => Partial<State<Node>>;

const flushed = (A: Algebra<Node>, x: Node): Node => A.where(A.lt(A.abs(x), 0.01), 0, x);
const decaying: Step = (A, g, added) => {
  const sum = A.add(g, added);
  // Which of 0 and -0 the sum is shows in what it divides.
  return { g: flushed(A, A.mul(sum, 0.5)), v: A.where(A.lt(A.div(1, sum), 0), -1, sum) };
};

const others: Readonly<Record<string, Step>> = {
  'that may become -0': (A, g, added) => ({ g: A.mul(A.add(g, added), 0.5) }),
  'that is read besides': (A, g, added) => ({ g: flushed(A, A.mul(A.add(g, added), 0.5)), v: A.mul(g, 2) }),
  'whose sum lasts': (A, g, added) => {
    const v = A.add(g, added);
    return { g: flushed(A, v), v };
  },
  'that gets what is wanted elsewhere': (A, g, added) => ({ g: flushed(A, A.add(g, added)), v: added }),
};

const graphOf = (step: Step, rows: number): Graph => {
  const of = (n: number, dtype: Type['dtype']): Type => ({ shape: [rows, n], dtype });
  const frame = { s: of(sources, 'bool') };
  return draw({ state: { g: of(targets, 'f32'), v: of(targets, 'f32') }, frame }, (A, inputs) => {
    const { state, frame } = inputs as unknown as { readonly state: State<Node>; readonly frame: { readonly s: Node } };
    const sent = A.contract(
      'be,e->be',
      A.gather(frame.s, tensor([pre.length], pre, 'i32')),
      tensor([pre.length], weights),
    );
    const added = A.scatter(sent, tensor([post.length], post, 'i32'), targets);
    return { state: { ...state, ...step(A, state.g, added) } };
  });
};

const isInPlace = (step: Step, dt: number): boolean => {
  const { routines } = compile(graphOf(step, 1), { ...alone, addressOf: () => undefined, start: 16, lanes: 4, dt });
  return routines.some(({ name }) => name.startsWith('synapses in place'));
};

describe('what spikes add to a variable', () => {
  test('is added where it lies, if spikes are rare', () => {
    expect(isInPlace(decaying, 0.1)).toBe(true);
    expect(isInPlace(decaying, 1)).toBe(false);
  });
  test.each(Object.entries(others))('but not to one %s', (_, step) => expect(isInPlace(step, 0.1)).toBe(false));

  const valuesOf = (count: number, ...of: readonly number[]) =>
    fc.array(fc.constantFrom(...of), { minLength: count, maxLength: count });
  const moment = (rows: number) =>
    fc.record({
      s: fc.oneof(valuesOf(rows * sources, 0, 0, 0, 0, 1), valuesOf(rows * sources, 0, 1, 1)),
      g: fc.option(valuesOf(rows * targets, -0, 0, 0.25, -3), { freq: 3 }),
    });
  law(
    'is what eager makes of it, few or many, and whatever else has changed it',
    [
      fc.constantFrom(1, 3).chain((rows) =>
        fc.record({
          rows: fc.constant(rows),
          first: valuesOf(rows * targets, -0, 0, 0.02, 1),
          moments: fc.array(moment(rows), { minLength: 1, maxLength: 6 }),
        }),
      ),
      fc.constantFrom(decaying, ...Object.values(others)),
    ],
    ({ rows, first, moments }, step) => {
      const variable = (data: readonly number[]): Tensor => tensor([rows, targets], data);
      const given = moments.map(
        ({ s, g }) =>
          new Map<string, Tensor>([
            ['frame.s', tensor([rows, sources], s, 'bool')],
            ...(g ? [['state.g', variable(g)] as const] : []),
          ]),
      );
      const start = new Map<string, Tensor>([['state.g', variable(first)], ['state.v', variable(first)], ...given[0]!]);
      expectFaithful(graphOf(step, rows), start, given.slice(1));
    },
    60,
  );
});
