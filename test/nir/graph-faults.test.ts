import { describe, expect, test } from 'vitest';
import { explain } from '../../src/index.js';
import { at } from '../../src/core/faults/errors.js';
import { graphFaults } from '../../src/io/nir/graph-faults.js';

const said = (graph: unknown): readonly string[] =>
  graphFaults(graph).map((one) => explain(at('graph')(one)).replace('graph: ', ''));
const graph = (more: object = {}): object => ({ type: 'NIRGraph', nodes: {}, edges: [], ...more });
const ofNode = (a: unknown): readonly string[] => said(graph({ nodes: { a } }));
const ofNotes = (metadata: unknown): readonly string[] => said(graph({ metadata }));

const numbers = { shape: [2], dtype: 'f32', data: Float32Array.of(1, 2) };
const scale = (value: unknown): readonly string[] => ofNode({ type: 'Scale', scale: value });
const lif = { type: 'LIF', tau: numbers, r: numbers, v_leak: numbers, v_threshold: numbers };
const pool = { type: 'SumPool2d', kernel_size: 2, stride: 2, padding: 0 };
const flatten = { type: 'Flatten', start_dim: 0, end_dim: -1 };

const types =
  "one of 'Input', 'Output', 'Affine', 'Linear', 'Scale', 'Conv1d', 'Conv2d', 'SumPool2d', 'AvgPool2d', 'Flatten', 'Delay', 'Threshold', 'I', 'IF', 'LI', 'LIF', 'CubaLI', 'CubaLIF', 'NIRGraph'";

describe('a graph', () => {
  test.each<readonly [string, unknown, string]>([
    ['a number', 7, '7'],
    ['null', null, 'null'],
    ['a list', [], '[]'],
    ['of another type', { type: 'Graph', nodes: {}, edges: [] }, "{ type: 'Graph', nodes: {}, edges: [] }"],
    ['without nodes', { type: 'NIRGraph', edges: [] }, "{ type: 'NIRGraph', edges: [] }"],
    ['of nodes in a list', graph({ nodes: [] }), "{ type: 'NIRGraph', nodes: [], edges: [] }"],
    ['without edges', { type: 'NIRGraph', nodes: {} }, "{ type: 'NIRGraph', nodes: {} }"],
    ['of edges by name', graph({ edges: {} }), "{ type: 'NIRGraph', nodes: {}, edges: {} }"],
  ])('that is %s is none, and no node', (_, value, got) => {
    expect(said(value)).toEqual([`the graph must be { type: 'NIRGraph', nodes, edges }, got ${got}`]);
    if ((value as { type?: unknown } | null)?.type === 'NIRGraph')
      expect(ofNode(value)).toEqual([`node 'a' must be { type: 'NIRGraph', nodes, edges }, got ${got}`]);
  });

  test('has edges between two names', () => {
    const sound = [
      ['a', 'b'],
      ['', ''],
      ['a', 'a'],
    ];
    const wrong = ['ab', ['a'], ['a', 'b', 'c'], ['a', 1], [1, 'a'], ['a', 'b\0'], null];
    const of = (place: string) => [
      `edge of ${place} must be [from, to], two names, got 'ab'`,
      `edge of ${place} must be [from, to], two names, got ['a']`,
      `edge of ${place} must be [from, to], two names, got ['a', 'b', 'c']`,
      `edge of ${place} must be [from, to], two names, got ['a', 1]`,
      `edge of ${place} must be [from, to], two names, got [1, 'a']`,
      `edge of ${place} must be [from, to], two names, got ['a', 'b\0']`,
      `edge of ${place} must be [from, to], two names, got null`,
    ];
    expect(said(graph({ edges: [...sound, ...wrong] }))).toEqual(of('the graph'));
    expect(ofNode(graph({ edges: [...wrong, ...sound] }))).toEqual(of("node 'a'"));
  });

  test('has a version in words, or none', () => {
    for (const version of [undefined, '', '1.0']) expect(said(graph({ version }))).toEqual([]);
    expect(said(graph({ version: 1 }))).toEqual(['version must be a string, got 1']);
    expect(said(graph({ version: '1\0' }))).toEqual(["version must be a string, got '1\0'"]);
  });

  test.each(['', '.', 'a/b', '/', 'a\0'])("has no node '%s'", (name) => {
    const sentence = (kind: string): string =>
      `${kind} name must be not empty, not '.', and without '/' and zero bytes, got '${name}'`;
    expect(said(graph({ nodes: { [name]: { type: 'Scale', scale: numbers } } }))).toEqual([sentence('node')]);
    expect(ofNotes({ [name]: 1 })).toEqual([sentence('metadata')]);
    expect(ofNotes({ a: { [name]: 1 } })).toEqual([sentence('metadata')]);
    expect(ofNotes({ [name]: { a: 1 } })).toEqual([sentence('metadata')]);
  });

  test.each(['..', 'a.b', ' ', '__proto', '0'])("may have a node '%s'", (name) => {
    expect(said(graph({ nodes: { [name]: { type: 'Scale', scale: numbers } }, metadata: { [name]: 1 } }))).toEqual([]);
  });
});

describe('a node', () => {
  test.each<readonly [unknown, string]>([
    [null, 'nothing'],
    [7, 'nothing'],
    [[], 'nothing'],
    [{}, 'nothing'],
    [{ type: 1 }, '1'],
    [{ type: 'toString' }, "'toString'"],
    [{ type: 'lif' }, "'lif'"],
  ])('%j has no type of NIR', (node, got) => {
    expect(ofNode(node)).toEqual([`unknown type ${got} of node 'a': ${types}`]);
  });

  test('has its own parameters, those that files may lack aside', () => {
    expect(ofNode(lif)).toEqual([]);
    expect(ofNode({ ...lif, v_reset: numbers, metadata: {} })).toEqual([]);
    expect(ofNode({ ...lif, v_reset: 1, r: undefined, w_in: numbers, toString: 1 })).toEqual([
      "unknown parameter 'w_in' of node 'a' (LIF): one of 'tau', 'r', 'v_leak', 'v_threshold', 'v_reset'",
      "unknown parameter 'toString' of node 'a' (LIF): one of 'tau', 'r', 'v_leak', 'v_threshold', 'v_reset'",
      "r of node 'a' (LIF) must be numbers in a shape, such as tensor([2], [1, 2]), got nothing",
      "v_reset of node 'a' (LIF) must be numbers in a shape, such as tensor([2], [1, 2]), got 1",
    ]);
  });

  test.each<readonly [string, readonly number[], ArrayLike<number | bigint>]>([
    ['f64', [2], Float64Array.of(1, 2)],
    ['f32', [], Float32Array.of(1)],
    ['i64', [1, 2], BigInt64Array.of(1n, 2n)],
    ['u64', [0], new BigUint64Array(0)],
    ['i32', [2, 0], new Int32Array(0)],
    ['u32', [1], Uint32Array.of(1)],
    ['i16', [1], Int16Array.of(1)],
    ['u16', [1], Uint16Array.of(1)],
    ['i8', [1], Int8Array.of(1)],
    ['u8', [2], Uint8Array.of(1, 2)],
    ['bool', [2], Uint8Array.of(1, 0)],
  ])('has numbers of %s in a shape %j, and of no other array or length', (dtype, shape, data) => {
    expect(scale({ shape, dtype, data })).toEqual([]);
    expect(ofNotes({ a: { shape, dtype, data } })).toEqual([]);
    for (const wrong of [
      { shape: [...shape, 2, 3], dtype, data: data.length === 0 ? [] : data },
      { shape, dtype, data: Array.from(data) },
      { shape, dtype, data: new (dtype === 'f32' ? Float64Array : Float32Array)(data.length) },
      { shape: undefined, dtype, data },
      { shape: [0.5], dtype, data },
      { shape, dtype: 'f16', data },
      { shape, dtype: 'constructor', data },
      { shape, dtype },
    ])
      expect(scale(wrong)).toEqual([
        expect.stringMatching(
          /^scale of node 'a' \(Scale\) must be numbers in a shape, such as tensor\(\[2\], \[1, 2\]\), got /,
        ),
      ]);
  });

  test.each<readonly [string, readonly unknown[], readonly unknown[], string, (value: unknown) => readonly string[]]>([
    [
      'shape',
      [[], [3], [0, -1, 2 ** 53 - 1]],
      [undefined, 3, '3', [0.5], [1, 2 ** 53], ['1']],
      "shape of node 'a' (Input) must be an array of whole numbers",
      (shape) => ofNode({ type: 'Input', shape }),
    ],
    [
      'one whole number',
      [0, -1, 2 ** 53 - 1],
      [undefined, 0.5, 2 ** 53, [1], '1', 'same'],
      "end_dim of node 'a' (Flatten) must be a whole number",
      (end_dim) => ofNode({ ...flatten, end_dim }),
    ],
    [
      'stride',
      [1, [1], [1, 2]],
      [undefined, 0.5, [0.5, 1], '1', 'same', 'valid', null],
      "stride of node 'a' (SumPool2d) must be a whole number, or one for each axis",
      (stride) => ofNode({ ...pool, stride }),
    ],
    [
      'padding',
      [0, [1], [1, 2], 'same', 'valid'],
      [undefined, 0.5, [0.5], 'full', '', ['same']],
      "padding of node 'a' (SumPool2d) must be whole numbers, 'same' or 'valid'",
      (padding) => ofNode({ ...pool, padding }),
    ],
    [
      'type of its input',
      [undefined, 3, [3, 4]],
      [0.5, 'same', [0.5]],
      "input_type of node 'a' (Flatten) must be a whole number, or one for each axis",
      (input_type) => ofNode({ ...flatten, input_type }),
    ],
  ])('has a %s that is whole', (_, sound, wrong, sentence, of) => {
    for (const value of sound) expect(of(value)).toEqual([]);
    for (const value of wrong) expect(of(value).map((text) => text.replace(/, got .*$/, ''))).toEqual([sentence]);
  });
});

describe('notes', () => {
  const texts = { shape: [2], dtype: 'text', data: ['a', ''] };

  test('are strings, numbers, flags, numbers and texts in a shape, and records of them', () => {
    const sound = { a: '', b: 0.5, c: false, d: numbers, e: texts, f: { g: { h: 1 } }, i: {} };
    expect(ofNotes(sound)).toEqual([]);
    expect(ofNotes(undefined)).toEqual([]);
    expect(ofNode({ ...lif, metadata: sound })).toEqual([]);
  });

  test.each<readonly [unknown, string]>([
    [7, '7'],
    ['a', "'a'"],
    [[], '[]'],
    [null, 'null'],
  ])('%j are none', (notes, got) => {
    const want = 'must be a record of strings, numbers and records, got';
    expect(ofNotes(notes)).toEqual([`metadata of the graph ${want} ${got}`]);
    expect(ofNode({ ...lif, metadata: notes })).toEqual([`metadata of node 'a' ${want} ${got}`]);
  });

  test.each<readonly [string, unknown]>([
    ['null', null],
    ['a list', [1]],
    ['a large whole number', 1n],
    ['a text with a zero byte', 'a\0'],
    ['texts of another number', { ...texts, shape: [3] }],
    ['texts without a shape', { ...texts, shape: undefined }],
    ['texts of half a shape', { ...texts, shape: [0.5] }],
    ['texts that are numbers', { ...texts, data: ['a', 1] }],
    ['texts with a zero byte', { ...texts, data: ['a', 'b\0'] }],
    ['texts in a record', { ...texts, data: { length: 2 } }],
    ['numbers of another number', { ...numbers, shape: [3] }],
  ])('hold no %s', (_, note) => {
    const want = 'must be a string, numbers, or a record of them, got';
    expect(ofNotes({ a: note })).toEqual([expect.stringContaining(`'a' in metadata of the graph ${want} `)]);
    expect(ofNotes({ b: { a: note, c: 1 } })).toEqual([
      expect.stringContaining(`'a' in 'b' in metadata of the graph ${want} `),
    ]);
  });
});
