import * as fc from 'fast-check';
import { biased, dense, normalised, size, type Nu, type Param, type Shape } from '../../src/index.js';
import type { AnyWiring } from '../../src/authoring.js';
import { numberIn, paramIn, tensorOf, wholeIn } from './arbitraries.js';

/** A bias: one number, one for each neuron (shaped or flat), or one for each channel. */
const biases = (to: Shape): fc.Arbitrary<Param> =>
  fc.oneof(paramIn(to, -1, 4), tensorOf([size(to)], numberIn(-1, 4)), tensorOf([to[0]!], numberIn(-1, 4)));

/** Wraps a connection in what changes its current or its end of a run. */
export const wrapped = (to: Shape, bare: fc.Arbitrary<AnyWiring>): fc.Arbitrary<AnyWiring> =>
  fc
    .tuple(bare, fc.option(biases(to)), fc.option(numberIn(1, 30)), fc.boolean())
    .map(([wiring, bias, norm, biasFirst]) => {
      const withBias = (of: AnyWiring): AnyWiring => (bias === null ? of : biased(of, bias));
      const withNorm = (of: AnyWiring): AnyWiring =>
        norm === null ? of : normalised(of, norm, { beyondBounds: true });
      return biasFirst ? withNorm(withBias(wiring)) : withBias(withNorm(wiring));
    });

export const nus = (shape: Shape): fc.Arbitrary<Nu> =>
  fc.tuple(fc.oneof(fc.constant(0), paramIn(shape, -0.5, 1)), fc.oneof(fc.constant(0), paramIn(shape, -0.5, 1)));

export const bounds = (weights: Shape): fc.Arbitrary<readonly [min: Param, max: Param]> =>
  fc.tuple(
    fc.oneof(fc.constant(-Infinity), paramIn(weights, -4, 1)),
    fc.oneof(fc.constant(Infinity), paramIn(weights, 1, 12)),
  );

/** Spikes in ones and zeros, and weights, that are small whole numbers: all sums of their products are exact. */
export const wholeWeights = (from: Shape, to: Shape): fc.Arbitrary<AnyWiring> =>
  tensorOf([size(from), size(to)], wholeIn(-4, 4)).map((w): AnyWiring => dense(w));
