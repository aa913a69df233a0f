import { checkRoom } from '../../core/room.js';
import { shown } from '../../core/faults/shown.js';
import { refused } from '../../core/faults/errors.js';
import { isList } from '../../core/list.js';
import { streamOf, uniforms, type Seed } from '../../core/random.js';
import { isShape, size, strides, type Shape } from '../../core/shape.js';
import { withValues, type Param, type Tensor } from '../../core/tensor.js';

/**
 * Positions `[n, axes]` on a grid, in the order of the neurons of a layer of this shape: the one at place [i, j] lies at
 * [i, j] times the spacing, a length for all axes or one for each. What is no shape or no length is a `FaultError`.
 */
export const gridPositions = (shape: Shape, spacing: number | readonly number[] = 1): Tensor => {
  if (!isShape(shape))
    throw refused('gridPositions', 'shape', 'whole numbers of at least 1, such as [10, 10]', shown(shape));
  const axes = shape.length;
  const lengths = lengthsOf('gridPositions', 'spacing', spacing, axes);
  const steps = strides(shape);
  checkRoom('gridPositions', [size(shape), axes]);
  const data = withValues(new Float32Array(size(shape) * axes), (place) => {
    const axis = place % axes;
    return (Math.floor((place - axis) / axes / steps[axis]!) % shape[axis]!) * lengths[axis]!;
  });
  return { shape: [size(shape), axes], dtype: 'f32', data };
};

/**
 * Positions `[n, axes]` of n neurons in a box, uniform on each axis from 0 to its length: `randomPositions(1, 100, [1, 2])` are in a
 * plane. What is no seed, number of neurons or box is a `FaultError`.
 */
export const randomPositions = (seed: Seed, n: number, box: readonly number[]): Tensor => {
  const key = streamOf(seed, 'randomPositions');
  if (!Number.isInteger(n) || n < 1) throw refused('randomPositions', 'n', 'a whole number of at least 1', shown(n));
  if (!isList(box) || box.length === 0)
    throw refused('randomPositions', 'box', 'the length of each axis, such as [1, 1]', shown(box));
  const axes = box.length;
  const lengths = lengthsOf('randomPositions', 'box', box, axes);
  checkRoom('randomPositions', [n, axes]);
  const data = uniforms(key, 0, n * axes);
  return { shape: [n, axes], dtype: 'f32', data: withValues(data, (place) => data[place]! * lengths[place % axes]!) };
};

/** A length for each axis. */
const lengthsOf = (place: string, what: string, given: unknown, axes: number): readonly number[] => {
  const lengths = typeof given === 'number' ? Array.from({ length: axes }, () => given) : given;
  const fits =
    isList(lengths) &&
    lengths.length === axes &&
    Array.from(lengths).every((length) => typeof length === 'number' && length > 0 && length < Infinity);
  if (!fits)
    throw refused(place, what, `positive and finite, ${axes === 1 ? 'of one axis' : `of ${axes} axes`}`, shown(given));
  return Array.from(lengths);
};

/**
 * The distance between the neurons of a source and a target, of which positions are given. Where an axis has a period its ends are
 * joined, and the shorter way counts; a period of Infinity has none.
 */
export const distanceOf = (from: Tensor, to: Tensor, period: Param): ((source: number, target: number) => number) => {
  const axes = from.shape[1]!;
  const periods = new Float64Array(axes).map((_, axis) => (typeof period === 'number' ? period : period.data[axis]!));
  const [here, there] = [from.data, to.data];
  return (source, target) => {
    let squares = 0;
    for (let axis = 0; axis < axes; axis++) {
      const round = periods[axis]!;
      let apart = Math.abs(here[source * axes + axis]! - there[target * axes + axis]!);
      // A remainder takes longer than all else here.
      if (apart > round) apart %= round;
      apart = Math.min(apart, round - apart);
      squares += apart * apart;
    }
    return Math.sqrt(squares);
  };
};
