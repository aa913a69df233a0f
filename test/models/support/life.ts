import {
  initial,
  layer,
  network,
  orThrow,
  tensor,
  type AnyNetwork,
  type Frame,
  type Names,
  type NetworkState,
  type Shape,
  type Tensor,
} from '../../../src/index.js';
import { eagerAlgebra as A, stepNetwork, type AnyModel, type Vars } from '../../../src/authoring.js';
import { scan } from './scan.js';

type State = NetworkState<Names, Names>;

export interface Circumstances {
  readonly dt?: number;
  readonly batch?: number;
  readonly seed?: number;
  /** Some variables as they are at first. */
  readonly from?: Vars<string, Tensor>;
}

/** A layer `N` of its own, step by step: its variables at first, then after each frame. */
export const life = (
  shape: Shape,
  model: AnyModel,
  drive: readonly Frame<Tensor>[],
  { dt = 1, batch = 1, seed = 0, from = {} }: Circumstances = {},
): readonly Vars<string, Tensor>[] => {
  const net: AnyNetwork = orThrow(network<Names, Names>({ dt }, { N: layer(shape, model) }));
  const born: State = initial(net, { batch, seed });
  const first: State = { ...born, layers: { N: { ...born.layers['N']!, ...from } } };
  return scan(first, drive, (state, frame) => stepNetwork(A, net, state, frame)).map(({ layers }) => layers['N']!);
};

/** One neuron that gets these currents, variable by variable after each step. */
export const lifeOfOne = (model: AnyModel, currents: readonly number[], circumstances?: Circumstances) =>
  life([1], model, given(currents.map((current) => tensor([1, 1], [current]))), circumstances)
    .slice(1)
    .map((vars) => Object.fromEntries(Object.entries(vars).map(([name, { data }]) => [name, data.at(-1)!])));

export const given = (currents: readonly Tensor[]): readonly Frame<Tensor>[] =>
  currents.map((current) => ({ inputs: { N: current } }));

/** The same number, so many times. */
export const times = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);

export const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
