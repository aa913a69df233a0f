import { expect, test } from 'vitest';
import { explain, isLeft, tensor } from '../../src/index.js';
import { fromNir, type NirGraph } from '../../src/nir.js';

const X = { type: 'Input', shape: [2] } as const;
const whatever = { dt: 1, integrator: 'exact' } as const;
const runs = (graph: Omit<NirGraph, 'type'>, options: object = {}): readonly string[] => {
  const result = fromNir({ type: 'NIRGraph', ...graph }, { ...whatever, ...options });
  return isLeft(result) ? result.left.map(explain) : [];
};

test.each<readonly [object, string]>([
  [
    { integrator: 'rk4' },
    "integrator must be one of 'exact', 'euler', 'euler, current first', 'exact leak', got 'rk4'",
  ],
  [
    { reset: 'none' },
    "reset must be one of 'value', 'subtraction', 'value, next step', 'subtraction, next step', got 'none'",
  ],
  [{ fires: 'below' }, "fires must be one of 'above', 'at', got 'below'"],
  [{ start: 'rest' }, "start must be one of 'leak', 'zero', got 'rest'"],
  [{ withoutLeak: 'per ms' }, "withoutLeak must be one of 'per second', 'per step', got 'per ms'"],
])('a choice of %j is refused', (options, sentence) => {
  expect(runs({ nodes: { X }, edges: [] }, options)).toEqual([`fromNir: ${sentence}`]);
});

test.each<readonly [string, NirGraph['nodes'], NirGraph['edges'], readonly string[]]>([
  [
    'unknown ends of edges are told once each',
    { X },
    [
      ['X', 'b'],
      ['b', 'c'],
      ['X', 'c'],
    ],
    ["unknown node 'b' of an edge of the graph: one of 'X'", "unknown node 'c' of an edge of the graph: one of 'X'"],
  ],
  [
    'unknown ends of edges of a graph within are told with its name',
    { X, g: { type: 'NIRGraph', nodes: { Y: X }, edges: [['Y', 'Z']] } },
    [],
    ["unknown node 'Z' of an edge of node 'g': one of 'Y'"],
  ],
  [
    'a graph within needs one input and one output',
    { X, g: { type: 'NIRGraph', nodes: { Y: X, Z: X }, edges: [] } },
    [
      ['X', 'g'],
      ['g', 'X'],
    ],
    [
      "Input of node 'g' must be one, as an edge names only a node, got 2",
      "Output of node 'g' must be one, as an edge names only a node, got 0",
    ],
  ],
  [
    'a loop of what computes nothing has no values',
    { X, f: { type: 'Flatten', start_dim: 0, end_dim: -1 }, o: { type: 'Output', shape: [2] } },
    [
      ['f', 'f'],
      ['X', 'f'],
      ['f', 'o'],
    ],
    ["loop of 'f' must be through a neuron, got only nodes that compute nothing"],
  ],
  [
    'a loop of a linear node with itself has no values',
    { X, a: { type: 'Scale', scale: tensor([2], [1, 1]) } },
    [
      ['X', 'a'],
      ['a', 'a'],
    ],
    ["loop of 'a' must be through a neuron, got only linear nodes"],
  ],
  [
    'an image is at least as large as its kernel',
    { X: { type: 'Input', shape: [1, 2, 3] }, a: { type: 'SumPool2d', kernel_size: [3, 2], stride: 1, padding: 0 } },
    [['X', 'a']],
    ["what node 'a' (SumPool2d) gets must be an image of at least the kernel, [3, 2], got [1, 2, 3]"],
  ],
  [
    'an image has the extents that a node says',
    {
      X: { type: 'Input', shape: [1, 4] },
      a: {
        type: 'Conv1d',
        input_shape: 5,
        weight: tensor([1, 1, 2], [1, 1]),
        bias: tensor([1], [0]),
        stride: 1,
        padding: 0,
        dilation: 1,
        groups: 1,
      },
    },
    [['X', 'a']],
    ["what node 'a' (Conv1d) gets must be [1, 5], got [1, 4]"],
  ],
  [
    'sums of windows are of channels of two axes',
    { X, a: { type: 'AvgPool2d', kernel_size: 1, stride: 1, padding: 0 } },
    [['X', 'a']],
    ["what node 'a' (AvgPool2d) gets must be [channels, height, width], got [2]"],
  ],
])('%s', (_, nodes, edges, sentences) => {
  expect(runs({ nodes, edges })).toEqual(sentences.map((sentence) => `NIR graph: ${sentence}`));
});
