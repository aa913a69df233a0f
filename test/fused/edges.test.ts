import { describe, test } from 'vitest';
import { filled, tensor, zeros, type Shape, type Tensor } from '../../src/index.js';
import { draw, type Algebra, type Node, type Type } from '../../src/authoring.js';
import { leaves } from '../../src/core/graph/tree.js';
import { binaryOps, unaryOps } from '../support/operations.js';
import { expectFaithful, tree, type Given } from './support/compiled.js';

const edges: readonly Tensor[] = [
  tensor([14], [0, -0, 1, -1, 0.5, -1.5, 1e-45, -1e-38, 3.4e38, -3.4e38, Infinity, -Infinity, Number.NaN, 2 ** 24 + 2]),
  tensor([9], [0, 1, -1, 2, -3, 2 ** 24 + 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1], 'i32'),
  tensor([2], [0, 1], 'bool'),
];

/** Holds what some operations make of tensors to eager. */
const hold = (
  given: Readonly<Record<string, Tensor>>,
  results: <T>(A: Algebra<T>, x: readonly T[]) => readonly T[],
): void => {
  const frame: Given = new Map(Object.entries(given).map(([name, x]) => [`frame.${name}`, x]));
  const draws = (of: ReadonlyMap<string, Type>): readonly Node[] => {
    let found: readonly Node[] = [];
    draw(tree(of as ReadonlyMap<string, Tensor>), (A, nodes) => {
      found = results(
        A,
        leaves(nodes).map(([, node]) => node),
      );
      return {};
    });
    return found;
  };
  const kept = draws(frame).map(({ shape, dtype }, k) => [`state.kept${k}`, zeros(shape, dtype)] as const);
  const all: Given = new Map([...frame, ...kept]);
  const graph = draw(tree(all), (A, nodes) => {
    const inputs = leaves(nodes).flatMap(([path, node]) => (path.startsWith('frame.') ? [node] : []));
    return { state: Object.fromEntries(results(A, inputs).map((node, k) => [`kept${k}`, node])) };
  });
  expectFaithful(graph, all);
};

/** The elements of tensors in all combinations: one tensor for each, all of one length. */
const combined = (...of: readonly Tensor[]): Readonly<Record<string, Tensor>> => {
  const count = of.reduce((product, { data }) => product * data.length, 1);
  let period = count;
  return Object.fromEntries(
    of.map(({ data, dtype }, place) => {
      period /= data.length;
      const every = period;
      const values = Array.from({ length: count }, (_, k) => data[Math.floor(k / every) % data.length]!);
      return [`x${place}`, tensor([count], values, dtype)];
    }),
  );
};

describe.each(edges.map((x) => [x.dtype, x] as const))('of numbers at the edge, %s', (_, x) => {
  test('every operation on one', () => {
    hold(combined(x), (A, [a]) => unaryOps.map((op) => A[op](a!)));
  });

  test.each(edges.map((y) => [y.dtype, y] as const))('every operation on two, the other %s', (_dtype, y) => {
    hold(combined(x, y), (A, [a, b]) => binaryOps.map((op) => A[op](a!, b!)));
    const whole = tensor([], [2 ** 24 + 3], 'i32');
    for (const literal of [0, -0, 1, 0.5, Infinity, Number.NaN, -(2 ** 31), whole])
      hold(combined(x), (A, [a]) => binaryOps.flatMap((op) => [A[op](a!, literal), A[op](literal, a!)]));
  });

  test.each(edges.map((y) => [y.dtype, y] as const))('every operation on three, another %s', (_dtype, y) => {
    for (const z of edges)
      hold(combined(x, y, z), (A, [a, b, c]) => [
        A.where(a!, b!, c!),
        A.clamp(a!, b!, c!),
        A.where(a!, b!, 0),
        A.clamp(a!, 0, c!),
      ]);
  });

  test('sums and largest elements over each axis', () => {
    const { x0, x1 } = combined(x, x) as { readonly x0: Tensor; readonly x1: Tensor };
    for (const shape of [
      [x.data.length, x.data.length],
      [1, x.data.length ** 2],
      [x.data.length, x.data.length, 1],
    ] as readonly Shape[])
      hold({ a: { ...x0, shape }, b: { ...x1, shape } }, (A, both) =>
        both.flatMap((of) => [[0], [1], [0, 1], []].flatMap((axes) => [A.sum(of, axes), A.maxOver(of, axes)])),
      );
  });
});

test('a pick by 1, which is no longer below 1, is the last true place', () => {
  const u = tensor([5], [1, 1 - 2 ** -24, 0, 0.5, 1]);
  for (const width of [1, 3, 4, 5, 11]) {
    const places = Array.from({ length: 5 * width }, (_, k) => (k < 4 * width && k % 4 !== 1 ? 1 : 0));
    hold({ s: tensor([5, width], places, 'bool'), u }, (A, [s, by]) => [A.chooseOne(s!, by!)]);
  }
});

test('products of all with all, of every two types', () => {
  for (const x of edges)
    for (const y of edges)
      if (x.dtype !== 'i32' && y.dtype !== 'i32')
        hold({ x, y }, (A, [a, b]) => [A.contract('i,j->ij', a!, b!), A.contract('j,i->ij', b!, a!)]);
});

test('zeros that are added: to -0, in other shapes, and where nothing else comes', () => {
  const [x] = edges as readonly [Tensor];
  const some = tensor(
    [14],
    Array.from({ length: 14 }, (_, k) => k % 2),
    'bool',
  );
  hold({ x, some }, (A, [own, where]) => {
    const silent = A.where(where!, 0, 0);
    const [sum, difference] = [A.add(own!, 1), A.sub(1, own!)];
    return [
      A.add(own!, 0),
      A.add(A.mul(own!, 2), silent),
      A.add(sum, silent),
      A.add(difference, -0),
      A.add(sum, A.constant(filled([2, 14], 0))),
      A.add(0, sum),
    ];
  });
});

test('long rows of weights, of any number of spikes', () => {
  const [m, n] = [40, 1537];
  const w = tensor(
    [m, n],
    Array.from({ length: m * n }, (_, k) => ((k * 7919) % 1013) / 1013 - 0.4),
  );
  const isSpike = (row: number, k: number): boolean => (k * 23) % m < row;
  const s = tensor(
    [m + 1, m],
    Array.from({ length: (m + 1) * m }, (_, k) => Number(isSpike(Math.floor(k / m), k % m))),
    'bool',
  );
  hold({ s, w }, (A, [spikes, weights]) => [A.contract('bi,ij->bj', spikes!, weights!)]);
});
