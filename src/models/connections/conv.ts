import { isTensor } from '../../core/tensor.js';
import { extents, ifGiven, part } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { overWindows } from './over-windows.js';
import type { Weights } from './weighted.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';

const options = {
  /** The kernel's extent along each axis; weights that are given have it in their shape. */
  kernel: [undefined, ifGiven(extents(1))],
  ...windowParameters,
} satisfies Table;

export type ConvOptions = Partial<ParamsOf<typeof options>>;

/**
 * Convolution in one, two or three dimensions (cross-correlation, zero padding): from `[channels, ...extents]` to
 * `[filters, ...out]`, `current[b, o, p] = sum over c, k of s[b, c, p stride + k dilation - padding] w[o, c, k]`.
 * Variable: w `[filters, channels, ...kernel]` (mV). docs/spec/topology.md, Conv1d to Conv3d.
 */
export const conv = connectionOf(
  'conv',
  {
    /** Weights `[filters, channels, ...kernel]`, mV. */
    w: [required, part('weights')],
    ...options,
  },
  (weights: Weights, options: ConvOptions = {}) => ({ ...options, w: weights }),
  ({ w, kernel: extent = isTensor(w) ? w.shape.slice(2) : [], ...sliding }, from, to): ConnectionBody<'w'> => {
    const kernel = perAxis(extent, from.length - 1);
    const [filters, channels] = [to[0]!, from[0]!];
    const placed = placedWindows(from, kernel, sliding, to, (out) => [filters, ...out]);
    const split = [filters, channels, placed.windows.cells];
    const made = overWindows(placed, to, [w, [filters, channels, ...kernel]], ['fck', split]);
    return { ...made, described: { ...made.described, kernel } };
  },
  (from, { w, kernel = [], ...rest }) => [
    typeof w === 'function' ? 2 : w.shape[0]!,
    ...windowsAlong(from, kernel, rest),
  ],
);
