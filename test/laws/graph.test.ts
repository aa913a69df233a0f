import { describe, expect, test } from 'vitest';
import { initial, tensor, type Names, type NetworkState, type Tensor } from '../../src/index.js';
import {
  draw,
  eagerAlgebra,
  evaluate,
  nodesOf,
  stepNetwork,
  types,
  type Algebra,
  type Graph,
  type Node,
  type Type,
} from '../../src/authoring.js';
import { leaves, mapTree, type Tree } from '../../src/core/graph/tree.js';
import { anyTensor } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { bare } from '../support/plain.js';
import { execute, programs, type Program } from '../support/programs.js';
import { expectSame } from '../support/same.js';
import { scenes } from '../support/scenes.js';

const named = <T>(values: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(values.map((value, place) => [`value ${place}`, value]));

const typeOf = ({ shape, dtype }: Type): Type => ({ shape, dtype });
const inputsOf = ({ inputs }: Program): readonly Tensor[] => Object.values(inputs);
const drawing = ({ inputs, lines }: Program): Graph =>
  draw(mapTree<Tensor, Type>(typeOf, inputs), (A, nodes) =>
    named(
      execute(
        A,
        lines,
        leaves(nodes).map(([, node]) => node),
      ),
    ),
  );
const computed = (program: Program): Readonly<Record<string, Tensor>> =>
  named(execute(eagerAlgebra, program.lines, inputsOf(program)));
const plain = (tree: Tree<Tensor>): Tree<Tensor> => mapTree(bare, tree);

describe('any expression', () => {
  quickLaw(
    'has in `types` the shapes and types that its values have',
    [programs],
    (program) => {
      const want = execute(eagerAlgebra, program.lines, inputsOf(program)).map(typeOf);
      expect(execute(types, program.lines, inputsOf(program).map(typeOf))).toStrictEqual(want);
      expect(leaves(drawing(program).outputs).map(([, node]) => typeOf(node))).toStrictEqual(want);
    },
    300,
  );

  quickLaw(
    'drawn and evaluated gives what it gives at once, to the bit',
    [programs],
    (program) => {
      expectSame(plain(evaluate(eagerAlgebra, drawing(program), program.inputs)), plain(computed(program)));
    },
    300,
  );

  quickLaw('drawn, evaluated into another drawing, and evaluated gives the same', [programs], (program) => {
    const graph = drawing(program);
    const again = draw(mapTree<Tensor, Type>(typeOf, program.inputs), (A, nodes) => evaluate<Node>(A, graph, nodes));
    expect(nodesOf(again).length).toBe(nodesOf(graph).length);
    expectSame(plain(evaluate(eagerAlgebra, again, program.inputs)), plain(computed(program)));
  });

  quickLaw('leaves its operands as they were', [programs], (program) => {
    const before = structuredClone(program.inputs);
    computed(program);
    expectSame(program.inputs, before);
  });
});

describe('a graph', () => {
  quickLaw('holds what is computed twice once', [programs], (program) => {
    const graph = draw(mapTree<Tensor, Type>(typeOf, program.inputs), (A, nodes) => {
      const given = leaves(nodes).map(([, node]) => node);
      return { once: named(execute(A, program.lines, given)), twice: named(execute(A, program.lines, given)) };
    });
    const { once, twice } = graph.outputs as { readonly once: Tree<Node>; readonly twice: Tree<Node> };
    leaves(once).forEach(([path, node]) => expect(node).toBe(new Map(leaves(twice)).get(path)));
  });

  quickLaw('tells apart what differs: inputs, constants, operands, attributes', [programs], (program) => {
    const texts = nodesOf(drawing(program)).flatMap((node) => {
      if (node._tag === 'Apply') return [`${node.op} ${node.args.map(({ id }) => id).join()} ${node.attribute.join()}`];
      if (node._tag === 'Constant')
        return [`${node.dtype} ${Object.is(node.value.data[0], -0) ? '-0' : node.value.data[0]}`];
      return [`input ${node.id}`];
    });
    expect(new Set(texts).size).toBe(texts.length);
  });

  quickLaw('lists operands before results, and nothing that no output needs', [programs], (program) => {
    const graph = drawing(program);
    const nodes = nodesOf(graph);
    const seen = new Set<Node>();
    const used = new Set(leaves(graph.outputs).map(([, node]) => node));
    for (const node of nodes) {
      if (node._tag === 'Apply')
        node.args.forEach((arg) => {
          expect(seen.has(arg)).toBe(true);
          used.add(arg);
        });
      seen.add(node);
    }
    expect(nodes.every((node) => used.has(node))).toBe(true);
  });

  quickLaw('keeps tensors apart that are not the same one', [anyTensor([2, 3]), anyTensor([2, 3])], (a, b) => {
    const { outputs } = draw({}, (A) => ({ a: A.constant(a), again: A.constant(a), b: A.constant(b) }));
    const { a: first, again, b: other } = outputs as Readonly<Record<string, Node>>;
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe('a step of any network', () => {
  quickLaw('has in `types` the shapes and types that its state has', [scenes], ({ net, batch }) => {
    const state = initial(net, { batch }) as unknown as Tree<Tensor>;
    const step = <T>(A: Algebra<T>, tree: Tree<T>): Tree<T> =>
      stepNetwork(A, net, tree as unknown as NetworkState<Names, Names, T>) as unknown as Tree<T>;
    const want = mapTree<Tensor, Type>(typeOf, step(eagerAlgebra, state));
    expect(step(types, mapTree<Tensor, Type>(typeOf, state))).toStrictEqual(want);
  });
});

test('constants of one value and different shapes stay apart', () => {
  const { outputs } = draw({}, (A) => ({ one: A.constant(7), row: A.constant(tensor([1, 1], [7])) }));
  expect(leaves(outputs).map(([, { shape }]) => shape)).toEqual([[], [1, 1]]);
});

test('constants that may become different numbers are a node for each use, all others one', () => {
  const [w, bias] = [tensor([2], [1, 2]), tensor([], [3])];
  const nodesWith = (isApart?: (value: Tensor) => boolean): readonly Node[] => {
    const { outputs } = draw(
      {},
      (A) => ({ a: A.constant(w), b: A.constant(w), c: A.constant(bias), d: A.constant(bias) }),
      isApart,
    );
    return leaves(outputs).map(([, node]) => node);
  };
  const isOne = ([a, b, c, d]: readonly Node[]) => [a === b, c === d];
  expect(isOne(nodesWith())).toEqual([true, true]);
  expect(isOne(nodesWith((value) => value === w))).toEqual([false, true]);
  expect(isOne(nodesWith(() => true))).toEqual([false, false]);
  expect(nodesWith(() => true).map(({ id }) => id)).toEqual([0, 1, 2, 3]);
});

test('a whole number just beyond 32 bits beside whole numbers is one of float32', () => {
  const sum = eagerAlgebra.add(tensor([1], [1], 'i32'), 2 ** 31);
  expect([sum.dtype, sum.data[0]]).toEqual(['f32', 2 ** 31]);
});
