import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explain, isLeft, isRight, orThrow, tensor } from '../../src/index.js';
import type { Group } from '../../src/io/hdf5/array.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { readNir, writeNir, type NirGraph, type NirNode } from '../../src/nir.js';
import { quickLaw } from '../support/law.js';
import { bytesOf, files, hasFiles } from './support/files.js';
import { hasH5py, runPython } from '../support/python.js';

const read = async (bytes: Uint8Array, name?: string): Promise<NirGraph> =>
  orThrow(await readNir(bytes, name === undefined ? {} : { name }));

const sentences = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const result = await readNir(bytes, { name: 'x.nir' });
  return isLeft(result) ? result.left.map(explain) : [];
};

describe.runIf(hasFiles)("the NIR paper's files", () => {
  test.each(files)('%s: what is read, written and read again is the same', async (name) => {
    const graph = await read(bytesOf(name), name);
    expect(await read(orThrow(writeNir(graph)))).toEqual(graph);
    expect(graph.version).toMatch(/^0\.[12]\.\d$/);
  });

  test('have the nodes, the numbers and the types that h5py finds', async () => {
    const graph = await read(bytesOf('lif_norse.nir'));
    expect(graph).toEqual({
      type: 'NIRGraph',
      version: '0.1.1',
      nodes: {
        input: { type: 'Input', shape: [1] },
        0: { type: 'Affine', weight: tensor([1, 1], [1]), bias: tensor([1], [0]) },
        1: {
          type: 'LIF',
          tau: tensor([1], [0.0025]),
          r: tensor([1], [1]),
          v_leak: tensor([1], [0]),
          v_threshold: tensor([1], [0.1]),
        },
        output: { type: 'Output', shape: [1] },
      },
      edges: [
        ['input', '0'],
        ['0', '1'],
        ['1', 'output'],
      ],
    });
    const braille = await read(bytesOf('braille_noDelay_bias_zero.nir'));
    const lif = braille.nodes['lif2'] as NirNode & { readonly type: 'CubaLIF' };
    expect([lif.r.dtype, lif.r.shape, lif.v_threshold.data[6]]).toEqual(['f64', [7], 1]);
  });

  quickLaw(
    'a damaged file is read or refused in good order, and with its name',
    [
      fc.constantFrom('lif_norse.nir' as const, 'lif_rockpool.nir' as const, 'two_lif_neurons.nir' as const),
      fc.array(fc.tuple(fc.nat(1e6), fc.constantFrom(0, 1, 44, 128, 255)), { minLength: 1, maxLength: 4 }),
      fc.option(fc.nat(20000)),
    ],
    async (name, changes, length) => {
      const bytes = bytesOf(name).slice(0, length ?? undefined);
      for (const [place, value] of changes) bytes[place % bytes.length] = value;
      const result = await readNir(bytes, { name });
      if (isLeft(result)) for (const { place } of result.left) expect(place).toBe(`NIR file '${name}'`);
    },
  );
});

/** One node of every type, and notes of every kind. */
const all: NirGraph = {
  type: 'NIRGraph',
  version: '1.0.6',
  metadata: {
    author: 'somebody',
    rate: 0.5,
    whole: { shape: [], dtype: 'i64', data: BigInt64Array.of(3n) },
    done: true,
    classes: { shape: [2], dtype: 'text', data: ['a', 'b'] },
    deep: { deeper: { seed: tensor([2], [1, 2], 'i32') } },
  },
  nodes: {
    input: { type: 'Input', shape: [2, 8, 8] },
    affine: { type: 'Affine', weight: tensor([2, 3], [1, 2, 3, 4, 5, 6]), bias: tensor([2], [1, 2]) },
    linear: { type: 'Linear', weight: { shape: [1, 1], dtype: 'f64', data: Float64Array.of(1 / 3) } },
    scale: { type: 'Scale', scale: tensor([2], [1, 2]) },
    conv1: conv('Conv1d', { stride: 1, padding: 'same', dilation: 1 }, [4, 2, 3]),
    conv2: conv('Conv2d', { input_shape: [8, 8], stride: [2, 2], padding: [1, 1], dilation: [1, 1] }, [4, 2, 3, 3]),
    sum: { type: 'SumPool2d', kernel_size: [2, 2], stride: [2, 2], padding: [0, 0] },
    average: { type: 'AvgPool2d', kernel_size: [2, 2], stride: [2, 2], padding: [0, 0] },
    flatten: { type: 'Flatten', start_dim: 0, end_dim: -1, input_type: [2, 8, 8] },
    delay: { type: 'Delay', delay: tensor([1], [0.001]) },
    threshold: { type: 'Threshold', threshold: tensor([1], [1]) },
    i: { type: 'I', r: tensor([1], [1]) },
    if: { type: 'IF', r: tensor([1], [1]), v_threshold: tensor([1], [1]), v_reset: tensor([1], [0]) },
    li: { type: 'LI', tau: tensor([1], [1]), r: tensor([1], [1]), v_leak: tensor([1], [0]), metadata: { note: 'x' } },
    'lif.1': {
      type: 'LIF',
      tau: tensor([1], [1]),
      r: tensor([1], [1]),
      v_leak: tensor([1], [0]),
      v_threshold: tensor([1], [1]),
    },
    cubaLi: cuba('CubaLI', {}),
    cubaLif: cuba('CubaLIF', { v_threshold: tensor([1], [1]), w_in: tensor([1], [2]) }),
    inner: { type: 'NIRGraph', nodes: { input: { type: 'Input', shape: [1] } }, edges: [] },
    output: { type: 'Output', shape: [1] },
  },
  edges: [
    ['input', 'sum'],
    ['input', 'average'],
    ['lif.1', 'lif.1'],
  ],
};

function conv(type: 'Conv1d' | 'Conv2d', options: object, shape: readonly number[]): NirNode {
  const weight = tensor(shape, new Float32Array(shape.reduce((a, b) => a * b)));
  return { type, weight, bias: tensor([4], [1, 2, 3, 4]), groups: 1, ...options } as NirNode;
}

function cuba(type: 'CubaLI' | 'CubaLIF', options: object): NirNode {
  const [tau, r, leak] = [tensor([1], [0.01]), tensor([1], [1]), tensor([1], [0])];
  return { type, tau_mem: tau, tau_syn: tau, r, v_leak: leak, ...options } as NirNode;
}

test('a graph of nodes of every type, of graphs and of notes comes back as it was', async () => {
  expect(await read(orThrow(writeNir(all)))).toEqual(all);
});

test('a whole number may lie in a file as a list of one', async () => {
  const named = (members: object): Group => ({ members: new Map(Object.entries(members)) });
  const whole = (value: bigint, ...shape: readonly number[]) => ({
    shape,
    dtype: 'i64',
    data: BigInt64Array.of(value),
  });
  const text = (value: string) => ({ shape: [], dtype: 'text', data: [value] });
  const flatten = named({ type: text('Flatten'), start_dim: whole(1n, 1), end_dim: whole(-1n) });
  const edges = { shape: [0, 2], dtype: 'text', data: [] };
  const node = named({ type: text('NIRGraph'), nodes: named({ flatten }), edges });
  const graph = await read(writeHdf5(named({ node, version: text('1.0') })));
  expect(graph.nodes['flatten']).toEqual({ type: 'Flatten', start_dim: 1, end_dim: -1 });
});

test.runIf(hasH5py)("h5py reads a file of ours as NIR's own reader takes it", () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-'));
  try {
    const path = join(folder, 'all.nir');
    writeFileSync(path, orThrow(writeNir(all)));
    const [dump] = runPython('nir/support/dump.py', path) as readonly Readonly<Record<string, unknown>>[];
    expect(dump).toMatchObject({
      version: [[], 'text', ['1.0.6']],
      'node/type': [[], 'text', ['NIRGraph']],
      'node/edges': [[3, 2], 'text', ['input', 'sum', 'input', 'average', 'lif.1', 'lif.1']],
      'node/nodes/input/shape': [[3], 'int64', [2, 8, 8]],
      'node/nodes/conv1/padding': [[], 'text', ['same']],
      'node/nodes/conv1/groups': [[], 'int64', [1]],
      'node/nodes/linear/weight': [[1, 1], 'float64', [1 / 3]],
      'node/nodes/affine/bias': [[2], 'float32', [1, 2]],
      'node/nodes/inner/type': [[], 'text', ['NIRGraph']],
      'node/metadata/done': [[], 'bool', [1]],
      'node/metadata/deep/deeper/seed': [[2], 'int32', [1, 2]],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const written = (nodes: object, others: object = {}): readonly string[] => {
  const result = writeNir({ type: 'NIRGraph', nodes, edges: [], ...others } as unknown as NirGraph);
  return isRight(result) ? [] : result.left.map(explain);
};

describe('a graph that NIR cannot hold is refused, with the node, and all of its faults', () => {
  test.each([
    [
      { a: { type: 'Scale' } },
      {},
      "NIR graph: scale of node 'a' (Scale) must be numbers in a shape, such as tensor([2], [1, 2]), got nothing",
    ],
    [{ a: { type: 'Scale', scale: [1] } }, {}, 'must be numbers in a shape'],
    [{ a: { type: 'Input', shape: [0.5] } }, {}, "shape of node 'a' (Input) must be an array of whole numbers"],
    [
      { a: { type: 'Linear', weight: tensor([1, 1], [1]), bias: tensor([1], [1]) } },
      {},
      "unknown parameter 'bias' of node 'a' (Linear): one of 'weight'",
    ],
    [{ a: { type: 'AdEx' } }, {}, "unknown type 'AdEx' of node 'a': one of 'Input', 'Output', 'Affine'"],
    [{ 'a/b': { type: 'Input', shape: [1] } }, {}, "node name must be not empty, not '.', and without '/'"],
    [{}, { edges: [['a']] }, 'edge of the graph must be [from, to], two names'],
    [
      {},
      { metadata: { f: () => 1 } },
      "'f' in metadata of the graph must be a string, numbers, or a record of them, got the function f",
    ],
    [{}, { version: 1 }, 'version must be a string, got 1'],
    [7, {}, "the graph must be { type: 'NIRGraph', nodes, edges }"],
  ])('%#', (nodes, others, sentence) => {
    expect(written(nodes as object, others).join()).toContain(sentence);
  });

  test('two at once', () => {
    expect(written({ a: { type: 'Scale' }, b: { type: 'Delay' } }).length).toBe(2);
  });

  test('and one that is in itself', () => {
    const nodes: Record<string, unknown> = {};
    nodes['self'] = { type: 'NIRGraph', nodes, edges: [] };
    expect(written(nodes).length).toBe(1);
  });
});

describe('a file that is no graph of NIR is refused, with the node, and all of its faults', () => {
  const bytes = (graph: NirGraph): Uint8Array => orThrow(writeNir(graph));
  /** The bytes with one text of them replaced by another of the same length. */
  const replaced = (one: string, other: string): Uint8Array => {
    const text = Buffer.from(bytes(all)).toString('latin1');
    return new Uint8Array(Buffer.from(text.replaceAll(one, other), 'latin1'));
  };
  test.each([
    [
      replaced('CubaLIF', 'CubaXIF'),
      "NIR file 'x.nir': unknown type 'CubaXIF' of node 'cubaLif': one of 'Input', 'Output'",
    ],
    [replaced('v_leak', 'v_lecK'), "unknown parameter 'v_lecK' of node 'li' (LI): one of 'tau', 'r', 'v_leak'"],
    [replaced('v_leak', 'v_lecK'), "v_leak of node 'li' (LI) must be in the file, got nothing"],
    [
      replaced('same', 'some'),
      "padding of node 'conv1' (Conv1d) must be whole numbers, 'same' or 'valid', got strings, 'some'",
    ],
  ])('%#', async (damaged, sentence) => {
    expect((await sentences(damaged)).join('\n')).toContain(sentence);
  });

  test('bytes that are none, and options that are none', async () => {
    expect((await sentences(7 as never)).join()).toContain('bytes must be a Uint8Array, got 7');
    const result = await readNir(new Uint8Array(), { nam: 'x' } as never);
    expect(isLeft(result) && result.left.map(explain).join()).toContain("unknown option 'nam'");
  });
});
