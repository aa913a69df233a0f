import type { AnyWiring } from '../../../core/connection.js';
import { size, type Shape } from '../../../core/shape.js';
import { paramAt, tensor, type Tensor } from '../../../core/tensor.js';
import { biased } from '../../../models/connections/biased.js';
import { conv } from '../../../models/connections/conv.js';
import { delayed } from '../../../models/connections/delayed.js';
import { dense } from '../../../models/connections/dense.js';
import { pool } from '../../../models/connections/pool.js';
import { sparse } from '../../../models/connections/sparse.js';
import { fitting } from '../../../models/connections/weight-faults.js';
import { constant } from '../../../models/connections/weights-by-place.js';
import { oneToOnePattern } from '../../../models/patterns/whole.js';
import type { NumberArray } from '../../hdf5/array.js';
import { windowed, type Sliding } from './convolution.js';
import type { Node } from './flat.js';
import { paramOf } from './neurons.js';

/** One neuron to its counterpart, as it is. */
export const identity = (): AnyWiring => sparse(oneToOnePattern(), constant(1)) as AnyWiring;

/** The connections of a linear node, for what it gets and gives; several add up. */
export const wiringsOf = (node: Node, from: Shape, to: Shape, dt: number): readonly AnyWiring[] => {
  switch (node.type) {
    case 'Linear':
      return [dense(matrixOf(node.weight, from, to)) as AnyWiring];
    case 'Affine':
      return [biased(dense(matrixOf(node.weight, from, to)), repeatedTo(node.bias, to)) as AnyWiring];
    case 'Scale':
      return [sparse(oneToOnePattern(), each(node.scale, to)) as AnyWiring];
    case 'Conv1d':
    case 'Conv2d': {
      const { kernel: _, widened, ...sliding } = windowed(node, from).sliding!;
      const weights = widenedWeights(node.weight, widened);
      return [biased(conv(weights, { ...sliding, groups: node.groups }), asTensor(node.bias)) as AnyWiring];
    }
    case 'SumPool2d':
    case 'AvgPool2d': {
      const { widened: _, dilation: __, ...sliding } = windowed(node, from).sliding!;
      return [pool({ ...sliding, by: node.type === 'SumPool2d' ? 'sum' : 'mean' }) as AnyWiring];
    }
    case 'Delay':
      return delays(node.delay, to, dt);
    default:
      return [identity()];
  }
};

/** A node's matrix `[outputs, inputs]` as weights from layer to layer, both flattened; with axes before these, or in the layers, block by block. */
const matrixOf = ({ shape, data }: NumberArray, from: Shape, to: Shape): Tensor => {
  const [outputs, inputs] = shape.slice(-2) as [number, number];
  const own = size(shape.slice(0, -2));
  const blocks = size(from) / inputs;
  const [m, n] = fitting([size(from), size(to)]) as [number, number];
  const w = new Float32Array(m * n);
  for (let block = 0; block < blocks; block++)
    for (let o = 0; o < outputs; o++)
      for (let i = 0; i < inputs; i++)
        w[(block * inputs + i) * n + block * outputs + o] = Number(data[((block % own) * outputs + o) * inputs + i]);
  return { shape: [m, n], dtype: 'f32', data: w };
};

const asTensor = ({ shape, data }: NumberArray): Tensor => ({ shape, dtype: 'f32', data: numbers(data) });

const numbers = (data: NumberArray['data']): Float32Array =>
  Float32Array.from(data as Iterable<number | bigint>, Number);

/** One number for each element of a shape, over and over. */
const repeatedTo = ({ data }: NumberArray, shape: Shape): Tensor => {
  const values = numbers(data);
  return tensor(
    shape,
    Float32Array.from({ length: size(shape) }, (_, k) => values[k % values.length]!),
  );
};

const each = (value: NumberArray, shape: Shape): Tensor => {
  const flat = repeatedTo(value, shape);
  return { ...flat, shape: [size(shape)] };
};

/** Kernels with a cell of weight 0 in front, along the axes that ask for one. */
const widenedWeights = (weight: NumberArray, widened: Sliding['widened']): Tensor => {
  const own = asTensor(weight);
  if (!widened.includes(true)) return own;
  const kernel = own.shape.slice(2);
  const wide = kernel.map((extent, axis) => (widened[axis] ? extent + 1 : extent));
  const shape = [...own.shape.slice(0, 2), ...wide];
  const data = new Float32Array(size(shape));
  const [cells, more] = [size(kernel), size(wide)];
  own.data.forEach((value, place) => {
    let [rest, at, step] = [place % cells, 0, 1];
    for (let axis = kernel.length - 1; axis >= 0; axis--) {
      at += ((rest % kernel[axis]!) + (widened[axis] ? 1 : 0)) * step;
      rest = Math.floor(rest / kernel[axis]!);
      step *= wide[axis]!;
    }
    data[Math.floor(place / cells) * more + at] = value;
  });
  return { shape, dtype: 'f32', data };
};

/** Delays in whole steps; what is not delayed by even half a step takes a connection of its own. */
const delays = (delay: NumberArray, to: Shape, dt: number): readonly AnyWiring[] => {
  const one = paramOf(delay, to, (seconds) => seconds * 1000);
  const steps = Array.from({ length: size(to) }, (_, k) => Math.floor(paramAt(one, k) / dt + 0.5));
  const times = steps.map((count) => count * dt);
  const isLate = steps.map((count) => count >= 1);
  const among = (late: boolean): readonly number[] => [...times.keys()].filter((k) => isLate[k] === late);
  const wiring = (places: readonly number[]): AnyWiring =>
    sparse({ pre: Int32Array.from(places), post: Int32Array.from(places) }, constant(1)) as AnyWiring;
  const [now, later] = [among(false), among(true)];
  const own = later.map((k) => times[k]!);
  const same = own.every((time) => time === own[0]);
  return [
    ...(now.length > 0 ? [wiring(now)] : []),
    ...(later.length > 0 ? [delayed(wiring(later), same ? own[0]! : tensor([own.length], own)) as AnyWiring] : []),
  ];
};
