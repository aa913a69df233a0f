import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eager, explain, isLeft, js, orThrow, size, tensor, uniforms, wasm, type Tensor } from '../../src/index.js';
import { fromNir, type FromNirOptions, type NirGraph, type NirNode } from '../../src/nir.js';
import { quickLaw } from '../support/law.js';
import { simulate } from './support/reference.js';
import { runGraph, spikes, type Trains } from './support/run.js';

/** Numbers from -1 to 1. */
const drawn = (seed: number, ...shape: readonly number[]): Tensor =>
  tensor(
    shape,
    Array.from(uniforms(seed, 1, size(shape)), (u) => 2 * u - 1),
  );

const between = (seed: number, low: number, high: number, ...shape: readonly number[]): Tensor =>
  tensor(
    shape,
    Array.from(uniforms(seed, 2, size(shape)), (u) => low + (high - low) * u),
  );

/** Nodes in a row, from an input of a shape to an output. */
const row = (shape: readonly number[], nodes: Readonly<Record<string, NirNode>>, out: readonly number[]): NirGraph => {
  const names = ['input', ...Object.keys(nodes), 'output'];
  return {
    type: 'NIRGraph',
    nodes: { input: { type: 'Input', shape }, ...nodes, output: { type: 'Output', shape: out } },
    edges: names.slice(1).map((to, k) => [names[k]!, to] as const),
  };
};

const euler: FromNirOptions = { dt: 0.5, integrator: 'euler' };

/** The values at the output, here and by the program in float64, are the same but for rounding. */
const expectAlike = async (
  graph: NirGraph,
  shape: readonly number[],
  input: Trains,
  options: FromNirOptions = euler,
  watched = 'output',
): Promise<Trains> => {
  const { dt, integrator, reset } = options;
  const steps = input.map((data) => ({ input: { shape, data } }));
  const want = simulate(graph, steps, { dt: dt / 1000, integrator, ...(reset && { reset }) })[watched]!;
  const { [watched]: got } = await runGraph(graph, input, options, [watched]);
  for (const [step, values] of got!.entries())
    for (const [k, value] of values.entries())
      expect(Math.abs(value - want[step]![k]!), `step ${step}, ${k}`).toBeLessThan(1e-4);
  expect(got!.flat().some((value) => value !== 0)).toBe(true);
  return got!;
};

const image = [2, 6, 7] as const;
const seen = spikes(1, 6, size(image), 0.4);
const kernel = (seed: number, ...shape: readonly number[]) => ({
  weight: drawn(seed, ...shape),
  bias: drawn(seed, shape[0]!),
});

describe('linear nodes give what the program in float64 has', () => {
  test.each<readonly [string, readonly number[], Readonly<Record<string, NirNode>>, readonly number[]]>([
    ['Linear', [5], { a: { type: 'Linear', weight: drawn(1, 3, 5) } }, [3]],
    ['Affine', [5], { a: { type: 'Affine', weight: drawn(1, 3, 5), bias: drawn(2, 3) } }, [3]],
    [
      'Affine, twice',
      [5],
      {
        a: { type: 'Affine', weight: drawn(1, 3, 5), bias: drawn(2, 3) },
        b: { type: 'Affine', weight: drawn(3, 4, 3), bias: drawn(4, 4) },
      },
      [4],
    ],
    ['Scale', [5], { a: { type: 'Scale', scale: drawn(1, 5) } }, [5]],
    ['Scale by one number', [5], { a: { type: 'Scale', scale: tensor([1], [-2]) } }, [5]],
    [
      'Threshold',
      [5],
      { s: { type: 'Scale', scale: drawn(1, 5) }, a: { type: 'Threshold', threshold: drawn(2, 5) } },
      [5],
    ],
    [
      'Flatten and Affine',
      image,
      {
        f: { type: 'Flatten', start_dim: 0, end_dim: -1 },
        a: { type: 'Affine', weight: drawn(1, 3, 84), bias: drawn(2, 3) },
      },
      [3],
    ],
    [
      'Flatten in part, and Conv1d',
      image,
      {
        f: { type: 'Flatten', start_dim: 1, end_dim: 2 },
        a: { type: 'Conv1d', ...kernel(3, 4, 2, 3), stride: 2, padding: 1, dilation: 1, groups: 1 },
      },
      [4, 21],
    ],
    [
      'Conv1d of a stride, a padding and a dilation',
      [3, 11],
      { a: { type: 'Conv1d', ...kernel(3, 4, 3, 3), stride: [2], padding: [2], dilation: [2], groups: 1 } },
      [4, 6],
    ],
    [
      "Conv1d, 'same', an even kernel",
      [3, 11],
      { a: { type: 'Conv1d', ...kernel(3, 4, 3, 4), stride: 1, padding: 'same', dilation: 1, groups: 1 } },
      [4, 11],
    ],
    [
      "Conv1d, 'same', an even kernel, dilated",
      [3, 11],
      { a: { type: 'Conv1d', ...kernel(3, 4, 3, 4), stride: 1, padding: 'same', dilation: 2, groups: 1 } },
      [4, 11],
    ],
    [
      "Conv1d, 'valid', in groups",
      [4, 9],
      { a: { type: 'Conv1d', ...kernel(3, 6, 2, 3), stride: 1, padding: 'valid', dilation: 1, groups: 2 } },
      [6, 7],
    ],
    [
      'Conv2d',
      image,
      {
        a: {
          type: 'Conv2d',
          ...kernel(3, 4, 2, 3, 2),
          input_shape: [6, 7],
          stride: [2, 1],
          padding: [1, 0],
          dilation: [1, 2],
          groups: 1,
        },
      },
      [4, 3, 5],
    ],
    [
      'Conv2d in groups',
      image,
      { a: { type: 'Conv2d', ...kernel(3, 4, 1, 3, 3), stride: 1, padding: 1, dilation: 1, groups: 2 } },
      [4, 6, 7],
    ],
    [
      "Conv2d, 'same', even and odd",
      image,
      { a: { type: 'Conv2d', ...kernel(3, 4, 2, 2, 3), stride: [1, 1], padding: 'same', dilation: [1, 1], groups: 1 } },
      [4, 6, 7],
    ],
    ['SumPool2d', image, { a: { type: 'SumPool2d', kernel_size: [2, 3], stride: [2, 2], padding: [0, 1] } }, [2, 3, 4]],
    ['AvgPool2d', image, { a: { type: 'AvgPool2d', kernel_size: 3, stride: 1, padding: 1 } }, [2, 6, 7]],
    [
      'Delay, as many steps as it says',
      [4],
      { a: { type: 'Delay', delay: tensor([4], [0.0003, 0.001, 0.0002, 0.0021]) } },
      [4],
    ],
    ['Delay, one for all', [4], { a: { type: 'Delay', delay: tensor([1], [0.001]) } }, [4]],
  ])('%s', async (_, shape, nodes, out) => {
    const input = size(shape) === seen[0]!.length ? seen : spikes(5, 6, size(shape), 0.4);
    await expectAlike(row(shape, nodes, out), shape, input);
  });

  test('Affine along the last axis, and one matrix for each row of an image', async () => {
    const weight = drawn(1, 3, 4);
    const one = row([2, 4], { a: { type: 'Affine', weight, bias: drawn(2, 3) } }, [2, 3]);
    const stacked = tensor([2, 3, 4], [...weight.data, ...weight.data]);
    const two = row(
      [2, 4],
      { a: { type: 'Affine', weight: stacked, bias: tensor([2, 3], [...drawn(2, 3).data, ...drawn(2, 3).data]) } },
      [2, 3],
    );
    const input = spikes(3, 4, 8, 0.5);
    const { output } = await runGraph(one, input, euler, ['output']);
    expect((await runGraph(two, input, euler, ['output']))['output']).toEqual(output);
    const plain = row([4], { a: { type: 'Affine', weight, bias: drawn(2, 3) } }, [3]);
    const first = await runGraph(
      plain,
      input.map((values) => values.slice(0, 4)),
      euler,
      ['output'],
    );
    expect(output!.map((values) => values.slice(0, 3))).toEqual(first['output']);
  });

  test('a node that leads to several, and one that several lead to', async () => {
    const graph: NirGraph = {
      type: 'NIRGraph',
      nodes: {
        input: { type: 'Input', shape: [4] },
        a: { type: 'Affine', weight: drawn(1, 3, 4), bias: drawn(2, 3) },
        b: { type: 'Scale', scale: drawn(3, 3) },
        c: { type: 'Linear', weight: drawn(4, 3, 3) },
        d: { type: 'Affine', weight: drawn(5, 2, 3), bias: drawn(6, 2) },
        output: { type: 'Output', shape: [2] },
      },
      edges: [
        ['input', 'a'],
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'd'],
        ['c', 'd'],
        ['a', 'd'],
        ['d', 'output'],
      ],
    };
    await expectAlike(graph, [4], spikes(2, 5, 4, 0.5));
  });
});

/** One neuron of a type, of three with different numbers. */
const neuron = (type: string): NirNode => {
  const many = (seed: number, low: number, high: number) => between(seed, low, high, 3);
  const leak = { r: many(1, 0.5, 2), v_leak: many(2, -0.2, 0.3) };
  const all: Readonly<Record<string, object>> = {
    I: { r: many(1, 50, 200) },
    IF: { r: many(1, 50, 200), v_threshold: many(3, 0.3, 0.5), v_reset: many(4, -0.2, 0.1) },
    LI: { tau: many(5, 0.002, 0.02), ...leak },
    LIF: { tau: many(5, 0.002, 0.02), ...leak, v_threshold: many(3, 0.3, 0.5), v_reset: many(4, -0.2, 0.1) },
    CubaLI: { tau_mem: many(5, 0.002, 0.02), tau_syn: many(6, 0.001, 0.004), ...leak, w_in: many(7, 0.5, 2) },
    CubaLIF: { tau_mem: many(5, 0.002, 0.02), tau_syn: many(6, 0.001, 0.004), ...leak, v_threshold: many(3, 0.3, 0.5) },
  };
  return { type, ...all[type] } as NirNode;
};

describe('neurons spike, and graded ones give the voltage, as the program in float64 has it', () => {
  const integrators = ['exact', 'euler', 'euler, current first', 'exact leak'] as const;
  const resets = ['value', 'subtraction', 'value, next step', 'subtraction, next step'] as const;
  // Only what leaks is solved in several ways, and only what spikes is reset.
  const cases = ['I', 'IF', 'LI', 'LIF', 'CubaLI', 'CubaLIF'].flatMap((type) =>
    integrators
      .slice(0, type.includes('L') ? 4 : 1)
      .flatMap((integrator) =>
        resets.slice(0, type.endsWith('F') ? 4 : 1).map((reset) => ({ type, integrator, reset })),
      ),
  );
  test.each(cases)('$type, $integrator, reset by $reset', async ({ type, integrator, reset }) => {
    const graph = row(
      [3],
      { w: { type: 'Affine', weight: between(8, 0.2, 1.5, 3, 3), bias: drawn(9, 3) }, n: neuron(type) },
      [3],
    );
    const options: FromNirOptions = { dt: 0.5, integrator, reset };
    const got = await expectAlike(graph, [3], spikes(7, 120, 3, 0.3), options);
    if (type.endsWith('IF')) expect(got.flat().filter((s) => s === 1).length).toBeGreaterThan(10);
    else expect(new Set(got.flat()).size).toBeGreaterThan(100);
  });
});

test('a loop comes back in the step after, whatever the order of nodes and edges', async () => {
  const graph: NirGraph = {
    type: 'NIRGraph',
    nodes: {
      input: { type: 'Input', shape: [3] },
      n: neuron('LIF'),
      strong: { type: 'Scale', scale: tensor([3], [8, 9, 10]) },
      back: { type: 'Affine', weight: between(1, 2, 5, 3, 3), bias: between(2, 0.5, 1, 3) },
      m: { ...neuron('CubaLIF') },
      again: { type: 'Scale', scale: tensor([1], [2]) },
      output: { type: 'Output', shape: [3] },
    },
    edges: [
      ['input', 'n'],
      ['n', 'strong'],
      ['strong', 'm'],
      ['m', 'back'],
      ['back', 'n'],
      ['m', 'again'],
      ['again', 'm'],
      ['m', 'output'],
    ],
  };
  const input = spikes(3, 100, 3, 0.5);
  const got = await expectAlike(graph, [3], input);
  const turned: NirGraph = {
    ...graph,
    nodes: Object.fromEntries(Object.entries(graph.nodes).reverse()),
    edges: [...graph.edges].reverse(),
  };
  expect((await runGraph(turned, input, euler, ['output']))['output']).toEqual(got);
});

test('which edge closes a loop is told by names, not by the order in which edges are listed', async () => {
  const graph = (edges: NirGraph['edges']): NirGraph => ({
    type: 'NIRGraph',
    nodes: {
      input: { type: 'Input', shape: [1] },
      b: { type: 'IF', r: tensor([1], [2000]), v_threshold: tensor([1], [0.5]) },
      a: { type: 'IF', r: tensor([1], [2000]), v_threshold: tensor([1], [0.5]) },
      output: { type: 'Output', shape: [1] },
      first: { type: 'Scale', scale: tensor([1], [1]) },
    },
    edges,
  });
  const edges: NirGraph['edges'] = [
    ['input', 'first'],
    ['first', 'b'],
    ['input', 'a'],
    ['b', 'a'],
    ['a', 'b'],
    ['b', 'output'],
  ];
  const closing = (of: NirGraph): readonly string[] => Object.keys(orThrow(fromNir(of, euler)).net.layers);
  expect(closing(graph(edges)).filter((name) => name.length === 1)).toEqual(['a', 'b']);
  expect(closing(graph([...edges].reverse())).filter((name) => name.length === 1)).toEqual(['a', 'b']);
});

test('neurons of one number have the shape that comes back to them, however many loops lead there', () => {
  const one: NirNode = { type: 'IF', r: tensor([1], [1]), v_threshold: tensor([1], [1]) };
  const there: NirGraph['edges'] = [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
  ];
  const graph: NirGraph = {
    type: 'NIRGraph',
    nodes: { a: one, b: one, c: one, d: { type: 'Affine', weight: drawn(1, 3, 3), bias: drawn(2, 3) } },
    edges: [...there, ...there.map(([from, to]) => [to, from] as const)],
  };
  const { layers } = orThrow(fromNir(graph, euler)).net;
  expect(['a', 'b', 'c'].map((name) => layers[name]!.shape)).toEqual([[3], [3], [3]]);
});

test('a network of all nodes is the same on every backend of one accuracy', async () => {
  const graph = row(
    image,
    {
      a: { type: 'Conv2d', ...kernel(3, 4, 1, 3, 3), stride: 1, padding: 1, dilation: 1, groups: 2 },
      b: { type: 'IF', r: tensor([1], [1000]), v_threshold: tensor([1], [0.5]) },
      c: { type: 'AvgPool2d', kernel_size: 2, stride: 2, padding: 0 },
      d: { type: 'Flatten', start_dim: 0, end_dim: -1 },
      e: { type: 'Affine', weight: drawn(1, 3, 36), bias: drawn(2, 3) },
      f: neuron('CubaLIF'),
      g: { type: 'Delay', delay: tensor([1], [0.001]) },
      h: neuron('LI'),
    },
    [3],
  );
  const on = (backend: typeof eager) => runGraph(graph, seen, euler, ['b', 'f', 'h'], 's', backend);
  const want = await on(eager);
  expect(want['h']!.flat().some((v) => v !== 0)).toBe(true);
  expect(await on(js)).toEqual(want);
  expect(await on(wasm)).toEqual(want);
});

describe('at the threshold', () => {
  const graph = (threshold: number): NirGraph =>
    row([1], { n: { type: 'IF', r: tensor([1], [1]), v_threshold: tensor([1], [threshold]) } }, [1]);
  const spikesAt = async (threshold: number, input: number, fires: 'above' | 'at'): Promise<boolean> => {
    const options: FromNirOptions = { dt: 1, integrator: 'exact', withoutLeak: 'per step', fires };
    const { n } = await runGraph(graph(threshold), [[input]], options, ['n']);
    return n![0]![0] === 1;
  };
  const unit = (threshold: number): NirGraph =>
    row([1], { n: { type: 'Threshold', threshold: tensor([1], [threshold]) } }, [1]);

  quickLaw(
    "a neuron spikes above it, as NIR has it, and with fires: 'at' also at it, to the last bit",
    [fc.float({ min: Math.fround(0.001), max: 100, noNaN: true }), fc.constantFrom(-1, 0, 1)],
    async (threshold, side) => {
      const bits = new Int32Array(Float32Array.of(threshold).buffer);
      bits[0]! += side;
      const input = new Float32Array(bits.buffer)[0]!;
      expect(await spikesAt(threshold, input, 'above')).toBe(side > 0);
      expect(await spikesAt(threshold, input, 'at')).toBe(side >= 0);
      const { n } = await runGraph(unit(threshold), [[input]], euler, ['n']);
      expect(n![0]![0]).toBe(side > 0 ? 1 : 0);
    },
  );
});

const refused = (
  nodes: Readonly<Record<string, NirNode>>,
  edges: NirGraph['edges'],
  options: object = {},
): readonly string[] => {
  const result = fromNir({ type: 'NIRGraph', nodes, edges }, { dt: 1, integrator: 'exact', ...options });
  return isLeft(result) ? result.left.map(explain) : [];
};

describe('what cannot be run is refused, with the node and the reason', () => {
  const input: NirNode = { type: 'Input', shape: [2] };
  const wide: NirNode = { type: 'Linear', weight: drawn(1, 2, 3) };
  const lif = (tau: Tensor): NirNode => ({
    type: 'LIF',
    tau,
    r: tensor([2], [1, 1]),
    v_leak: tensor([2], [0, 0]),
    v_threshold: tensor([2], [1, 1]),
  });
  const sound = lif(tensor([2], [0.01, 0.02]));
  test.each<readonly [string, Readonly<Record<string, NirNode>>, NirGraph['edges'], object, string]>([
    [
      'a matrix of another width',
      { input, wide },
      [['input', 'wide']],
      {},
      "NIR graph: what node 'wide' (Linear) gets must be [3], got [2]",
    ],
    [
      'an edge of a node that is not there',
      { input },
      [['input', 'b']],
      {},
      "NIR graph: unknown node 'b' of an edge of the graph: one of 'input'",
    ],
    [
      'an edge twice',
      { input, sound },
      [
        ['input', 'sound'],
        ['input', 'sound'],
      ],
      {},
      "edge of the graph must be given once, got 'input' to 'sound' twice",
    ],
    [
      'edges of two sizes into one node',
      { input, other: { type: 'Input', shape: [3] }, sound },
      [
        ['input', 'sound'],
        ['other', 'sound'],
      ],
      {},
      "NIR graph: edge of 'other' to 'sound' must be [2], got [3]",
    ],
    [
      'parameters of several shapes',
      { input, n: lif(tensor([3], [1, 1, 2])) },
      [['input', 'n']],
      {},
      "what node 'n' (LIF) gets must be parameters of one shape (they are [3], [2], [2], [2]), got [2]",
    ],
    [
      'a parameter of another shape beside one number',
      { input, n: { type: 'IF', r: tensor([1], [1]), v_threshold: tensor([3], [1, 1, 2]) } },
      [['input', 'n']],
      {},
      "what node 'n' (IF) gets must be [3], got [2]",
    ],
    [
      'a time constant of 0',
      { input, n: lif(tensor([1], [0])) },
      [['input', 'n']],
      {},
      "layer 'n': tau must be positive, got 0",
    ],
    [
      'a loop of linear nodes',
      { input, a: { type: 'Scale', scale: tensor([2], [1, 1]) }, b: { type: 'Scale', scale: tensor([2], [1, 1]) } },
      [
        ['input', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
      {},
      "loop of 'a', 'b' must be through a neuron",
    ],
    [
      'a linear node without input',
      { input, wide },
      [],
      {},
      "node 'wide' (Linear) must be reached by an edge, got none",
    ],
    [
      'an edge into an input',
      { input, sound },
      [['sound', 'input']],
      {},
      "what node 'input' (Input) gets must be nothing, as it is an input",
    ],
    [
      'an output of another size',
      { input, o: { type: 'Output', shape: [3] } },
      [['input', 'o']],
      {},
      "what node 'o' (Output) gets must be [3], got [2]",
    ],
    [
      'an image of other channels',
      {
        input: { type: 'Input', shape: [3, 4, 4] },
        c: { type: 'Conv2d', ...kernel(1, 2, 2, 3, 3), stride: 1, padding: 0, dilation: 1, groups: 1 },
      },
      [['input', 'c']],
      {},
      "what node 'c' (Conv2d) gets must be [2, height, width], got [3, 4, 4]",
    ],
    [
      "padding 'same' with a stride",
      {
        input: { type: 'Input', shape: [2, 4] },
        c: { type: 'Conv1d', ...kernel(1, 2, 2, 3), stride: 2, padding: 'same', dilation: 1, groups: 1 },
      },
      [['input', 'c']],
      {},
      "something else than padding 'same', which is for stride 1",
    ],
    [
      'no integrator',
      { input },
      [],
      { integrator: undefined },
      "fromNir: integrator must be one of 'exact', 'euler', 'euler, current first', 'exact leak', got nothing",
    ],
    ['an option that is none', { input }, [], { delta: 1 }, "fromNir: unknown option 'delta'"],
    ['a dt of 0', { input }, [], { dt: 0 }, 'network: dt must be a positive number of ms, got 0'],
  ])('%s', (_, nodes, edges, options, sentence) => {
    expect(refused(nodes, edges, options).join('\n')).toContain(sentence);
  });
});
