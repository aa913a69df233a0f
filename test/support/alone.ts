import * as fc from 'fast-check';
import {
  initial,
  layer,
  network,
  orThrow,
  rowsOf,
  size,
  type AnyNetwork,
  type Backend,
  type Frame,
  type Names,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { numberIn, shapes, tensorOf, wholeIn } from './arbitraries.js';
import { play, type AnyState } from './trials.js';

/** Every variable, one tensor a step. */
export type Steps = Readonly<Record<string, readonly Tensor[]>>;

/** One layer `N` and nothing else. */
export const alone = (shape: Shape, model: AnyModel, dt = 1): AnyNetwork =>
  orThrow(network<Names, Names>({ dt }, { N: layer(shape, model) }));

/** What becomes of every variable of a layer alone. */
export const lives = async (
  backend: Backend,
  net: AnyNetwork,
  drive: readonly Frame<Tensor>[],
  state: AnyState = initial(net),
): Promise<Steps> => {
  const { monitors } = await play(backend, net, state, drive);
  return Object.fromEntries(
    Object.entries(monitors).map(([name, recorded]) => [name.replace('N ', ''), [...rowsOf(recorded)]]),
  );
};

/** The state in which a variable of the layer is something else. */
export const withValue = (
  net: AnyNetwork,
  variable: string,
  value: Tensor,
  state: AnyState = initial(net),
): AnyState => ({
  ...state,
  layers: { N: { ...state.layers['N']!, [variable]: value } },
});

/** The steps at which one neuron spiked. */
export const spikeTimes = (s: readonly Tensor[], place: number): readonly number[] =>
  s.flatMap(({ data }, step) => (data[place] === 0 ? [] : [step]));

export const timesteps = fc.constantFrom(1, 0.5, 0.1);

/** Currents that reach a layer step by step: nothing, something, or enough to make any neuron spike. */
export const currents = (shape: Shape, steps = 12): fc.Arbitrary<readonly Tensor[]> =>
  fc.array(tensorOf(shape, fc.oneof(fc.constant(0), fc.constant(40), numberIn(-6, 12))), { maxLength: steps });

export const given = (currents: readonly Tensor[]): readonly Frame<Tensor>[] =>
  currents.map((current) => ({ inputs: { N: current } }));

/** A layer: its shape, one of its models, and currents into `batch` rows of it. */
export interface Trial<M> {
  readonly shape: Shape;
  readonly batch: number;
  readonly model: M;
  readonly drive: readonly Tensor[];
}
export const trials = <M>(models: (shape: Shape) => fc.Arbitrary<M>): fc.Arbitrary<Trial<M>> =>
  fc.tuple(shapes, wholeIn(1, 2)).chain(([shape, batch]) =>
    fc.record({
      shape: fc.constant(shape),
      batch: fc.constant(batch),
      model: models(shape),
      drive: currents([batch, ...shape]),
    }),
  );

/** A parameter's value for neuron `place` of a layer of this size, in float32. */
export const valueOf = (param: number | Tensor, place: number): number =>
  Math.fround(typeof param === 'number' ? param : param.data[place % size(param.shape)]!);
