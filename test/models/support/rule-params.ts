import * as fc from 'fast-check';
import { bounded, decaying, type Param, type Shape } from '../../../src/index.js';
import type { AnyRule, Reduction } from '../../../src/authoring.js';
import { tensorOf } from '../../support/arbitraries.js';
import { amounts } from './kind.js';

/** Parameters of any rule; each reads its own. */
export interface Params {
  readonly nu: readonly [Param, Param];
  readonly over: Reduction;
  readonly tauPlus: number;
  readonly tauMinus: number;
  readonly aPlus: number;
  readonly aMinus: number;
  readonly tauEligibility: number;
  readonly tauC: number;
  readonly bounds: readonly [Param, Param] | null;
  readonly rate: number;
  /** Whether bounds are inside decay. */
  readonly boundsFirst: boolean;
}

const perhapsEach = (shape: Shape, min: number, max: number): fc.Arbitrary<Param> =>
  fc.oneof(amounts(min, max), tensorOf(shape, amounts(min, max)));

/** Parameters for weights of a shape; a rule with soft bounds needs some. */
export const paramsFor = (weights: Shape, soft = false): fc.Arbitrary<Params> => {
  const bounds = fc.tuple(perhapsEach(weights, -1.5, 0), perhapsEach(weights, 0, 1.5));
  return fc.record({
    nu: fc.tuple(
      fc.oneof(fc.constant(0), perhapsEach(weights, -0.1, 0.2)),
      fc.oneof(fc.constant(0), perhapsEach(weights, -0.1, 0.2)),
    ),
    over: fc.constantFrom('sum' as const, 'mean' as const, 'max' as const),
    tauPlus: amounts(2, 30),
    tauMinus: amounts(2, 30),
    aPlus: amounts(-1, 2),
    aMinus: amounts(-2, 1),
    tauEligibility: amounts(2, 30),
    tauC: fc.oneof(fc.constant(0), amounts(0, 20)),
    bounds: soft ? bounds : fc.option(bounds),
    rate: fc.oneof(fc.constant(0), amounts(0, 0.3)),
    boundsFirst: fc.boolean(),
  });
};

/** The rule in its bounds and decay. */
export const around = (bare: AnyRule, { bounds, rate, boundsFirst }: Params): AnyRule => {
  const within = (of: AnyRule): AnyRule => (bounds === null ? of : bounded(of, ...bounds));
  const fading = (of: AnyRule): AnyRule => (rate === 0 ? of : decaying(of, rate));
  return boundsFirst ? fading(within(bare)) : within(fading(bare));
};
