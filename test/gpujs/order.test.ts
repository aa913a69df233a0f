import { expect, test } from 'vitest';
import { draw, nodesOf, type Algebra, type Node } from '../../src/authoring.js';
import { schedule, type Launch } from '../../src/backends/gpujs/schedule.js';
import type { Applied } from '../../src/backends/graph.js';
import { tensor } from '../../src/index.js';

const types = { x: { shape: [2, 3], dtype: 'f32' }, r: { shape: [2, 1], dtype: 'f32' } } as const;
const unlimited = { inputs: Infinity, outputs: Infinity };

/** The names of what each launch computes for the values of a formula, all of which are wanted. */
const launchesOf = (
  f: (A: Algebra<Node>, of: Readonly<Record<'x' | 'r', Node>>) => Readonly<Record<string, Node>>,
): readonly string[] => {
  const graph = draw(types, (A, of) => f(A, of as Readonly<Record<'x' | 'r', Node>>));
  const names = new Map(
    Object.entries(graph.outputs as Readonly<Record<string, Node>>).map(([name, node]) => [node, name]),
  );
  const nodes = nodesOf(graph).filter((node): node is Applied => node._tag === 'Apply' && node.op !== 'reshape');
  const wanted = new Set([...names.keys()].map(({ id }) => id));
  const nodesIn = (launch: Launch): readonly Applied[] => (launch._tag === 'Single' ? [launch.node] : launch.outputs);
  return schedule({ nodes, wanted, isArray: () => true }, unlimited).map((launch) =>
    nodesIn(launch)
      .map((node) => names.get(node))
      .join(' '),
  );
};

test('element-by-element nodes of one size are one launch, through whatever shape', () => {
  expect(
    launchesOf((A, { x }) => {
      const twice = A.mul(x, 2);
      return { twice, more: A.add(A.reshape(twice, [3, 2]), 1) };
    }),
  ).toEqual(['twice more']);
});

test('what reads a value of another size comes after it, and not beside others of its own size', () => {
  expect(
    launchesOf((A, { x, r }) => {
      const [first, other] = [A.mul(x, 2), A.mul(r, 2)];
      return { first, other, both: A.mul(first, other) };
    }),
  ).toEqual(['first', 'other', 'both']);
});

test('what reads a whole array comes after it, though that is of its size', () => {
  expect(
    launchesOf((A, { x }) => {
      const first = A.mul(x, 2);
      const moved = A.gather(first, tensor([3], [2, 0, 1], 'i32'));
      const beside = A.add(A.gather(first, tensor([3], [1, 0, 2], 'i32')), 1);
      return { first, moved, beside, last: A.add(moved, first) };
    }).filter((name) => name !== ''),
  ).toEqual(['first', 'moved', 'beside last']);
});
