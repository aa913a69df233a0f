import { describe, expect, test } from 'vitest';
import { eager, explain, filled, initial, js, tensor, wasm, type Frame, type Tensor } from '../../src/index.js';
import { currentBased } from '../../src/cells.js';
import { draw, nodesOf, type Algebra, type Node, type Type } from '../../src/authoring.js';
import type { Applied } from '../../src/backends/graph.js';
import { parted, witnesses } from '../../src/backends/fused/plan/guards.js';
import { largestNumber } from '../../src/core/float32.js';
import { alone } from '../support/alone.js';
import { refused } from '../support/trials.js';

/** The values of a loop, by name, and those that are looked at so that some of them (all that are given) are finite. */
const told = (
  f: (A: Algebra<Node>, inputs: Record<'x' | 'y', Node>) => Readonly<Record<string, Node>>,
  mayBeInfinite: readonly string[] = [],
) => {
  const type: Type = { shape: [4], dtype: 'f32' };
  const graph = draw({ x: type, y: type }, (A, inputs) => f(A, inputs as unknown as Record<'x' | 'y', Node>));
  const outputs = graph.outputs as Readonly<Record<string, Node>>;
  const inputs = graph.inputs as Readonly<Record<string, Node>>;
  const asked = Object.keys(outputs)
    .filter((name) => name !== 'sum')
    .map((name) => outputs[name]!);
  const limits = new Map(
    Object.entries(inputs).map(([name, node]) => [node, mayBeInfinite.includes(name) ? Infinity : largestNumber]),
  );
  const nodes = nodesOf(graph).filter((node): node is Applied => node._tag === 'Apply');
  const seen = witnesses(nodes, asked, (node) => limits.get(node));
  return seen.map((node) => Object.keys(outputs).find((name) => outputs[name] === node));
};

test('what shares nothing but fixed numbers is looked at apart, so that many layers take no more time each', () => {
  const f32: Type = { shape: [4], dtype: 'f32' };
  const names = ['x', 'y', 'z'];
  const graph = draw(Object.fromEntries(names.map((name) => [name, f32])), (A, given) => {
    const [x, y, z] = names.map((name) => (given as unknown as Readonly<Record<string, Node>>)[name]!) as [
      Node,
      Node,
      Node,
    ];
    const [a, b, c, d] = [A.mul(x, 0.5), A.mul(y, 0.5), A.mul(z, 0.5), A.mul(y, 0.25)];
    return { a, b, c, d, e: A.add(a, c), f: A.add(A.reshape(d, [2, 2]), 0.5) };
  });
  const outputs = graph.outputs as Readonly<Record<string, Node>>;
  const nodes = nodesOf(graph).filter((node): node is Applied => node._tag === 'Apply' && node.op !== 'reshape');
  const nameOf = (node: Node) => Object.keys(outputs).find((name) => outputs[name] === node)!;
  expect(parted(nodes).map((part) => part.map(nameOf))).toStrictEqual([
    ['a', 'c', 'e'],
    ['b', 'd', 'f'],
  ]);
});

describe('of values that have to be finite', () => {
  test('a sum of what they are made of tells of all', () => {
    expect(
      told((A, { x, y }) => {
        const [a, b] = [A.add(x, 1), A.sub(y, 1)];
        return { a: A.mul(a, 0.5), b: A.where(A.gt(b, 0), 0, b), sum: A.add(A.mul(a, 3), b) };
      }),
    ).toStrictEqual(['sum']);
  });
  test('a quotient tells of what is divided', () => {
    expect(
      told((A, { x, y }) => {
        const [a, b] = [A.add(x, 1), A.sub(y, 1)];
        return { a: A.mul(a, 0.5), b: A.mul(b, 0.5), sum: A.add(A.div(a, 3), b) };
      }),
    ).toStrictEqual(['sum']);
  });
  test('those that may be infinite where it is not are looked at themselves', () => {
    expect(
      told((A, { x, y }) => {
        const [a, b] = [A.add(x, 1), A.sub(y, 1)];
        return { a: A.mul(a, 2), b, c: A.div(1, b), d: A.where(A.gt(b, 0), b, 0), sum: A.add(A.mul(a, 3), b) };
      }),
    ).toStrictEqual(['sum', 'a', 'c']);
  });
  test('nothing tells of them that is infinite of ordinary numbers, or may be', () => {
    const f = (A: Algebra<Node>, { x, y }: Record<'x' | 'y', Node>) => ({
      a: A.mul(x, 0.5),
      b: A.mul(y, 0.5),
      sum: A.add(A.exp(x), A.add(x, y)),
    });
    expect(told(f)).toStrictEqual(['a', 'b']);
    const plain = (A: Algebra<Node>, { x, y }: Record<'x' | 'y', Node>) => ({
      a: A.mul(x, 0.5),
      b: A.mul(y, 0.5),
      sum: A.add(x, y),
    });
    expect(told(plain)).toStrictEqual(['sum']);
    expect(told(plain, ['x'])).toStrictEqual(['a', 'b']);
  });
});

test.each([eager, wasm, js])(
  'a current that overflows in a neuron that is held is told at its step: $name',
  async (backend) => {
    const n = 21;
    const net = alone([n], currentBased({ refrac: 100 }));
    for (let place = 0; place < n; place++) {
      const spike: Frame<Tensor> = { inputs: { N: filled([n], 1e6) } };
      const large: Frame<Tensor> = {
        inputs: {
          'N.exc': tensor(
            [n],
            Array.from({ length: n }, (_, k) => (k === place ? 3e38 : 0)),
          ),
        },
      };
      const frames = [spike, spike, large, large, large];
      const { left } = await refused(backend, net, initial(net), frames, {});
      expect(left.faults.map(explain)).toEqual([
        `layer 'N': exc of neuron ${place} at step 3 is Infinity, not a finite number`,
      ]);
    }
  },
);
