import { showShape, type Shape } from '../../../core/shape.js';
import type { NirNodeOf } from '../nodes.js';

/** A node that slides a window over an image. */
export type Windowed = NirNodeOf<'Conv1d' | 'Conv2d' | 'SumPool2d' | 'AvgPool2d'>;

/** How it slides, by axis. */
export interface Sliding {
  readonly kernel: Shape;
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  /** For each axis whether the kernel has one more cell in front, of weight 0: 'same' padding of even kernels is not symmetric. */
  readonly widened: readonly boolean[];
}

/** The shape that comes out of it, and how it slides; or what it wants in place of what it gets. */
export const windowed = (
  node: Windowed,
  from: Shape,
): { readonly want?: string; readonly out?: Shape; readonly sliding?: Sliding } => {
  const axes = node.type === 'Conv1d' ? 1 : 2;
  const isConv = 'weight' in node;
  const channels = isConv ? node.weight.shape[1]! * node.groups : from[0];
  if (from.length !== axes + 1 || from[0] !== channels || (isConv && node.weight.shape.length !== axes + 2))
    return { want: `[${isConv ? channels : 'channels'}, ${axes === 1 ? 'extent' : 'height, width'}]` };
  const told = isConv && node.input_shape !== undefined ? perAxis(node.input_shape, axes) : from.slice(1);
  if (told.some((extent, axis) => extent !== from[axis + 1])) return { want: showShape([from[0]!, ...told]) };
  const own = isConv ? node.weight.shape.slice(2) : perAxis(node.kernel_size, axes);
  const [stride, dilation] = [perAxis(node.stride, axes), isConv ? perAxis(node.dilation, axes) : own.map(() => 1)];
  if (
    node.padding === 'same' &&
    own.some((k, axis) => stride[axis] !== 1 || (k % 2 === 0 && dilation[axis]! % 2 === 1 && dilation[axis] !== 1))
  )
    return {
      want: "something else than padding 'same', which is for stride 1, and kernels of even extents only undilated",
    };
  const widened = own.map((k, axis) => node.padding === 'same' && k % 2 === 0 && dilation[axis] === 1);
  const kernel = own.map((k, axis) => (widened[axis] ? k + 1 : k));
  const padding =
    node.padding === 'same'
      ? kernel.map((k, axis) => (dilation[axis]! * (k - 1)) / 2)
      : node.padding === 'valid'
        ? kernel.map(() => 0)
        : perAxis(node.padding, axes);
  const extents = kernel.map((k, axis) =>
    Math.floor((from[axis + 1]! + 2 * padding[axis]! - dilation[axis]! * (k - 1) - 1) / stride[axis]! + 1),
  );
  if (extents.some((extent) => !(extent >= 1))) return { want: `an image of at least the kernel, ${showShape(own)}` };
  const filters = isConv ? node.weight.shape[0]! : from[0]!;
  return { out: [filters, ...extents], sliding: { kernel, stride, padding, dilation, widened } };
};

const perAxis = (value: number | Shape, axes: number): Shape =>
  typeof value === 'number' || value.length === 1
    ? Array.from({ length: axes }, () => (typeof value === 'number' ? value : value[0]!))
    : value;
