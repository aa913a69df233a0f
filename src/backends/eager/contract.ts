import type { Type } from '../../core/algebra.js';
import { size, strides } from '../../core/shape.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import { operandsOf } from '../contraction.js';
import { withRows, type RowTensor } from './rows.js';

/**
 * Sum of products by named axes: for every element of the driving operand that is not zero, in order, a row of the other
 * is added to the result. So zeros cost nothing, and each element of the result is a sum in one fixed order.
 */
export const contract = (axes: string, x: Tensor, y: Tensor, { shape, dtype }: Type): RowTensor => {
  const { driver, driverAxes, other, otherAxes, outAxes, extent } = operandsOf(axes, x, y);
  const inner = otherAxes.filter((letter) => !driverAxes.includes(letter));
  const stepOf =
    (letters: readonly string[], of: readonly number[]) =>
    (letter: string): number =>
      letters.includes(letter) ? strides(of)[letters.indexOf(letter)]! : 0;
  const otherStep = stepOf(otherAxes, other.shape);
  const outStep = stepOf(outAxes, shape);

  // Without an inner axis a row is one element: no axis has the name ''.
  const row = inner.at(-1) ?? '';
  const [rowLength, otherRow, outRow] = [extent.get(row) ?? 1, otherStep(row), outStep(row)];
  const starts = offsets(inner.slice(0, -1), extent, otherStep, outStep);
  const steps = driverAxes.map((letter) => [otherStep(letter), outStep(letter)] as const);

  const data = allocate(dtype, size(shape)) as Float32Array;
  const factors = driver.data;
  const rowAxis = driverAxes.indexOf(outAxes[0]!);
  const rows = new Set<number>();
  let allZero = true;
  for (let k = 0; k < factors.length; k++) {
    const factor = factors[k]!;
    if (factor === 0) continue;
    allZero = false;
    let from = 0;
    let to = 0;
    for (let axis = steps.length - 1, rest = k; axis >= 0; axis--) {
      const index = rest % driver.shape[axis]!;
      rest = (rest - index) / driver.shape[axis]!;
      if (axis === rowAxis) rows.add(index);
      from += index * steps[axis]![0];
      to += index * steps[axis]![1];
    }
    for (const [otherStart, outStart] of starts)
      addRow(data, to + outStart, outRow, factor, other.data, from + otherStart, otherRow, rowLength);
  }
  const result = { shape, dtype, data };
  return rowAxis >= 0 || allZero
    ? withRows(
        result,
        [...rows].sort((a, b) => a - b),
      )
    : result;
};

const addRow = (
  out: Float32Array,
  to: number,
  outStep: number,
  factor: number,
  row: Tensor['data'],
  from: number,
  rowStep: number,
  length: number,
): void => {
  if (!Number.isFinite(factor)) return addAllButZeros(out, to, outStep, factor, row, from, rowStep, length);
  for (let k = 0; k < length; k++)
    out[to + k * outStep] = out[to + k * outStep]! + Math.fround(factor * row[from + k * rowStep]!);
};

/** Skips products with 0. Where the factor is finite they need not be skipped: a sum that began at 0 is never -0. */
const addAllButZeros = (...[out, to, outStep, factor, row, from, rowStep, length]: Parameters<typeof addRow>): void => {
  for (let k = 0; k < length; k++)
    if (row[from + k * rowStep] !== 0)
      out[to + k * outStep] = out[to + k * outStep]! + Math.fround(factor * row[from + k * rowStep]!);
};

/** Where each combination of some axes starts, in the other operand and in the result. */
const offsets = (
  letters: readonly string[],
  extent: ReadonlyMap<string, number>,
  other: (letter: string) => number,
  out: (letter: string) => number,
): readonly (readonly [number, number])[] =>
  letters.reduce<readonly (readonly [number, number])[]>(
    (found, letter) =>
      found.flatMap(([a, b]) =>
        Array.from(
          { length: extent.get(letter)! },
          (_, index) => [a + index * other(letter), b + index * out(letter)] as const,
        ),
      ),
    [[0, 0]],
  );
