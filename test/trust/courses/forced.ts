import * as fc from 'fast-check';
import { size, tensor, uniforms, type AnyNetwork, type Frame, type Layer, type Tensor } from '../../../src/index.js';
import { wholeIn } from '../../support/arbitraries.js';

type Change = (frame: Frame<Tensor>) => Frame<Tensor>;

/** Every number of the inputs of a frame, changed. */
const inputsBy =
  (change: (value: number, k: number) => number): Change =>
  (frame) => ({
    ...frame,
    inputs: Object.fromEntries(
      Object.entries<Tensor | undefined>(frame.inputs ?? {}).map(([name, x]) => [
        name,
        x!.dtype === 'f32' ? { ...x!, data: x!.data.map(change) } : x!,
      ]),
    ),
  });

/** Frames that say more: forced random numbers, neurons by their numbers, and numbers that leave the range of floats. */
export const forced = (net: AnyNetwork, batch: number): fc.Arbitrary<Change> => {
  const layers = Object.entries<Layer<string>>(net.layers);
  const noisy = layers.filter(([, { model }]) => model.noise !== undefined);
  const drawn = (seed: number): Change => {
    const draws = Object.fromEntries(
      noisy.map(([name, { model, shape }], place) => {
        const own = model.noise === 'neuron' ? [batch, ...shape] : [batch];
        return [name, tensor(own, uniforms(seed, place, size(own)))];
      }),
    );
    return (frame) => ({ ...frame, draws });
  };
  const numbered = (seed: number): Change => {
    const [name, { shape }] = layers[seed % layers.length]!;
    const count = 1 + (seed % 3);
    const places = uniforms(seed, 9, batch * count).map((u) => Math.floor(u * size(shape)));
    const field = seed % 2 === 0 ? 'clamp' : 'unclamp';
    const neurons =
      seed % 5 === 0 ? tensor([batch, count], places, 'i32') : tensor([count], places.slice(0, count), 'i32');
    return (frame) => ({ ...frame, [field]: { ...frame[field], [name]: neurons } });
  };
  const strange = [3e38, -3e38, Infinity, Number.NaN, 1e-45];
  const spoilt = (seed: number): Change =>
    inputsBy((value, k) => (k === seed % 7 ? strange[seed % strange.length]! : value));
  const whole = (frame: Frame<Tensor>): Frame<Tensor> => ({
    ...frame,
    inputs: Object.fromEntries(
      Object.entries<Tensor | undefined>(frame.inputs ?? {}).map(([name, x]) => [
        name,
        x!.dtype === 'f32' ? { ...x!, dtype: 'i32' as const, data: Int32Array.from(x!.data) } : x!,
      ]),
    ),
  });
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant<Change>((frame) => frame) },
    { weight: 2, arbitrary: wholeIn(0, 99).map(drawn) },
    { weight: 2, arbitrary: wholeIn(0, 99).map(numbered) },
    { weight: 1, arbitrary: wholeIn(0, 99).map(spoilt) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(1e-30, 1e10, 1e30).map((by) => inputsBy((value) => Math.fround(value * by))),
    },
    { weight: 1, arbitrary: fc.constant<Change>(whole) },
  );
};
