import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergedAxes, type Axis } from '../../src/backends/axes.js';
import type { Shape } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

/** A shape, and some that broadcast to it: without its first axes, and with axes of 1. */
const broadcasts = fc.array(wholeIn(1, 3), { maxLength: 4 }).chain((shape) => {
  const operand = fc
    .tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([without, single]) => shape.map((extent, axis) => (single[axis] === true ? 1 : extent)).slice(without));
  return fc.tuple(fc.constant<Shape>(shape), fc.array<Shape>(operand, { minLength: 1, maxLength: 3 }));
});

/** Where each operand and the result are, place by place, as loops over these axes reach them. */
const reached = ([axis, ...inner]: readonly Axis[], from: readonly number[]): readonly (readonly number[])[] =>
  axis === undefined
    ? [from]
    : Array.from({ length: axis.extent }, (_, k) =>
        reached(
          inner,
          from.map((at, operand) => at + k * [...axis.strides, axis.full][operand]!),
        ),
      ).flat();

/** The place in a shape of that of another to which it broadcasts. */
const placeIn = (own: Shape, shape: Shape, place: number): number => {
  let [rest, step, at] = [place, 1, 0];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const index = rest % shape[axis]!;
    rest = (rest - index) / shape[axis]!;
    const extent = own[axis - shape.length + own.length] ?? 1;
    if (extent > 1) at += index * step;
    step *= extent;
  }
  return at;
};

quickLaw('loops over merged axes reach each operand where it broadcasts', [broadcasts], ([shape, operands]) => {
  const places = shape.reduce((a, b) => a * b, 1);
  const want = Array.from({ length: places }, (_, place) =>
    [...operands, shape].map((own) => placeIn(own, shape, place)),
  );
  expect(
    reached(
      mergedAxes(shape, operands),
      want[0]!.map(() => 0),
    ),
  ).toStrictEqual(want);
});

test.each<[string, Shape, readonly Shape[], readonly number[]]>([
  ['that all operands have in full become one', [2, 3, 4], [[2, 3, 4]], [24]],
  ['along which an operand repeats become one', [2, 3, 4], [[2, 3, 4], []], [24]],
  ['of which an operand has one stay two', [2, 3, 4], [[2, 3, 4], [4]], [6, 4]],
  ['that no two operands share stay apart', [2, 3, 4], [[2, 1, 1], [3, 1], [4]], [2, 3, 4]],
  ['of 1 are none', [1, 5, 1], [[1, 5, 1]], [5]],
])('axes %s', (_, shape, operands, extents) => {
  expect(mergedAxes(shape, operands).map(({ extent }) => extent)).toStrictEqual(extents);
});
