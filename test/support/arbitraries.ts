import * as fc from 'fast-check';
import { size, tensor, type Dtype, type Param, type Shape, type Tensor } from '../../src/index.js';

/** Numbers in a range: often round ones, which meet thresholds exactly, sometimes any. Never -0, which JSON does not know. */
export const numberIn = (min: number, max: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      fc.integer({ min: Math.ceil(min * 4), max: Math.floor(max * 4) }).map((quarters) => quarters / 4),
      fc.double({ min, max, noNaN: true }),
    )
    .map((value) => (Math.fround(value) === 0 ? 0 : value));

/** Whole numbers, whose sums and products are exact. */
export const wholeIn = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Shapes of 1 to 3 axes and at most 8 elements. */
export const shapes: fc.Arbitrary<Shape> = fc
  .array(wholeIn(1, 4), { minLength: 1, maxLength: 3 })
  .filter((shape) => size(shape) <= 8);

/** A tensor of a shape with elements out of an arbitrary. */
export const tensorOf = (shape: Shape, element: fc.Arbitrary<number>, dtype: Dtype = 'f32'): fc.Arbitrary<Tensor> =>
  fc.array(element, { minLength: size(shape), maxLength: size(shape) }).map((values) => tensor(shape, values, dtype));

/** Spikes or masks. */
export const boolsOf = (shape: Shape): fc.Arbitrary<Tensor> => tensorOf(shape, wholeIn(0, 1), 'bool');

/** A parameter: one number for the layer, or one for each neuron. */
export const paramIn = (shape: Shape, min: number, max: number): fc.Arbitrary<Param> =>
  fc.oneof(numberIn(min, max), tensorOf(shape, numberIn(min, max)));

/** f32 numbers of every size, with zeros of both signs and whole numbers often. */
export const floats: fc.Arbitrary<number> = fc.oneof(
  wholeIn(-3, 3),
  fc.constantFrom(0, -0, 0.5, -1e-30, 1e-42, 3e38, -3e38),
  numberIn(-100, 100).map(Math.fround),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
);

/** Whole numbers whose products float32 still holds. */
export const tallies: fc.Arbitrary<number> = fc.oneof(wholeIn(-5, 5), wholeIn(-4000, 4000));

/** Whole numbers of all 32 bits, also of the size where float32 no longer tells them apart. */
export const words: fc.Arbitrary<number> = fc.oneof(
  wholeIn(-5, 5),
  wholeIn(2 ** 24, 2 ** 24 + 2),
  fc.constantFrom(-(2 ** 31), 2 ** 31 - 1),
  fc.integer(),
);

/** Any tensor of a shape, of any element type. */
export const anyTensor = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.oneof(tensorOf(shape, floats), tensorOf(shape, tallies, 'i32'), boolsOf(shape));

/** Two or three shapes that broadcast: each is the joint shape with some axes 1 or, in front, absent. */
export const broadcasting = (count: number): fc.Arbitrary<readonly Shape[]> =>
  shapes.chain((joint) =>
    fc.array(
      fc
        .tuple(wholeIn(0, joint.length), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
        .map(([absent, ones]) => joint.slice(absent).map((extent, axis) => (ones[axis] ? 1 : extent))),
      { minLength: count, maxLength: count },
    ),
  );
