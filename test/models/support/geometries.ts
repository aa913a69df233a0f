import * as fc from 'fast-check';
import { size, type Shape } from '../../../src/index.js';
import { wholeIn } from '../../support/arbitraries.js';
import { outOf, views, type Geometry } from './synapses.js';

const largest: Readonly<Record<number, number>> = { 1: 7, 2: 4, 3: 3 };

const extents = (axes: number, min: number, max: number): fc.Arbitrary<Shape> =>
  fc.array(wholeIn(min, max), { minLength: axes, maxLength: axes });

/** Images in so many dimensions, and kernels that fit on them. */
export const geometries = (axes: number, channels = 2): fc.Arbitrary<Geometry> =>
  fc
    .record({
      channels: wholeIn(1, channels),
      image: extents(axes, 1, largest[axes]!),
      kernel: extents(axes, 1, axes === 3 ? 2 : 3),
      stride: extents(axes, 1, 3),
      padding: extents(axes, 0, 1),
      dilation: extents(axes, 1, 2),
    })
    .filter((geometry) => {
      const out = outOf(geometry);
      return out.every((extent) => extent > 0) && size(out) <= 18;
    });

/** Flat images, which neurons see only a part of. */
export const flatLocals = fc.tuple(geometries(2, 1), wholeIn(1, 2)).map(([geometry, filters]) => {
  const positions = size(outOf(geometry));
  const inside = new Set(views(geometry).map(({ pre, position }) => pre * positions + position));
  return {
    geometry,
    filters,
    outside: (pixel: number, target: number): boolean => !inside.has(pixel * positions + (target % positions)),
  };
});
