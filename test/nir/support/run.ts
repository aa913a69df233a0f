import {
  frames,
  initial,
  monitor,
  orThrow,
  record,
  run,
  tensor,
  uniforms,
  wasm,
  type Backend,
  type Monitor,
  type Tensor,
} from '../../../src/index.js';
import { fromNir, type FromNirOptions, type NirGraph } from '../../../src/nir.js';

/** Numbers of several steps, each of them a list; spikes are 0 and 1. */
export type Trains = readonly (readonly number[])[];

/** Spikes of `count` neurons, with a probability in each step. */
export const spikes = (seed: number, steps: number, count: number, probability: number): Trains => {
  const drawn = uniforms(seed, 0, steps * count);
  return Array.from({ length: steps }, (_, t) =>
    Array.from({ length: count }, (__, k) => (drawn[t * count + k]! < probability ? 1 : 0)),
  );
};

/** The graph as a network, run on trains for its one input: what the layers of these nodes show in each step, by node. */
export const runGraph = async (
  graph: NirGraph,
  input: Trains,
  options: FromNirOptions,
  watched: readonly string[],
  variable = 's',
  backend: Backend = wasm,
): Promise<Readonly<Record<string, Trains>>> => {
  const { net, inputs, layers } = orThrow(fromNir(graph, options));
  const [layer] = Object.values(inputs);
  const given = tensor([input.length, input[0]!.length], input.flat());
  const monitors = Object.fromEntries(
    watched.map((node) => [node, monitor(net, layers[node]! as never, variable as never, record())]),
  ) as Readonly<Record<string, Monitor<Tensor>>>;
  const ran = orThrow(await run(backend, net, initial(net), frames({ [layer!]: given }), monitors));
  return Object.fromEntries(
    watched.map((node) => {
      const { data, shape } = ran.monitors[node]!;
      const width = data.length / shape[0]!;
      return [node, Array.from({ length: shape[0]! }, (_, t) => Array.from(data.subarray(t * width, (t + 1) * width)))];
    }),
  );
};

export const total = (trains: Trains): number => trains.flat().reduce((a, b) => a + b, 0);
