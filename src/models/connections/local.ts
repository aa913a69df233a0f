import { size, type Shape } from '../../core/shape.js';
import { extents, part } from '../parameters/constraint.js';
import { required, type GivenOf, type Table } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { overWindows } from './over-windows.js';
import type { Weights } from './weighted.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';

const options = {
  /** The kernel's extent along each axis of the image. */
  kernel: [required, extents(1)],
  ...windowParameters,
} satisfies Table;

/** Options of `local`. */
export type LocalOptions = GivenOf<typeof options>;

/**
 * Local connections: a convolution whose weights are not shared, in one, two or three dimensions. From `[channels,
 * ...extents]` to `[filters, ...out]`, or any shape of as many; target neuron f P + p is filter f at position p.
 * Variable: w `[channels, filters x positions, cells]` (mV). docs/spec/topology.md, LocalConnection1D to 3D.
 */
export const local = connectionOf(
  'local',
  {
    /** Weights `[channels, filters x positions, cells]`, mV. */
    w: [required, part('weights')],
    ...options,
  },
  (weights: Weights, options: LocalOptions) => ({ ...options, w: weights }),
  ({ w, kernel: extent, ...sliding }, from, to): ConnectionBody<'w'> => {
    const kernel = perAxis(extent, from.length - 1);
    const fits = (out: Shape): Shape => (size(to) % size(out) === 0 ? to : [Math.ceil(size(to) / size(out)), ...out]);
    const placed = placedWindows(from, kernel, sliding, to, fits);
    const { positions, cells } = placed.windows;
    const [channels, filters] = [from[0]!, Math.ceil(size(to) / positions)];
    const shape = [channels, filters * positions, cells];
    const made = overWindows(placed, to, [w, shape], ['cfpk', [channels, filters, positions, cells]]);
    return { ...made, described: { ...made.described, kernel } };
  },
  (from, { kernel, ...rest }) => [2, ...windowsAlong(from, kernel, rest)],
);
