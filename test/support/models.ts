import * as fc from 'fast-check';
import {
  adaptiveLif,
  input,
  lif,
  traced,
  vocabulary,
  type AdaptiveLifParams,
  type LifParams,
  type Shape,
  type TraceParams,
} from '../../src/index.js';
import type { AnyModel, EntryOf } from '../../src/authoring.js';
import { partsOf, somewhere, valuesOf } from '../every/support/parts.js';
import { paramIn } from './arbitraries.js';

/** All parameters of a model, for a layer of this shape, as the table of its entry says. */
const paramsOf =
  <P>({ parameters: { of: _, ...parameters } }: Pick<EntryOf<'model'>, 'parameters'>) =>
  (shape: Shape): fc.Arbitrary<P> =>
    // A value for each parameter of the table, whose types those of P are.
    valuesOf({ parameters }, { ...somewhere, neuron: shape }, () =>
      fc.constant(undefined),
    ) as fc.Arbitrary<unknown> as fc.Arbitrary<P>;

export const lifParams = paramsOf<LifParams>(lif.entry);
export const traceParams = paramsOf<TraceParams>(traced.entry);

/** A threshold that adapts also very slowly, or never comes down; the rows of a batch raise it together. */
export const adaptiveParams = (shape: Shape): fc.Arbitrary<AdaptiveLifParams> =>
  fc
    .tuple(
      paramsOf<AdaptiveLifParams>(adaptiveLif.entry)(shape),
      fc.oneof(paramIn(shape, 10, 1000), fc.constant(1e7), fc.constant(Infinity)),
    )
    .map(([p, tauTheta]) => ({ ...p, tauTheta, thetaOver: 'sum' as const }));

const parts = partsOf(vocabulary);

/** A model that integrates its input, with a voltage `v` and a refractory time, and draws no random numbers. */
export const membranes = (shape: Shape): fc.Arbitrary<AnyModel> =>
  parts.models(shape, 0).filter(({ init, noise }) => 'v' in init && 'refrac' in init && noise === undefined);

/** Any model that draws no random numbers and keeps no input. */
export const plainModels = (shape: Shape): fc.Arbitrary<AnyModel> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<AnyModel>(input()) },
    {
      weight: 4,
      arbitrary: parts.models(shape, 0).filter(({ noise, responds }) => noise === undefined && responds === undefined),
    },
  );

/** Any model of the vocabulary by itself that takes input. */
export const bareModels = (shape: Shape): fc.Arbitrary<AnyModel> =>
  parts.models(shape, 0).filter(({ source }) => source !== true);
