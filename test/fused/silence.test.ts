import { describe, expect, test } from 'vitest';
import { constant, conv, dense, local, size, sparse, tensor, zeros, type Shape, type Tensor } from '../../src/index.js';
import { draw, eagerAlgebra, type AnyWiring, type Node, type Over, type Type } from '../../src/authoring.js';
import { spikesAt } from '../support/spikes-at.js';
import { mapTree } from '../../src/core/graph/tree.js';
import { expectFaithful, tree, type Given } from './support/compiled.js';

/** Connections in which neuron 0 reaches neuron 0, with the shapes that they join. */
const wirings: Readonly<Record<string, readonly [from: Shape, to: Shape, wiring: AnyWiring]>> = {
  dense: [[6], [5], dense(constant(0.5))],
  conv: [[1, 4, 4], [2, 3, 3], conv(constant(0.5), { kernel: [2, 2] })],
  'conv of a line': [[2, 5], [3, 4], conv(constant(0.5), { kernel: [2] })],
  local: [[1, 4, 4], [2, 2, 2], local(constant(0.5), { kernel: [2, 2], stride: [2, 2] })],
  sparse: [[6], [5], sparse({ pre: [0, 0, 1, 3, 5], post: [0, 2, 0, 1, 4] }, constant(0.5))],
};

/** No neuron of a batch, as numbers or spikes, but neuron 0 of row 0. */
const beside = (shape: Shape, value: number): Tensor =>
  tensor(shape, [value, ...Array<number>(size(shape) - 1).fill(0)]);
const wild = [Number.NaN, Infinity, -Infinity];

describe.each(Object.entries(wirings))('%s', (_, [from, to, wiring]) => {
  const connection = wiring(from, to);
  const w = connection.init['w']!;

  test.each(['sum', 'mean', 'max', 'each'] as const)(
    'learns nothing of a trace that is no number where the other is silent: %s',
    (over: Over) => {
      for (const value of wild)
        for (const rows of [1, 3]) {
          const silent: readonly ((shape: Shape) => Tensor)[] = [
            (shape) => zeros(shape),
            (shape) => zeros(shape, 'bool'),
            (shape) => tensor(shape, Array<number>(size(shape)).fill(-0)),
          ];
          const [pre, post] = [
            [rows, ...from],
            [rows, ...to],
          ] as const;
          const pairs = silent.flatMap((none) => [
            [beside(pre, value), none(post)] as const,
            [none(pre), beside(post, value)] as const,
          ]);
          for (const [x, y] of pairs) {
            const learned = connection.correlate(eagerAlgebra, x, y, over);
            expect(learned.data.every((change) => change === 0)).toBe(true);
            faithful(x, y, learned.shape, over);
          }
          // Where both are not silent it is what float32 makes of it, the same everywhere.
          faithful(
            beside(pre, value),
            spikesAt(post, [0]),
            connection.correlate(eagerAlgebra, zeros(pre), zeros(post), over).shape,
            over,
          );
        }
    },
  );

  const faithful = (x: Tensor, y: Tensor, shape: Shape, over: Over): void => {
    const given: Given = new Map([
      ['frame.x', x],
      ['frame.y', y],
      ['state.learned', zeros(shape)],
    ]);
    const graph = draw(
      mapTree<Tensor, Type>(({ shape: own, dtype }) => ({ shape: own, dtype }), tree(given)),
      (A, nodes) => {
        const { frame } = nodes as { readonly frame: { readonly x: Node; readonly y: Node } };
        return { state: { learned: connection.correlate(A, frame.x, frame.y, over) } };
      },
    );
    expectFaithful(graph, given);
  };

  test('delivers nothing of a weight that is no number where no spike is', () => {
    for (const value of wild)
      for (const spikes of [zeros([2, ...from], 'bool'), zeros([2, ...from]), spikesAt([2, ...from], [0])]) {
        const weights = { ...w, data: w.data.slice().fill(value) };
        const { current } = connection.apply(eagerAlgebra, { w: weights }, spikes, 1);
        expect(current.data.some((x) => x !== 0)).toBe(spikes.data.some((s) => s !== 0));
        const given: Given = new Map([
          ['frame.spikes', spikes],
          ['state.w', weights],
          ['state.current', zeros(current.shape)],
        ]);
        const graph = draw(
          mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), tree(given)),
          (A, nodes) => {
            const { frame, state } = nodes as {
              readonly frame: { readonly spikes: Node };
              readonly state: { readonly w: Node };
            };
            return { state: { w: state.w, current: connection.apply(A, { w: state.w }, frame.spikes, 1).current } };
          },
        );
        expectFaithful(graph, given);
      }
  });
});
