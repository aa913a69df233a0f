import { describe, expect, test } from 'vitest';
import { constant, filled, tensor, type Shape, type Tensor } from '../../src/index.js';
import { draw, nodesOf, type Algebra, type Graph, type Node, type Type } from '../../src/authoring.js';
import type { Applied } from '../../src/backends/graph.js';
import { largest } from '../../src/backends/fused/kernels/outer-products.js';
import { constantOf, kernelOf, type Kernel } from '../../src/backends/fused/kernels/kernel.js';
import { furthest, nearest } from '../../src/backends/fused/plan/fixed.js';
import { kernelsOf } from '../../src/backends/fused/plan/kernels.js';
import { layout } from '../../src/backends/fused/plan/layout.js';
import { numbersApart } from '../../src/backends/fused/plan/numbers.js';
import { readKernels, fuseReductions, schedule } from '../../src/backends/fused/plan/schedule.js';
import { simplify } from '../../src/backends/fused/plan/simplify.js';
import { bounding, supporting } from '../../src/backends/fused/plan/values.js';

const f32 = (...shape: Shape): Type => ({ shape, dtype: 'f32' });
const bool = (...shape: Shape): Type => ({ shape, dtype: 'bool' });

/** A graph of one function of a few inputs. */
const graphOf = <K extends string>(
  types: Readonly<Record<K, Type>>,
  f: (A: Algebra<Node>, inputs: Readonly<Record<K, Node>>) => Readonly<Record<string, Node>>,
): Graph => draw(types, (A, inputs) => f(A, inputs as Readonly<Record<K, Node>>));
const outputOf = (graph: Graph, name = 'y'): Node => (graph.outputs as Readonly<Record<string, Node>>)[name]!;
const opsOf = (graph: Graph): readonly string[] =>
  nodesOf(graph).flatMap((node) => (node._tag === 'Apply' ? [node.op] : []));

const synapses = { s: bool(2, 3), x: f32(2, 3), t: bool(2, 4), y: f32(2, 4), w: f32(3, 4) } as const;

describe('simplify', () => {
  const x = { x: f32(1, 4), u: f32(1, 4) };
  test('makes a sum over one row element by element', () => {
    const graph = graphOf(x, (A, inputs) => ({ y: A.sum(inputs.x, [0]) }));
    expect(opsOf(simplify(graph))).toStrictEqual(['add']);
  });

  test('adds no zeros to what is never -0', () => {
    const nothing = <T>(A: Algebra<T>, of: T): T => A.where(A.gt(of, 0), 0, 0);
    const added = graphOf(x, (A, inputs) => ({ y: A.add(A.add(inputs.x, 1), nothing(A, inputs.u)) }));
    expect(opsOf(simplify(added))).toStrictEqual(['add']);
    // -0 and 0 make 0.
    const kept = graphOf(x, (A, inputs) => ({ y: A.add(inputs.x, nothing(A, inputs.u)) }));
    expect(opsOf(simplify(kept))).toContain('add');
  });

  test('leaves out what is subtracted if it is 0, and factors of 1', () => {
    const graph = graphOf(x, (A, inputs) => ({ y: A.mul(1, A.mul(A.sub(inputs.x, 0), filled([4], 1))) }));
    expect([opsOf(simplify(graph)), outputOf(simplify(graph)).shape]).toStrictEqual([[], [1, 4]]);
    // -0 less -0 is 0, a truth becomes a number, and one number many.
    const others = { x: f32(1, 4), t: bool(1, 4), one: f32(1, 1) };
    const kept = graphOf(others, (A, { x: numbers, t, one }) => ({
      y: A.sub(numbers, -0),
      z: A.mul(t, 1),
      many: A.mul(one, filled([1, 4], 1)),
    }));
    expect(opsOf(simplify(kept))).toStrictEqual(['sub', 'mul', 'mul']);
  });

  test('joins the products of batch rows in one contraction', () => {
    const graph = graphOf(synapses, (A, { s, y }) => {
      const products = A.contract('bi,bj->bij', s, y);
      return { y: A.sum(products, [0]), most: A.maxOver(products, [0]) };
    });
    const joined = simplify(graph);
    expect(outputOf(joined)).toMatchObject({ op: 'contract', attribute: ['bi,bj->ij'] });
    expect(outputOf(joined, 'most')).toMatchObject({ op: 'contract', attribute: ['bi,bj->ij', largest] });
    expect(opsOf(joined).length).toBe(2);
  });

  test('brings scattered rows of numbers together where they are used often, as by a convolution of graded inputs', () => {
    const convolved = (seen: Type): Graph =>
      graphOf({ seen, w: f32(8, 5, 6) }, (A, { seen, w }) => ({ y: A.contract('bcpk,ock->bop', seen, w) }));
    const graph = convolved(f32(1, 5, 4, 6));
    // Spikes have kernels of their own.
    expect(opsOf(simplify(convolved(bool(1, 5, 4, 6))))).toStrictEqual(['contract']);
    expect(opsOf(simplify(graph)).filter((op) => op !== 'reshape')).toStrictEqual(['gather', 'contract', 'gather']);
    expect(outputOf(simplify(graph)).shape).toStrictEqual([1, 8, 4]);
    // Four rows at least, that are added 16 times at least.
    const isBrought = (filters: number, channels: number, positions: number): boolean =>
      opsOf(
        simplify(
          graphOf({ seen: f32(1, channels, positions, 6), w: f32(filters, channels, 6) }, (A, { seen, w }) => ({
            y: A.contract('bcpk,ock->bop', seen, w),
          })),
        ),
      ).includes('gather');
    expect([isBrought(4, 4, 4), isBrought(3, 4, 4), isBrought(4, 5, 3), isBrought(3, 5, 4)]).toStrictEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('fixed values', () => {
  const extremes = (value: Tensor): readonly number[] => [nearest, furthest].map((of) => of(constantOf(value)));
  test('are known by how near they are to 0, and how far from it', () => {
    expect(extremes(tensor([3], [-2, 0.5, 1]))).toStrictEqual([0.5, 2]);
    expect(extremes(tensor([2], [-0, -Infinity]))).toStrictEqual([0, Infinity]);
  });
  test('but for NaN, and for what is not made yet', () => {
    expect(extremes(tensor([2], [3, Number.NaN]))).toStrictEqual([0, Infinity]);
    expect(extremes(constant(3)([2, 2]) as Tensor)).toStrictEqual([0, Infinity]);
  });

  test('are inputs of programs where analyses know of them only between which powers of 2 they lie', () => {
    const within = (value: Tensor): readonly number[] | undefined => {
      const { graph } = numbersApart()(graphOf({ x: f32(2) }, (A, { x }) => ({ y: A.mul(x, A.constant(value)) })));
      const [number] = Object.values((graph.inputs as unknown as { readonly numbers: Record<string, Node> }).numbers);
      return number?._tag === 'Input' ? number.within : undefined;
    };
    expect(within(tensor([2], [3, -0.5]))).toStrictEqual([2 ** -20, 2 ** 20]);
    expect(within(tensor([2], [2 ** -20, 2 ** 20]))).toStrictEqual([2 ** -20, 2 ** 20]);
    expect(within(tensor([2], [2 ** -61, 2 ** 21]))).toStrictEqual([0, 2 ** 60]);
    expect(within(tensor([2], [0, 1]))).toStrictEqual([0, 2 ** 20]);
    for (const known of [0, -0, Infinity, Number.NaN, 2 ** 61])
      expect(within(tensor([2], [known, known]))).toBe(undefined);
    expect(within(tensor([2], [-0, 1]))).toBe(undefined);
    expect(within(tensor([2], [1, 2], 'i32'))).toBe(undefined);
  });
});

describe('graphs without their numbers', () => {
  test('have one text where they differ in numbers alone, and another where places do', () => {
    const apart = numbersApart();
    const textOf = (number: number, ...places: readonly number[]): string =>
      apart(
        graphOf({ x: f32(1, 4) }, (A, { x }) => ({
          y: A.mul(A.gather(x, tensor([2], places, 'i32')), filled([2], number)),
        })),
      ).text;
    const text = textOf(3, 0, 1);
    expect([textOf(2, 0, 1), textOf(3, 0, 1)]).toStrictEqual([text, text]);
    const other = textOf(3, 1, 2);
    expect([other === text, textOf(0, 0, 1) === text, textOf(2, 1, 2)]).toStrictEqual([false, false, other]);
    expect(textOf(3, 0, 1)).toBe(text);
  });
});

describe('support', () => {
  const supports: Readonly<
    Record<string, readonly [string, (A: Algebra<Node>, of: Record<keyof typeof synapses, Node>) => Node]>
  > = {
    'of spikes': ['spikes', (_, { s }) => s],
    'of numbers': ['everywhere', (_, { x }) => x],
    'of zeros': ['nowhere', (A) => A.constant(filled([3], 0))],
    'of a product with spikes': ['spikes', (A, { s, x }) => A.mul(A.add(1, x), s)],
    'of a product with zeros': ['nowhere', (A, { x }) => A.mul(x, 0)],
    'of a sum with spikes': ['everywhere', (A, { s, x }) => A.add(s, x)],
    'of a sum of two like them': ['spikes', (A, { s, x }) => A.sub(A.mul(s, 2), A.mul(x, s))],
    'of a choice of 0': ['spikes', (A, { s, x }) => A.where(s, x, 0)],
    'of a choice of more': ['everywhere', (A, { s, x }) => A.where(s, 0, x)],
    'of a quotient': ['spikes', (A, { s, x }) => A.div(A.mul(s, x), 3)],
    'of what is moved': ['spikes', (A, { s, x }) => A.gather(A.mul(s, x), tensor([2], [2, 0], 'i32'))],
    'of an outer product by presynaptic spikes': ['rows', (A, { s, y }) => A.contract('bi,bj->ij', s, y)],
    'of one by what is 0 without them': ['rows', (A, { s, x, y }) => A.contract('bi,bj->ij', A.mul(s, x), y)],
    'of one by postsynaptic spikes': ['columns', (A, { x, t, y }) => A.contract('bi,bj->ij', x, A.mul(y, t))],
    'of one of traces': ['everywhere', (A, { x, y }) => A.contract('bi,bj->ij', x, y)],
    'of products of both': [
      'rows and columns',
      (A, { s, x, t, y }) => A.sub(A.contract('bi,bj->ij', s, y), A.contract('bi,bj->ij', x, t)),
    ],
    'of such a product of all weights': ['rows', (A, { s, y, w }) => A.mul(w, A.contract('bi,bj->ij', s, y))],
    'of weights': ['everywhere', (A, { s, y, w }) => A.add(w, A.contract('bi,bj->ij', s, y))],
  };
  test.each(Object.entries(supports))('%s', (_, [support, f]) => {
    const graph = graphOf(synapses, (A, inputs) => ({ y: f(A, inputs) }));
    expect(supporting()(outputOf(graph))).toBe(support);
  });
});

describe('bounds', () => {
  const boundOf = (f: (A: Algebra<Node>, x: Node) => Node): number => {
    const graph = graphOf({ x: f32(2, 3) }, (A, { x }) => ({ y: f(A, x) }));
    return bounding((node) => (node._tag === 'Input' ? 3 : undefined))(outputOf(graph));
  };
  test('are what operations make of those of their operands, as rounding is monotone', () => {
    expect(boundOf((A, x) => A.sub(A.mul(x, -2), 1))).toBe(7);
    expect(boundOf((A, x) => A.div(A.abs(x), 4))).toBe(0.75);
    expect(boundOf((A, x) => A.where(A.gt(x, 0), 0.1, x))).toBe(3);
    expect(boundOf((A, x) => A.mul(x, 0))).toBe(0);
    expect(boundOf((A, x) => A.gt(x, 0))).toBe(1);
    expect(boundOf((A, x) => A.sum(x, [0]))).toBeGreaterThanOrEqual(6);
    expect(boundOf((A, x) => A.contract('bi,bj->ij', x, A.mul(x, 0)))).toBe(0);
    // Silence adds nothing, whatever it meets.
    expect(boundOf((A, x) => A.contract('bi,bj->ij', A.div(1, x), A.mul(x, 0)))).toBe(0);
    expect(boundOf((A, x) => A.contract('bi,bj->ij', A.mul(x, 0), A.div(1, x)))).toBe(0);
  });
  test('are those of their type for whole numbers', () => {
    const graph = graphOf({ x: { shape: [2], dtype: 'i32' } }, (A, { x }) => ({ y: A.add(x, 0.5) }));
    expect(bounding(() => undefined)(outputOf(graph))).toBe(2 ** 31);
  });
  test('are none for what may be infinite, or NaN', () => {
    expect(boundOf((A, x) => A.mul(A.mul(x, 3e38), 3e38))).toBe(Infinity);
    expect(boundOf((A, x) => A.div(1, x))).toBe(Infinity);
    expect(boundOf((A, x) => A.mul(0, A.div(1, x)))).toBe(Infinity);
    expect(boundOf((A, x) => A.exp(A.mul(x, 100)))).toBe(Infinity);
  });
});

describe('schedule, fuseReductions and readKernels', () => {
  test('a loop is shared by nodes of one shape, but for what has to be complete before', () => {
    const graph = graphOf({ x: f32(2, 3) }, (A, { x }) => {
      const doubled = A.mul(x, 2);
      return { y: A.add(doubled, A.sum(doubled, [0])) };
    });
    expect(schedule(nodesOf(graph)).map((group) => group.map(({ op }) => op))).toStrictEqual([
      ['mul'],
      ['sum'],
      ['add'],
    ]);
    const both = graphOf({ x: f32(2, 3) }, (A, { x }) => ({ y: A.add(A.mul(x, 2), 1), z: A.abs(x) }));
    expect(schedule(nodesOf(both)).map((group) => group.length)).toStrictEqual([3]);
  });

  test('what a reduction alone reads is computed where it is reduced', () => {
    const graph = graphOf({ x: f32(2, 3) }, (A, { x }) => ({ y: A.sum(A.mul(A.add(x, 1), 2), [0]) }));
    const groups = schedule(nodesOf(graph));
    const fused = fuseReductions(nodesOf(graph), groups, new Set([outputOf(graph)]));
    expect(fused.map((group) => group.map(({ op }) => op))).toStrictEqual([['add', 'mul', 'sum']]);
    // Others read it, too.
    const kept = new Set(nodesOf(graph).filter((node) => node._tag === 'Apply' && node.op === 'mul'));
    expect(fuseReductions(nodesOf(graph), groups, kept)).toStrictEqual(groups);
  });

  test('kernels whose values nobody reads are left out', () => {
    const graph = graphOf({ x: f32(2, 3) }, (A, { x }) => ({ y: A.sum(A.gather(x, tensor([2], [2, 0], 'i32')), [0]) }));
    const [gather, sum] = nodesOf(graph).filter((node): node is Applied => node._tag === 'Apply');
    const [moved, total] = [kernelOf(gather!, () => {}), kernelOf(sum!, () => {})];
    const made: Kernel[] = [];
    const later = (kernel: Kernel) => ({ writes: kernel.writes, kernel: () => made[made.push(kernel) - 1]! });
    expect(readKernels([later(moved), later(total)], new Set([sum!]))).toStrictEqual([moved, total]);
    const through = kernelOf(sum!, () => {}, { reads: gather!.args });
    made.length = 0;
    expect(readKernels([later(moved), later(through)], new Set([sum!]))).toStrictEqual([through]);
    expect(made).toStrictEqual([through]);
  });
});

describe('layout', () => {
  test('puts a new value where the old one was, once it has been read', () => {
    const graph = graphOf({ v: f32(4), x: f32(4), t: f32() }, (A, { v, x }) => ({
      v: A.add(v, x),
      total: A.sum(v, [0]),
    }));
    const { v, x, t } = graph.inputs as Readonly<Record<'v' | 'x' | 't', Node>>;
    const variables = [
      { path: 'v', before: v, after: outputOf(graph, 'v'), address: 16 },
      { path: 'total', before: t, after: outputOf(graph, 'total'), address: 64 },
    ];
    const { kernels } = kernelsOf(nodesOf(graph), variables);
    const made = layout(
      kernels,
      variables,
      new Map([
        [v, 16],
        [x, 96],
      ]),
      128,
    );
    expect(made.kernels.map(({ name }) => name.split(' ')[0])).toStrictEqual(['sum', 'map']);
    expect([made.addresses.get(outputOf(graph, 'v')), made.moves, made.end]).toStrictEqual([16, [], 128]);
  });
});
