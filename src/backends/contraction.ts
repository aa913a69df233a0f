import { axesOf, extents } from '../core/ops.js';
import type { Type } from '../core/algebra.js';

/** The operands of a contraction by what they do, with their letters and those of the result. */
export interface Operands<T extends Type> {
  /** Gives each sum its order: the products come as it holds them, and its zeros are skipped. */
  readonly driver: T;
  readonly driverAxes: readonly string[];
  readonly other: T;
  readonly otherAxes: readonly string[];
  readonly outAxes: readonly string[];
  /** Letters that are summed over, in the order in which every sum adds up. */
  readonly summed: readonly string[];
  readonly extent: ReadonlyMap<string, number>;
}

/**
 * The first operand drives, as the algebra says. Where every sum would add up in the same order if the second did, the
 * sparser one drives, as spikes do: there are few of them.
 */
export const operandsOf = <T extends Type>(
  axes: string,
  x: T,
  y: T,
  sparsityOf: (operand: T) => number = ({ dtype }) => (dtype === 'bool' ? 1 : 0),
): Operands<T> => {
  const [xAxes, yAxes, outAxes] = axesOf(axes);
  const extent = extents(axes, x.shape, y.shape);
  const summedFrom = (first: readonly string[], second: readonly string[]): readonly string[] =>
    [...new Set([...first, ...second])].filter((letter) => !outAxes.includes(letter));
  const summed = summedFrom(xAxes, yAxes);
  const eitherMayDrive = summed.join() === summedFrom(yAxes, xAxes).join();
  return eitherMayDrive && sparsityOf(y) > sparsityOf(x) && y.shape.length > 0
    ? { driver: y, driverAxes: yAxes, other: x, otherAxes: xAxes, outAxes, summed, extent }
    : { driver: x, driverAxes: xAxes, other: y, otherAxes: yAxes, outAxes, summed, extent };
};
