import { fault, type LocalFault } from '../../core/faults/errors.js';
import { refuseAll, unless } from '../../core/faults/refuse.js';
import { roomFaults } from '../../core/room.js';
import { shown } from '../../core/faults/shown.js';
import { isShape, sameShape, showShape, size, type Shape } from '../../core/shape.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { extents } from '../parameters/constraint.js';
import { settle } from '../parameters/settle.js';
import type { ParamsOf, Table } from '../parameters/table.js';

/** How a kernel moves over an image: one number for every axis, or one for each. */
export const windowParameters = {
  /** Cells from one window to the next. */
  stride: [1, extents(1)],
  /** Cells of silence around the image. */
  padding: [0, extents(0)],
  /** Cells from one kernel cell to the next. */
  dilation: [1, extents(1)],
} satisfies Table;

/** Windows for a connection, and what is wrong with them. */
export interface Placed {
  readonly windows: Windows;
  readonly faults: readonly LocalFault[];
}

/** Options of `windows`. */
export type WindowOptions = Partial<ParamsOf<typeof windowParameters>>;

/** The windows of a kernel over an image, for any number of axes. */
export interface Windows {
  /** How many windows there are along each axis; row by row they are the positions. */
  readonly out: Shape;
  readonly positions: number;
  readonly cells: number;
  /** For each channel, position and kernel cell the place in the flat image, -1 for padding: i32 `[channels x positions x cells]`. */
  readonly places: Tensor;
}

/** One number for every axis, or one for each. */
export const perAxis = (value: number | Shape, axes: number): Shape =>
  typeof value === 'number' ? Array.from({ length: axes }, () => value) : value;

/** For each axis of a shape the index along it of every element. */
const indices = (shape: Shape): readonly Int32Array[] =>
  shape.map((extent, axis) => {
    const below = size(shape.slice(axis + 1));
    return withValues(new Int32Array(size(shape)), (k) => Math.floor(k / below) % extent);
  });

/**
 * All windows of an image `[channels, ...extents]`: window p and cell k see `p stride + k dilation - padding` along each axis.
 * Sizes that make no sense, or more places than there is room for, are a `FaultError`.
 */
export const windows = (from: Shape, kernel: Shape, options: WindowOptions = {}): Windows => {
  refuseAll('windows', windowFaults(from, kernel, options));
  const [channels, ...image] = from as [number, ...Shape];
  const out = extentsOf(from, kernel, options);
  const [stride, padding, dilation] = stepsOf(options, image.length);
  const [positions, cells, pixels] = [size(out), size(kernel), size(image)];
  const [windowAt, cellAt] = [indices(out), indices(kernel)];
  const axes = image.length;
  const first = new Int32Array(positions * cells);
  for (let position = 0, k = 0; position < positions; position++)
    for (let cell = 0; cell < cells; cell++, k++) {
      let place = 0;
      for (let axis = 0; axis < axes && place >= 0; axis++) {
        const index =
          windowAt[axis]![position]! * stride[axis]! + cellAt[axis]![cell]! * dilation[axis]! - padding[axis]!;
        place = index < 0 || index >= image[axis]! ? -1 : place * image[axis]! + index;
      }
      first[k] = place;
    }
  const data = new Int32Array(channels * first.length);
  for (let channel = 0, k = 0; channel < channels; channel++)
    for (const place of first) data[k++] = place < 0 ? -1 : channel * pixels + place;
  return { out, positions, cells, places: { shape: [data.length], dtype: 'i32', data } };
};

/** How many cells windows move, how many are around the image, and how far cells are apart, along each axis. */
const stepsOf = (options: WindowOptions, axes: number): readonly [Shape, Shape, Shape] => {
  const { stride, padding, dilation } = settle('windows', windowParameters, options).given;
  return [perAxis(stride, axes), perAxis(padding, axes), perAxis(dilation, axes)];
};

/** How many windows there are along each axis. */
const extentsOf = ([, ...image]: Shape, kernel: Shape, options: WindowOptions): Shape => {
  const [stride, padding, dilation] = stepsOf(options, image.length);
  return image.map((extent, axis) => {
    const room = extent + 2 * padding[axis]! - dilation[axis]! * (kernel[axis]! - 1) - 1;
    return Math.max(0, Math.floor(room / stride[axis]!) + 1);
  });
};

/** Stands where there are no windows. */
const oneWindow = (): Windows => windows([1, 1], [1]);

/** The windows of a connection between two layers; where there can be none, what is wrong, and one window in their place. */
export const placedWindows = (
  from: Shape,
  kernel: Shape,
  options: WindowOptions,
  to: Shape,
  target: (out: Shape) => Shape,
): Placed => {
  const faults = windowFaults(from, kernel, options);
  if (faults.length > 0) return { windows: oneWindow(), faults };
  // Places are worked out last: there can be far more of them than fit, and than the target has neurons for.
  const want = target(extentsOf(from, kernel, options));
  if (sameShape(to, want)) return { windows: windows(from, kernel, options), faults: [] };
  const cure = to.length > from.length ? ` (an image of one channel is ${showShape([1, ...from])})` : '';
  return { windows: oneWindow(), faults: [fault('Shape', 'target', showShape(want), `${showShape(to)}${cure}`)] };
};

/**
 * What keeps windows from being made at all: an image without channels, a kernel of other axes or larger than the image, sizes
 * that are no whole numbers, or more places than there is room for.
 */
const windowFaults = (from: Shape, kernel: Shape, options: WindowOptions): readonly LocalFault[] => {
  if (!isShape(from) || from.length < 2) return [fault('Shape', 'source', '[channels, ...extents]', shown(from))];
  const axes = from.length - 1;
  const faultsOf = (what: string, value: number | Shape, least: number): readonly LocalFault[] => {
    const given = perAxis(value, axes);
    const fits = Array.isArray(given) && given.length === axes && given.every((x) => Number.isInteger(x) && x >= least);
    const want = `${axes === 1 ? 'a whole number' : `${axes} whole numbers`} of at least ${least}`;
    return unless(fits, 'Parameter', what, want, shown(value));
  };
  const channels = `kernel over a source of ${from[0]} channels (an image of one is ${showShape([1, ...from])})`;
  const { stride, padding, dilation } = settle('windows', windowParameters, options).given;
  const faults = [
    ...faultsOf(kernel?.length === from.length ? channels : 'kernel', kernel, 1),
    ...faultsOf('stride', stride, 1),
    ...faultsOf('padding', padding, 0),
    ...faultsOf('dilation', dilation, 1),
  ];
  if (faults.length > 0) return faults;
  const out = extentsOf(from, kernel, options);
  return out.every((extent) => extent > 0)
    ? roomFaults('windows', [from[0]!, size(out), size(kernel)])
    : [fault('Shape', 'kernel', `no larger than the image ${showShape(from.slice(1))}`, shown(kernel))];
};

/** How many windows of a kernel there are along each axis of a source; as for `windows`, what makes no sense is a `FaultError`. */
export const windowsAlong = (from: Shape, extent: number | Shape, options: WindowOptions): Shape => {
  const kernel = perAxis(extent, from.length - 1);
  refuseAll('windows', windowFaults(from, kernel, options));
  return extentsOf(from, kernel, options);
};
