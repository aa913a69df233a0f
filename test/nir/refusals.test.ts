import { expect, test } from 'vitest';
import { explain, isLeft } from '../../src/index.js';
import { groupOf, type Dataset, type Group } from '../../src/io/hdf5/array.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { readNir } from '../../src/nir.js';

type Members = Readonly<Record<string, Group | Dataset>>;

const text = (...values: readonly string[]): Dataset =>
  values.length === 1
    ? { shape: [], dtype: 'text', data: values }
    : { shape: [values.length], dtype: 'text', data: values };
const whole = (...values: readonly number[]): Dataset => ({
  shape: [values.length],
  dtype: 'i64',
  data: BigInt64Array.from(values, BigInt),
});
const half: Dataset = { shape: [1], dtype: 'f64', data: Float64Array.of(0.5) };
const edges: Dataset = { shape: [0, 2], dtype: 'text', data: [] };
const inner = (nodes: Members, more: Members = {}): Group =>
  groupOf({ type: text('NIRGraph'), nodes: groupOf(nodes), edges, ...more });
const node = (type: string, members: Members = {}): Group => groupOf({ type: text(type), ...members });
const file = (graph: Group | Dataset): Members => ({ version: text('1.0'), node: graph });

const flatten = { start_dim: whole(0), end_dim: whole(1) };
const pool = { kernel_size: whole(2), stride: whole(2), padding: whole(0) };
const types =
  "one of 'Input', 'Output', 'Affine', 'Linear', 'Scale', 'Conv1d', 'Conv2d', 'SumPool2d', 'AvgPool2d', 'Flatten', 'Delay', 'Threshold', 'I', 'IF', 'LI', 'LIF', 'CubaLI', 'CubaLIF', 'NIRGraph'";

/** What a file says of a node 'a' of it that is not as NIR has it. */
const ofNode: readonly (readonly [string, Group | Dataset, readonly string[]])[] = [
  ['a dataset', text('Input'), ["node 'a' must be a group, got a dataset"]],
  ['no type', groupOf({}), [`unknown type nothing of node 'a': ${types}`]],
  ['two types', groupOf({ type: text('Input', 'Output') }), [`unknown type nothing of node 'a': ${types}`]],
  ['a type that is a number', groupOf({ type: whole(1) }), [`unknown type nothing of node 'a': ${types}`]],
  ['a type that is a group', groupOf({ type: groupOf({}) }), [`unknown type nothing of node 'a': ${types}`]],
  ['an unknown type', node('RNN'), [`unknown type 'RNN' of node 'a': ${types}`]],
  ['no shape', node('Input'), ["shape of node 'a' (Input) must be in the file, got nothing"]],
  [
    'a shape of halves',
    node('Input', { shape: half }),
    ["shape of node 'a' (Input) must be an array of whole numbers, got other numbers"],
  ],
  [
    'a shape in words',
    node('Output', { shape: text('two') }),
    ["shape of node 'a' (Output) must be an array of whole numbers, got strings, 'two'"],
  ],
  [
    'a group of numbers',
    node('Scale', { scale: groupOf({}) }),
    ["scale of node 'a' (Scale) must be numbers in a shape, such as tensor([2], [1, 2]), got a group"],
  ],
  [
    'numbers in words',
    node('Scale', { scale: text('same') }),
    ["scale of node 'a' (Scale) must be numbers in a shape, such as tensor([2], [1, 2]), got strings, 'same'"],
  ],
  [
    'two numbers for one',
    node('Flatten', { ...flatten, end_dim: whole(1, 2) }),
    ["end_dim of node 'a' (Flatten) must be a whole number, got 2 numbers"],
  ],
  [
    'a stride in words',
    node('SumPool2d', { ...pool, stride: text('same') }),
    ["stride of node 'a' (SumPool2d) must be a whole number, or one for each axis, got strings, 'same'"],
  ],
  [
    'a padding of halves',
    node('AvgPool2d', { ...pool, padding: half }),
    ["padding of node 'a' (AvgPool2d) must be whole numbers, 'same' or 'valid', got other numbers"],
  ],
  [
    'two paddings in words',
    node('AvgPool2d', { ...pool, padding: text('same', 'valid') }),
    ["padding of node 'a' (AvgPool2d) must be whole numbers, 'same' or 'valid', got strings, 'same'"],
  ],
  [
    'a parameter of another node',
    node('Threshold', { threshold: half, tau: half }),
    ["unknown parameter 'tau' of node 'a' (Threshold): one of 'threshold'"],
  ],
  [
    'several things',
    node('LI', { tau: half, leak: half }),
    [
      "unknown parameter 'leak' of node 'a' (LI): one of 'tau', 'r', 'v_leak'",
      "r of node 'a' (LI) must be in the file, got nothing",
      "v_leak of node 'a' (LI) must be in the file, got nothing",
    ],
  ],
  [
    'notes that are none',
    node('Delay', { delay: half, metadata: half }),
    ["metadata of node 'a' must be a group, got a dataset"],
  ],
  [
    'a graph without nodes',
    groupOf({ type: text('NIRGraph'), edges }),
    ["nodes of node 'a' must be a group, got something else"],
  ],
  [
    'a graph whose nodes are a dataset',
    groupOf({ type: text('NIRGraph'), edges, nodes: half }),
    ["nodes of node 'a' must be a group, got something else"],
  ],
  [
    'a graph without edges',
    groupOf({ type: text('NIRGraph'), nodes: groupOf({}) }),
    ["edges of node 'a' must be pairs of names, got something else"],
  ],
  ...(
    [
      ['are a group', groupOf({})],
      ['are numbers', { shape: [1, 2], dtype: 'f64', data: Float64Array.of(0, 1) }],
      ['are a list', text('a', 'b')],
      ['are threes', { shape: [1, 3], dtype: 'text', data: ['a', 'b', 'c'] }],
      ['have an axis more', { shape: [1, 2, 1], dtype: 'text', data: ['a', 'b'] }],
    ] as readonly (readonly [string, Group | Dataset])[]
  ).map(
    ([how, wrong]) =>
      [
        `a graph whose edges ${how}`,
        inner({}, { edges: wrong }),
        ["edges of node 'a' must be pairs of names, got something else"],
      ] as const,
  ),
  [
    'a graph with a parameter',
    inner({}, { dt: half }),
    ["unknown parameter 'dt' of node 'a' (NIRGraph): one of 'nodes', 'edges'"],
  ],
];

const sentencesOf = async (members: Members): Promise<readonly string[]> => {
  const result = await readNir(writeHdf5(groupOf(members)));
  return isLeft(result) ? result.left.map(explain) : [];
};

test.each(ofNode)('a node of a file that is %s is refused', async (_, a, sentences) => {
  expect(await sentencesOf(file(inner({ a })))).toEqual(sentences.map((sentence) => `NIR file: ${sentence}`));
});

test.each<readonly [string, Members, readonly string[]]>([
  ['nothing', {}, ["group 'node' must be a graph, as nir.write stores it, got nothing"]],
  ['a number', file(half), ["group 'node' must be a graph, as nir.write stores it, got a dataset"]],
  [
    'one node',
    file(node('Input', { shape: whole(2) })),
    ["the file must be a 'NIRGraph', got a single node, 'Input': put it into a graph"],
  ],
  ['one node of an unknown type', file(node('RNN')), [`unknown type 'RNN' of the graph: ${types}`]],
  [
    'notes that are none',
    file(inner({}, { metadata: half })),
    ['metadata of the graph must be a group, got a dataset'],
  ],
])('a file of %s is refused', async (_, members, sentences) => {
  expect(await sentencesOf(members)).toEqual(sentences.map((sentence) => `NIR file: ${sentence}`));
});

test.each<readonly [string, Members]>([
  [
    'what NIR works out of other parameters',
    { a: node('Scale', { scale: half, input_type: half, output_type: half }) },
  ],
  ['a graph within', { a: inner({}, { input_type: groupOf({}), output_type: groupOf({}) }) }],
  [
    'an empty list of edges of any type',
    { a: inner({}, { edges: { ...half, shape: [0], data: new Float64Array(0) } }) },
  ],
])('a file may have %s', async (_, nodes) => {
  expect(await sentencesOf(file(inner(nodes)))).toEqual([]);
});
