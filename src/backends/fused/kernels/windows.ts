import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { isLargest } from './outer-products.js';
import { letterIn, operandsOf, type Operands } from './contraction.js';
import type { Axis } from './emit.js';
import { gatheredBy } from './ends.js';
import type { Facts } from './kernel.js';

/**
 * What a gather at constant places shows of an image, where every axis moves the place by itself: the windows of a convolution do.
 * The element at `[i, j, ...]` is the one of the image at `start + moves[0][i] + moves[1][j] + ...`; the first axis is that of the
 * rows. Along each of the others neighbours are `every` so many places apart.
 */
export const viewOf = (node: Node) => {
  const gathered = gatheredBy(node);
  if (gathered === undefined) return undefined;
  const { of: image, places } = gathered;
  const [rows, ...axes] = node.shape;
  // Windows have an axis along which they move, and one of their own: synapses that are listed one by one are none.
  if (axes.length < 2) return undefined;
  const { data } = places.value;
  if (data.length === 0) return undefined;
  const start = data[0]!;
  const every = strides(axes);
  const moves = axes.map((extent, axis) => Array.from({ length: extent }, (_, k) => data[k * every[axis]!]! - start));
  const sums = sumsOf(moves);
  for (let k = 0; k < data.length; k++) if (data[k]! < 0 || data[k] !== start + sums[k]!) return undefined;
  const lines = Array.from({ length: rows! }, (_, row) => row * image.shape[1]!);
  return { image, places, every, start, moves: [lines, ...moves] };
};

export type View = NonNullable<ReturnType<typeof viewOf>>;

/** What each combination of some axes adds up to, the last axis fastest, given what each index of an axis brings. */
export const sumsOf = (axes: readonly ArrayLike<number>[]): Int32Array =>
  axes.reduce((before: Int32Array, axis) => {
    const sums = new Int32Array(before.length * axis.length);
    for (let k = 0, to = 0; k < before.length; k++)
      for (let index = 0; index < axis.length; index++) sums[to++] = before[k]! + axis[index]!;
    return sums;
  }, new Int32Array(1));

/** An axis of a contraction, or a part of one: of the image, of the operand that is not seen through windows, and of the result. */
export type Step = Axis<'image' | 'other' | 'out'>;

/** An axis that is not there. */
export const noStep: Step = { extent: 1, image: 0, other: 0, out: 0 };

/** Letters as steps, where one operand is a view; undefined if the image moves unevenly along one of them. */
export const stepsOf = (
  letters: readonly string[],
  { moves }: View,
  seen: 'driver' | 'other',
  operands: Operands,
  node: Node,
): readonly Step[] | undefined => {
  const letterOf = letterIn(node, operands);
  const all = letters.map((letter) => {
    const { extent, out, [seen === 'driver' ? 'other' : 'driver']: other } = letterOf(letter);
    const axis = operands[`${seen}Axes`].indexOf(letter);
    const digits = digitsOf(moves[axis] ?? Array.from({ length: extent }, (_, k) => k));
    return digits?.map((digit): Step => {
      const image = axis < 0 ? 0 : digit.step;
      return { extent: digit.extent, image, other: other * digit.every, out: out * digit.every };
    });
  });
  return all.every((steps) => steps !== undefined) ? all.flat() : undefined;
};

/** A part of an axis along which the place moves in equal steps: `extent` of them, `every` so many indices of the axis. */
interface Digit {
  readonly extent: number;
  readonly every: number;
  readonly step: number;
}

/** An axis as digits, the slowest first, if it moves in equal steps: rows and columns of an image, say. */
const digitsOf = (moves: readonly number[], every = 1): readonly Digit[] | undefined => {
  const count = moves.length;
  if (count === 1) return [];
  const step = moves[1]!;
  const run = moves.findIndex((move, k) => move !== k * step);
  const extent = run < 0 ? count : run;
  if (count % extent !== 0) return undefined;
  const starts = Array.from({ length: count / extent }, (_, k) => moves[k * extent]!);
  if (!moves.every((move, k) => move === starts[Math.floor(k / extent)]! + (k % extent) * step)) return undefined;
  const slower = digitsOf(starts, every * extent);
  return slower && [...slower, { extent, every, step }];
};

/** The operands of a contraction that spikes drive, each axis once, and none of the other operand alone that is summed over. */
export const spikingOperands = (node: Applied, facts: Facts): Operands | undefined => {
  if (node.op !== 'contract' || isLargest(node)) return undefined;
  const operands = operandsOf(node, facts);
  const { driver, driverAxes, otherAxes, outAxes } = operands;
  const repeats = [driverAxes, otherAxes, outAxes].some((own) => new Set(own).size < own.length);
  const alone = otherAxes.some((letter) => !driverAxes.includes(letter) && !outAxes.includes(letter));
  return driver.dtype !== 'bool' || repeats || alone ? undefined : operands;
};

/** How many sums a loop over spikes keeps in locals: half of the registers, as what is added to them takes as many. */
export const mostSums = 7;

/** Things in pieces of nearly equal length, none longer than `mostSums`. */
export const evenly = <A>(things: readonly A[]): readonly (readonly A[])[] => {
  const count = Math.ceil(things.length / mostSums);
  const length = Math.ceil(things.length / count);
  return Array.from({ length: count }, (_, k) => things.slice(k * length, (k + 1) * length));
};
