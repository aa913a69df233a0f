import * as fc from 'fast-check';
import {
  allButSelf,
  biased,
  bounded,
  constant,
  decaying,
  dense,
  noOp,
  normalised,
  oneToOne,
  postPre,
  size,
  uniform,
  type AnyRule,
  type AnyWiring,
  type Nu,
  type Param,
  type Shape,
  type Weights,
} from '../../src/index.js';
import { numberIn, paramIn, tensorOf, wholeIn } from './arbitraries.js';

/** First weights, as a tensor or as a way to make one. */
const weights = (shape: Shape): fc.Arbitrary<Weights> =>
  fc.oneof(
    // JSON has no -0, but tensors in JSON have.
    tensorOf(shape, fc.oneof({ weight: 9, arbitrary: numberIn(-3, 12) }, { weight: 1, arbitrary: fc.constant(-0) })),
    fc.nat(1000).map((seed) => uniform(seed, -2, 10)),
    numberIn(-5, 15).map(constant),
    numberIn(0, 15).map(oneToOne),
    numberIn(-15, 5).map(allButSelf),
  );

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

/** Any connection of the library, under its combinators. */
export const wirings = (from: Shape, to: Shape): fc.Arbitrary<AnyWiring> =>
  wrapped(
    to,
    weights([size(from), size(to)]).map((w): AnyWiring => dense(w)),
  );

export const nus = (shape: Shape): fc.Arbitrary<Nu> =>
  fc.tuple(fc.oneof(fc.constant(0), paramIn(shape, -0.5, 1)), fc.oneof(fc.constant(0), paramIn(shape, -0.5, 1)));

/** Any rule of the library, under its combinators; rules that need traces only where there are some. */
export const rules = (weights: Shape, traces: boolean): fc.Arbitrary<AnyRule | undefined> => {
  const stdp = fc
    .tuple(nus(weights), fc.constantFrom('sum' as const, 'mean' as const, 'max' as const))
    .map(([nu, over]): AnyRule => postPre(nu, over));
  const bare = traces ? fc.oneof({ weight: 4, arbitrary: stdp }, { weight: 1, arbitrary: idle }) : idle;
  const some = fc
    .tuple(bare, fc.option(numberIn(0, 0.25)), fc.option(bounds(weights)), fc.boolean())
    .map(([rule, rate, range, rateFirst]) => {
      const fading = (of: AnyRule): AnyRule => (rate === null ? of : decaying(of, rate));
      const within = (of: AnyRule): AnyRule => (range === null ? of : bounded(of, ...range));
      return rateFirst ? within(fading(rule)) : fading(within(rule));
    });
  return fc.option(some, { nil: undefined, freq: 4 });
};

const idle: fc.Arbitrary<AnyRule> = fc.constant(noOp());

export const bounds = (weights: Shape): fc.Arbitrary<readonly [min: Param, max: Param]> =>
  fc.tuple(
    fc.oneof(fc.constant(-Infinity), paramIn(weights, -4, 1)),
    fc.oneof(fc.constant(Infinity), paramIn(weights, 1, 12)),
  );

/** Spikes in ones and zeros, and weights, that are small whole numbers: all sums of their products are exact. */
export const wholeWeights = (from: Shape, to: Shape): fc.Arbitrary<AnyWiring> =>
  tensorOf([size(from), size(to)], wholeIn(-4, 4)).map((w): AnyWiring => dense(w));
