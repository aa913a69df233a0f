import { shown } from '../../core/faults/shown.js';
import type { LocalFault } from '../../core/faults/errors.js';
import { unless } from '../../core/faults/refuse.js';
import type { Shape } from '../../core/shape.js';
import { isTensor } from '../../core/tensor.js';
import { extents, ifGiven, part, scalar, whole } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { overWindows } from './over-windows.js';
import type { Weights } from './weighted.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';

const options = {
  /** The kernel's extent along each axis; weights that are given have it in their shape. */
  kernel: [undefined, ifGiven(extents(1))],
  ...windowParameters,
  /** Number of groups of channels and filters: each filter sees the channels of its own group. */
  groups: [1, scalar(whole), [1, 2]],
} satisfies Table;

/** Options of `conv`. */
export type ConvOptions = Partial<ParamsOf<typeof options>>;

/**
 * Convolution in one, two or three dimensions (cross-correlation, zero padding): from `[channels, ...extents]` to
 * `[filters, ...out]`, `current[b, o, p] = sum over c, k of s[b, c, p stride + k dilation - padding] w[o, c, k]`; of several groups
 * over the channels of o's own. Variable: w `[filters, channels / groups, ...kernel]` (mV). docs/spec/topology.md, Conv1d to Conv3d.
 */
export const conv = connectionOf(
  'conv',
  {
    /** Weights `[filters, channels / groups, ...kernel]`, mV. */
    w: [required, part('weights')],
    ...options,
  },
  (weights: Weights, options: ConvOptions = {}) => ({ ...options, w: weights }),
  ({ w, kernel: extent = kernelOf(w), groups, ...sliding }, from, to): ConnectionBody<'w'> => {
    const kernel = perAxis(extent, from.length - 1);
    const [filters, channels] = [to[0]!, from[0]!];
    const placed = placedWindows(from, kernel, sliding, to, (out) => [filters, ...out]);
    const uneven = groupFaults(groups, { channels, filters });
    const parts = uneven.length > 0 ? 1 : groups;
    const shape = [filters, channels / parts, ...kernel];
    const { cells } = placed.windows;
    const split: readonly [string, Shape] =
      parts === 1 ? ['fck', [filters, channels, cells]] : ['gfck', [parts, filters / parts, channels / parts, cells]];
    const made = overWindows({ ...placed, faults: [...placed.faults, ...uneven] }, to, [w, shape], split);
    return { ...made, described: { ...made.described, kernel } };
  },
  (from, { w, kernel = kernelOf(w), groups, ...rest }) => [
    isTensor(w) ? w.shape[0]! : 2 * groups,
    ...windowsAlong(from, kernel, rest),
  ],
);

const kernelOf = (w: Weights): Shape => (isTensor(w) ? w.shape.slice(2) : []);

/** The fault of groups that the channels or the filters do not come in; the constraint says what else is wrong with their number. */
const groupFaults = (groups: number, of: Readonly<Record<'channels' | 'filters', number>>): readonly LocalFault[] =>
  Object.entries(of).flatMap(([what, count]) =>
    unless(count % groups === 0, 'Shape', 'groups', `of equally many ${what} (${count})`, shown(groups)),
  );
