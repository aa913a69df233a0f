import { expect, test } from 'vitest';
import { tensor, uniforms } from '../../src/index.js';
import type { NirGraph, NirNode, Reset } from '../../src/nir.js';
import { runGraph, spikes, total, type Trains } from './support/run.js';

/** torch.nn.Linear: a row of weights for each target. */
interface Linear {
  readonly weight: Trains;
  readonly bias: readonly number[];
}

/** A linear layer and the neurons after it: `Leaky`, or with alpha `Synaptic`, and with recurrent weights `RSynaptic`. */
interface Layer {
  readonly fc: Linear;
  readonly beta: number;
  readonly threshold: number;
  readonly alpha?: number;
  readonly recurrent?: Linear;
}

type Mechanism = 'subtract' | 'zero';

/** The spikes of a layer by the equations of snnTorch's documentation, with `reset_delay=True`, in float64. */
const spikesOf = (
  { fc, alpha = 0, beta, threshold, recurrent }: Layer,
  input: Trains,
  mechanism: Mechanism,
): Trains => {
  const through = ({ weight, bias }: Linear, x: readonly number[]): readonly number[] =>
    weight.map((row, k) => row.reduce((sum, w, i) => sum + w * x[i]!, bias[k]!));
  let [syn, mem, spk] = [0, 1, 2].map(() => fc.bias.map(() => 0)) as [number[], number[], number[]];
  return input.map((x) => {
    const [current, back] = [through(fc, x), recurrent && through(recurrent, spk)];
    const reset = mem.map((u) => u > threshold);
    syn = syn.map((i, k) => alpha * i + current[k]! + (back?.[k] ?? 0));
    const next = mem.map((u, k) => beta * u + syn[k]!);
    mem = next.map((u, k) => (!reset[k] ? u : mechanism === 'zero' ? 0 : u - threshold));
    return (spk = mem.map((u) => (u > threshold ? 1 : 0)));
  });
};

const affine = ({ weight, bias }: Linear): NirNode => ({
  type: 'Affine',
  weight: tensor([bias.length, weight[0]!.length], weight.flat()),
  bias: tensor([bias.length], bias),
});

const row = (nodes: NirGraph['nodes'], inputs: number, outputs: number): NirGraph => {
  const names = ['input', ...Object.keys(nodes), 'output'];
  return {
    type: 'NIRGraph',
    nodes: { input: { type: 'Input', shape: [inputs] }, ...nodes, output: { type: 'Output', shape: [outputs] } },
    edges: names.slice(1).map((to, k) => [names[k]!, to] as const),
  };
};

/** The neurons as `export_to_nir` writes them: one number for all of a layer, but for each of recurrent ones. */
const neurons = ({ fc, alpha, beta, threshold, recurrent }: Layer): NirNode | NirGraph => {
  const dt = 1e-4;
  const count = fc.bias.length;
  const each = (value: number) => tensor(recurrent ? [count] : [], Array(recurrent ? count : 1).fill(value));
  const tau = (kept: number) => dt / (1 - kept);
  const leak = { r: each(tau(beta) / dt), v_leak: each(0), v_threshold: each(threshold) };
  if (alpha === undefined) return { type: 'LIF', tau: each(tau(beta)), ...leak };
  const lif: NirNode = {
    type: 'CubaLIF',
    tau_mem: each(tau(beta)),
    tau_syn: each(tau(alpha)),
    w_in: each(tau(alpha) / dt),
    ...leak,
  };
  if (recurrent === undefined) return lif;
  const { nodes, edges, ...graph } = row({ lif }, count, count);
  const loop = [
    ['lif', 'w_rec'],
    ['w_rec', 'lif'],
  ] as const;
  return { ...graph, nodes: { ...nodes, w_rec: affine(recurrent) }, edges: [...edges, ...loop] };
};

const graphOf = ([one, two]: readonly [Layer, Layer]): NirGraph =>
  row(
    { fc1: affine(one.fc), lif1: neurons(one), fc2: affine(two.fc), lif2: neurons(two) },
    one.fc.weight[0]!.length,
    two.fc.bias.length,
  );

const between = (seed: number, count: number, low: number, high: number): readonly number[] =>
  Array.from(uniforms(seed, 0, count), (u) => Math.fround(low + (high - low) * u));

const linear = (seed: number, outputs: number, inputs: number, low: number, high: number): Linear => ({
  weight: Array.from({ length: outputs }, (_, k) => between(seed + k, inputs, low, high)),
  bias: between(seed + 50, outputs, 0, 0.1),
});

/** Layers of 16 and 10 neurons for 12 inputs. */
const layers = (kind: 'Leaky' | 'Synaptic' | 'RSynaptic', seed: number): readonly [Layer, Layer] => {
  const layer = (of: number, outputs: number, inputs: number): Layer => {
    const [beta, alpha, threshold] = between(of + 99, 3, 0.5, 0.9) as [number, number, number];
    const synaptic = kind === 'Leaky' ? {} : { alpha };
    const recurrent = kind === 'RSynaptic' ? { recurrent: linear(of + 200, outputs, outputs, -0.3, 0.2) } : {};
    return {
      fc: linear(of, outputs, inputs, -0.2, 0.4),
      beta,
      threshold: kind === 'Leaky' ? threshold : 2 * threshold,
      ...synaptic,
      ...recurrent,
    };
  };
  return [layer(seed * 1000, 16, 12), layer(seed * 1000 + 500, 10, 16)];
};

test.each<readonly [Parameters<typeof layers>[0], Mechanism, Reset, Reset]>([
  ['Leaky', 'subtract', 'subtraction, next step', 'subtraction'],
  ['Synaptic', 'subtract', 'subtraction, next step', 'subtraction'],
  ['RSynaptic', 'subtract', 'subtraction, next step', 'subtraction'],
  ['Leaky', 'zero', 'value, next step', 'value'],
  ['Synaptic', 'zero', 'value, next step', 'value'],
  ['RSynaptic', 'zero', 'value, next step', 'value'],
])(
  "two layers of snnTorch's %s, reset_mechanism '%s', spike in the same steps with '%s'",
  async (kind, mechanism, reset, other) => {
    for (const seed of [1, 2]) {
      const [one, two] = layers(kind, seed);
      const graph = graphOf([one, two]);
      const input = spikes(seed, 80, 12, 0.4);
      const watched = kind === 'RSynaptic' ? ['lif1/lif', 'lif2/lif'] : ['lif1', 'lif2'];
      const ours = (by: Reset) =>
        runGraph(graph, input, { dt: 0.1, integrator: 'euler, current first', reset: by }, watched);
      const hidden = spikesOf(one, input, mechanism);
      const want = [hidden, spikesOf(two, hidden, mechanism)];
      expect(Object.values(await ours(reset))).toEqual(want);
      expect(Object.values(await ours(other))).not.toEqual(want);
      for (const trains of want) expect(total(trains)).toBeGreaterThan(80);
    }
  },
);
