import { fault, type LocalFault } from '../../core/errors.js';
import { sameShape, showShape, size, type Shape } from '../../core/shape.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { extents } from '../parameters/constraint.js';
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

/** All windows of an image `[channels, ...extents]`: window p and cell k see `p stride + k dilation - padding` along each axis. */
export const windows = ([channels = 1, ...image]: Shape, kernel: Shape, options: WindowOptions = {}): Windows => {
  const [stride, padding, dilation] = [options.stride ?? 1, options.padding ?? 0, options.dilation ?? 1].map((value) =>
    perAxis(value, image.length),
  ) as [Shape, Shape, Shape];
  const out = image.map((extent, axis) => {
    const room = extent + 2 * padding[axis]! - dilation[axis]! * (kernel[axis]! - 1) - 1;
    return Math.max(0, Math.floor(room / stride[axis]!) + 1);
  });
  const [positions, cells, pixels] = [size(out), size(kernel), size(image)];
  const [windowAt, cellAt] = [indices(out), indices(kernel)];
  const placeOf = (position: number, cell: number): number => {
    let place = 0;
    for (let axis = 0; axis < image.length; axis++) {
      const index =
        windowAt[axis]![position]! * stride[axis]! + cellAt[axis]![cell]! * dilation[axis]! - padding[axis]!;
      if (index < 0 || index >= image[axis]!) return -1;
      place = place * image[axis]! + index;
    }
    return place;
  };
  const first = withValues(new Int32Array(positions * cells), (k) => placeOf(Math.floor(k / cells), k % cells));
  const data = withValues(new Int32Array(channels * first.length), (k) => {
    const place = first[k % first.length]!;
    return place < 0 ? -1 : Math.floor(k / first.length) * pixels + place;
  });
  return { out, positions, cells, places: { shape: [data.length], dtype: 'i32', data } };
};

/** The windows of a connection between two layers; where there can be none, what is wrong (and windows nobody uses). */
export const placedWindows = (
  from: Shape,
  kernel: Shape,
  options: WindowOptions,
  to: Shape,
  target: (out: Shape) => Shape,
): { readonly windows: Windows; readonly faults: readonly LocalFault[] } => {
  const faults = windowFaults(from, kernel, options);
  if (faults.length > 0) return { windows: windows([1, 1], [1]), faults };
  const made = windows(from, kernel, options);
  const want = target(made.out);
  if (!made.out.every((extent) => extent > 0))
    return {
      windows: made,
      faults: [fault('Shape', 'kernel', `no larger than the image ${showShape(from.slice(1))}`, showShape(kernel))],
    };
  return {
    windows: made,
    faults: sameShape(to, want) ? [] : [fault('Shape', 'target', showShape(want), showShape(to))],
  };
};

/** What keeps windows from being made at all: an image without channels, a kernel of other axes, sizes that are no whole numbers. */
export const windowFaults = (from: Shape, kernel: Shape, options: WindowOptions): readonly LocalFault[] => {
  const axes = from.length - 1;
  if (axes < 1) return [fault('Shape', 'source', '[channels, ...extents]', showShape(from))];
  const faultsOf = (what: string, value: number | Shape, least: number): readonly LocalFault[] => {
    const given = perAxis(value, axes);
    return Array.isArray(given) && given.length === axes && given.every((x) => Number.isInteger(x) && x >= least)
      ? []
      : [
          fault(
            'Parameter',
            what,
            `${axes} whole numbers of at least ${least}`,
            JSON.stringify(value)?.replaceAll(',', ', ') ?? 'nothing',
          ),
        ];
  };
  const { stride = 1, padding = 0, dilation = 1 } = options;
  return [
    ...faultsOf('kernel', kernel, 1),
    ...faultsOf('stride', stride, 1),
    ...faultsOf('padding', padding, 0),
    ...faultsOf('dilation', dilation, 1),
  ];
};

/** How many windows of a kernel there are along each axis of a source. */
export const windowsAlong = (from: Shape, kernel: number | Shape, options: WindowOptions): Shape =>
  windows(from, perAxis(kernel, from.length - 1), options).out;
