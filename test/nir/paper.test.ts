import { describe, expect, test } from 'vitest';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { fromNir, readNir, type FromNirOptions, type NirGraph } from '../../src/nir.js';
import { bytesOf, files, hasFiles, tableOf } from './support/files.js';
import { simulate } from './support/reference.js';
import { runGraph, spikes, total, type Trains } from './support/run.js';

const read = async (name: string): Promise<NirGraph> => orThrow(await readNir(bytesOf(name), { name }));

const timesOf = (train: readonly (readonly number[])[]): readonly number[] =>
  train.flatMap(([s], step) => (s !== 0 ? [step] : []));

/** What the simulators of the paper assumed of one neuron, and how their voltages compare with ours. */
const simulators: readonly {
  readonly name: string;
  readonly assumed: Omit<FromNirOptions, 'dt'>;
  /** Their voltages in units of ours, and how far they are from ours; absent where they show another moment of a step. */
  readonly voltage?: readonly [scale: number, error: number];
  /** By how many steps later they spike. */
  readonly late?: number;
}[] = [
  { name: 'exact', assumed: { integrator: 'exact' } },
  { name: 'nengo', assumed: { integrator: 'exact' }, voltage: [10, 2e-6] },
  { name: 'norse', assumed: { integrator: 'euler' }, voltage: [1, 1e-6] },
  { name: 'snntorch', assumed: { integrator: 'euler' }, voltage: [25, 2e-5] },
  { name: 'spinnaker2', assumed: { integrator: 'euler' }, voltage: [25, 2e-3] },
  { name: 'rockpool', assumed: { integrator: 'exact leak', reset: 'subtraction' }, voltage: [1, 1e-6] },
  { name: 'sinabs', assumed: { integrator: 'exact leak', reset: 'subtraction' }, voltage: [1, 1e-6] },
  { name: 'spyx', assumed: { integrator: 'euler', reset: 'subtraction' }, late: 1 },
];

describe.runIf(hasFiles)(
  "one neuron of the NIR paper, lif_norse.nir, spikes when the paper's simulators recorded it",
  () => {
    test.each(simulators)('$name', async ({ name, assumed, voltage, late = 0 }) => {
      const table = tableOf(`lif_${name}.csv`);
      const input = table.map(([x]) => [x === 0 ? 0 : 1]);
      expect(input.length).toBe(1000);
      const graph = await read('lif_norse.nir');
      const options: FromNirOptions = { dt: 0.1, ...assumed };
      const { 1: s } = await runGraph(graph, input, options, ['1']);
      const recorded = timesOf(table.map(([, , spike]) => [spike!]));
      expect(recorded.length).toBe(4);
      expect(timesOf(s!).map((step) => step + late)).toEqual(recorded);
      const { 1: v } = await runGraph(graph, input, options, ['1'], 'v');
      if (voltage === undefined) return;
      const [scale, error] = voltage;
      for (const [step, [mine]] of v!.entries()) expect(Math.abs(mine! * scale - table[step]![1]!)).toBeLessThan(error);
    });

    test('460, 510, 710, 760, integrated exactly', async () => {
      const input = tableOf('lif_exact.csv').map(([x]) => [x!]);
      const { 1: s } = await runGraph(await read('lif_norse.nir'), input, { dt: 0.1, integrator: 'exact' }, ['1']);
      expect(timesOf(s!)).toEqual([460, 510, 710, 760]);
    });

    test("Rockpool's own file, whose types NIR's reader refuses, spikes as its own recording says but for where it rounds r", async () => {
      const input = tableOf('lif_rockpool.csv').map(([x]) => [x!]);
      const graph = await read('lif_rockpool.nir');
      const lif = '1_LIFNeuronTorch';
      const { [lif]: s } = await runGraph(graph, input, { dt: 0.1, integrator: 'exact leak' }, [lif]);
      expect(timesOf(s!)).toEqual([460, 510, 710, 760]);
      expect(
        simulate(
          graph,
          input.map((data) => ({ input: { shape: [1], data } })),
          { dt: 1e-4, integrator: 'exact leak' },
        )[lif],
      ).toEqual(s);
    });
  },
);

/** Spikes of the layers of a graph, here and by a program in float64: step by step, and more than none. */
const expectSameSpikes = async (
  graph: NirGraph,
  shape: readonly number[],
  input: Trains,
  layers: readonly string[],
  options: FromNirOptions,
): Promise<void> => {
  const mine = await runGraph(graph, input, options, layers);
  const theirs = simulate(
    graph,
    input.map((data) => ({ input: { shape, data } })),
    {
      dt: options.dt / 1000,
      integrator: options.integrator,
      ...(options.reset && { reset: options.reset }),
      ...(options.withoutLeak === 'per step' && { perStep: true }),
    },
  );
  for (const layer of layers) {
    expect([layer, total(mine[layer]!)]).toEqual([layer, total(theirs[layer]!)]);
    expect(total(mine[layer]!)).toBeGreaterThan(10);
    expect(mine[layer]).toEqual(theirs[layer]);
  }
};

describe.runIf(hasFiles)('the networks of the NIR paper spike as a program in float64 has them', () => {
  test.each(['value', 'subtraction'] as const)(
    'the convolutional network, reset by %s',
    async (reset) => {
      const graph = await read('cnn_sinabs.nir');
      const input = spikes(1, 30, 2 * 34 * 34, 0.1);
      await expectSameSpikes(graph, [2, 34, 34], input, ['1', '3', '6', '10', '12'], {
        dt: 1,
        integrator: 'euler',
        reset,
        withoutLeak: 'per step',
      });
    },
    120_000,
  );

  const kinds = ['exact', 'euler', 'euler, current first', 'exact leak'] as const;
  test.each(kinds)('the recurrent network, %s', async (integrator) => {
    const graph = await read('braille_noDelay_bias_zero.nir');
    const input = spikes(2, 200, 12, 0.2);
    await expectSameSpikes(graph, [12], input, ['lif1.lif', 'lif2'], { dt: 0.1, integrator });
  });

  test('the recurrent network without biases, reset by subtraction', async () => {
    const graph = await read('braille_noDelay_noBias_subtract.nir');
    await expectSameSpikes(graph, [12], spikes(3, 200, 12, 0.3), ['lif1.lif', 'lif2'], {
      dt: 0.1,
      integrator: 'euler, current first',
      reset: 'subtraction',
    });
  });

  test('two neurons in a row, the first of which fires by itself', async () => {
    const graph = await read('two_lif_neurons.nir');
    const input = spikes(4, 2000, 1, 0.1);
    const options: FromNirOptions = { dt: 0.1, integrator: 'euler', start: 'zero' };
    const { lif1 } = await runGraph(graph, input, options, ['lif1']);
    expect(total(lif1!)).toBeGreaterThan(10);
  });

  test('an inner graph is the same as its nodes in its place', async () => {
    const graph = await read('braille_noDelay_bias_zero_subgraph.nir');
    const wrong = fromNir(graph, { dt: 0.1, integrator: 'euler' });
    // The file's inner edges name a node that it does not have.
    expect(isLeft(wrong) && wrong.left.map(explain)).toEqual([
      "NIR graph: unknown node 'lif' of an edge of node 'lif1': one of 'input', 'lif1', 'lin', 'output'",
    ]);
    const inner = graph.nodes['lif1'] as NirGraph;
    const edges = inner.edges.map(
      ([from, to]) => [from === 'lif' ? 'lif1' : from, to === 'lif' ? 'lif1' : to] as const,
    );
    const mended: NirGraph = { ...graph, nodes: { ...graph.nodes, lif1: { ...inner, edges } } };
    const input = spikes(2, 200, 12, 0.2);
    const options: FromNirOptions = { dt: 0.1, integrator: 'euler' };
    const nested = await runGraph(mended, input, options, ['lif1/lif1', 'lif2']);
    const plain = await runGraph(await read('braille_noDelay_bias_zero.nir'), input, options, ['lif1.lif', 'lif2']);
    expect(nested['lif1/lif1']).toEqual(plain['lif1.lif']);
    expect(nested['lif2']).toEqual(plain['lif2']);
  });

  test('every file becomes a network, but for the one whose edges are wrong', async () => {
    for (const name of files.filter((file) => !file.includes('subgraph')))
      expect(isLeft(fromNir(await read(name), { dt: 0.1, integrator: 'exact' }))).toBe(false);
  });
});
