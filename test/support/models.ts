import * as fc from 'fast-check';
import {
  adaptiveLif,
  diehlAndCook,
  input,
  lif,
  mcCullochPitts,
  oneSpike,
  poissonGroup,
  summed,
  traced,
  type AdaptiveLifParams,
  type AnyModel,
  type LifParams,
  type Shape,
  type TraceParams,
} from '../../src/index.js';
import { paramIn } from './arbitraries.js';

/** Parameters of a membrane with rest and reset below the threshold, for a layer of this shape. */
export const lifParams = (shape: Shape): fc.Arbitrary<LifParams> =>
  fc.record({
    thresh: paramIn(shape, -60, -45),
    rest: paramIn(shape, -70, -62),
    reset: paramIn(shape, -75, -61),
    refrac: paramIn(shape, 0, 4),
    tau: paramIn(shape, 2, 150),
    lbound: fc.oneof(fc.constant(-Infinity), paramIn(shape, -80, -62)),
  });

/** The same with a threshold that adapts, upwards. */
export const adaptiveParams = (shape: Shape): fc.Arbitrary<AdaptiveLifParams> =>
  fc
    .tuple(
      lifParams(shape),
      fc.record({
        thetaPlus: paramIn(shape, 0, 2),
        tauTheta: fc.oneof(paramIn(shape, 10, 1000), fc.constant(1e7), fc.constant(Infinity)),
        theta: paramIn(shape, 0, 3),
      }),
    )
    .map(([p, q]) => ({ ...p, ...q, thetaOver: 'sum' as const }));

export const traceParams = (shape: Shape): fc.Arbitrary<TraceParams> =>
  fc.record({ tau: paramIn(shape, 1, 50), scale: paramIn(shape, 0.25, 2), additive: fc.boolean() });

/** A model that integrates its input, with a voltage `v` and a refractory time. */
export const membranes = (shape: Shape): fc.Arbitrary<AnyModel> =>
  fc.oneof(
    lifParams(shape).map((p): AnyModel => lif(p)),
    adaptiveParams(shape).map((p): AnyModel => adaptiveLif(p)),
  );

/** Any model that draws no random numbers: what happens to one of its neurons is that neuron's own affair. */
export const plainModels = (shape: Shape): fc.Arbitrary<AnyModel> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<AnyModel>(input()) },
    { weight: 1, arbitrary: paramIn(shape, 0, 5).map((thresh): AnyModel => mcCullochPitts({ thresh })) },
    { weight: 4, arbitrary: membranes(shape) },
  );

/** Any model of the library without what combinators add to keep. */
export const bareModels = (shape: Shape): fc.Arbitrary<AnyModel> =>
  fc.oneof(
    { weight: 4, arbitrary: plainModels(shape) },
    { weight: 1, arbitrary: plainModels(shape).map((m) => oneSpikeOf(m)) },
    { weight: 1, arbitrary: paramIn(shape, 0, 1000).map((rates): AnyModel => poissonGroup({ rates })) },
    { weight: 1, arbitrary: adaptiveParams(shape).map((p): AnyModel => diehlAndCook(p)) },
  );

/** Any model of the library under its combinators. */
export const models = (shape: Shape): fc.Arbitrary<AnyModel> =>
  fc
    .tuple(bareModels(shape), fc.option(traceParams(shape)), fc.constantFrom('bare', 'summed', 'summed last'))
    .map(([bare, trace, sum]) => {
      const inner = sum === 'summed' ? summed(bare) : bare;
      const marked: AnyModel = trace === null ? inner : traced(inner, trace);
      return sum === 'summed last' ? summed(marked) : marked;
    });

/** Graded spikes cannot be picked from, so an input layer, and what only wraps one, keeps all of its own. */
const oneSpikeOf = (model: AnyModel): AnyModel => (model.term.name === 'input' ? model : oneSpike(model));
