/**
 * spikefold: simulates spiking neural networks. What a program needs; `spikefold/authoring` is for models, rules and backends of your
 * own, `spikefold/read-out` for classification, `spikefold/file` for saving, `spikefold/bindsnet` for BindsNET's networks.
 */

// Networks
export { network, type NetworkOptions } from './core/build.js';
export { frozen, type FrozenOptions } from './core/frozen.js';
export {
  layer,
  type AnyNetwork,
  type Arrival,
  type Connect,
  type Layer,
  type Names,
  type Network,
  type NetworkState,
  type Plan,
  type StateOf,
  type Wire,
} from './core/network.js';
export { batched, initial, rested, type InitialOptions } from './core/state.js';

// Neuron models
export { adEx, type AdExParams } from './models/neurons/ad-ex.js';
export { adaptiveLif, type AdaptiveLifParams } from './models/neurons/adaptive-lif.js';
export { boostedLif } from './models/neurons/boosted-lif.js';
export { csrm, type CsrmParams } from './models/neurons/csrm.js';
export { currentLif, type CurrentLifParams } from './models/neurons/current-lif.js';
export { diehlAndCook } from './models/neurons/diehl-and-cook.js';
export { input } from './models/neurons/input.js';
export { integrateAndFire, type IntegrateAndFireParams } from './models/neurons/integrate-and-fire.js';
export { izhikevichPatterns, type IzhikevichPattern } from './models/neurons/izhikevich-patterns.js';
export { izhikevichPopulation } from './models/neurons/izhikevich-population.js';
export { izhikevich, type IzhikevichParams } from './models/neurons/izhikevich.js';
export { lif, type LifParams } from './models/neurons/lif.js';
export { mcCullochPitts, type McCullochPittsParams } from './models/neurons/mcculloch-pitts.js';
export { oneSpike } from './models/neurons/one-spike.js';
export { poissonGroup, type PoissonGroupParams } from './models/neurons/poisson-group.js';
export { srm0, type Srm0Params } from './models/neurons/srm0.js';
export { summed } from './models/neurons/summed.js';
export { traced, type TraceParams } from './models/neurons/traced.js';

// Weights, and which neurons are joined
export { patternOfRows, type Pattern, type PatternOf } from './models/connections/patterns.js';
export { receptiveFields } from './models/connections/receptive-fields.js';
export { allButSelf, byPlace, columnsTo, constant, normal, oneToOne, uniform } from './models/connections/weights.js';

// Connections
export { biased } from './models/connections/biased.js';
export { dale, masked } from './models/connections/constrained.js';
export { conv, type ConvOptions } from './models/connections/conv.js';
export { dense } from './models/connections/dense.js';
export type { Initialiser } from './models/connections/initialiser.js';
export { local, type LocalOptions } from './models/connections/local.js';
export { maxPool, type MaxPoolOptions } from './models/connections/max-pool.js';
export { meanField } from './models/connections/mean-field.js';
export { normalised, type NormaliseOptions } from './models/connections/normalised.js';
export { randomPattern, type RandomPatternOptions } from './models/connections/random-pattern.js';
export { sparse } from './models/connections/sparse.js';
export type { Weights } from './models/connections/weighted.js';

// Learning rules
export { bounded } from './models/learning/bounded.js';
export { decaying } from './models/learning/decaying.js';
export { hebbian } from './models/learning/hebbian.js';
export { mstdp, type MstdpParams } from './models/learning/mstdp.js';
export { mstdpet, type MstdpetParams } from './models/learning/mstdpet.js';
export { noOp } from './models/learning/no-op.js';
export { postPre } from './models/learning/post-pre.js';
export type { Nu } from './models/learning/rates.js';
export { rmax, type RmaxParams } from './models/learning/rmax.js';
export { tripletStdp, type TripletStdpParams } from './models/learning/triplet-stdp.js';
export { weightDependentPostPre } from './models/learning/weight-dependent-post-pre.js';

// Rewards
export {
  expectAfter,
  movingAverage,
  noExpectation,
  predictionError,
  type Episode,
  type Expected,
} from './models/rewards/moving-average.js';

// Ready-made networks
export {
  diehlAndCook2015v2,
  type DiehlAndCook2015v2,
  type DiehlAndCook2015v2Params,
} from './models/networks/diehl-and-cook-2015-v2.js';
export {
  diehlAndCook2015,
  type DiehlAndCook2015,
  type DiehlAndCook2015Params,
} from './models/networks/diehl-and-cook-2015.js';
export {
  increasingInhibitionNetwork,
  type IncreasingInhibitionNetwork,
  type IncreasingInhibitionNetworkParams,
} from './models/networks/increasing-inhibition-network.js';
export {
  locallyConnectedNetwork,
  type LocallyConnectedNetwork,
  type LocallyConnectedNetworkParams,
} from './models/networks/locally-connected-network.js';
export {
  twoLayerNetwork,
  type TwoLayerNetwork,
  type TwoLayerNetworkParams,
} from './models/networks/two-layer-network.js';

// All of these, by name
export { vocabulary } from './models/vocabulary.js';

// Encoders and inputs
export type { Frames } from './core/run/frame-reader.js';
export { endOfEpisode, type EndOfEpisode, type Frame } from './core/run/frame.js';
export type { AnySteps, AsyncSource, Source, Steps } from './core/run/source.js';
export { bernoulli, bernoulliFrom } from './models/encoders/bernoulli.js';
export { concat } from './models/encoders/concat.js';
export { episode } from './models/encoders/episode.js';
export { frames, type Forced } from './models/encoders/frames.js';
export { independent } from './models/encoders/independent.js';
export { lasting, silence } from './models/encoders/lasting.js';
export { latency } from './models/encoders/latency.js';
export { poissonIntervals } from './models/encoders/poisson-intervals.js';
export { poisson } from './models/encoders/poisson.js';
export { rankOrder } from './models/encoders/rank-order.js';
export { repeat } from './models/encoders/repeat.js';
export { rewarded } from './models/encoders/rewarded.js';
export { single } from './models/encoders/single.js';
export { always, rowsOf, type Always, type AnySource, type SourceNow } from './models/encoders/sources.js';
export { tensorsOf, type ByteType } from './models/encoders/tensors-of.js';
export { trains } from './models/encoders/trains.js';

// Running, and stopping
export type { Monitors } from './core/run/recordings.js';
export { run, type Outputs, type Ran, type RunOptions, type Stopped } from './core/run/run.js';

// Recording
export { all, both, fold, map, premap, type Fold, type Time } from './core/fold.js';
export { foldAll, type Folded } from './core/run/fold-all.js';
export { monitor, type Monitor, type MonitorOptions, type Observation } from './core/run/monitor.js';
export { every } from './models/monitors/every.js';
export { intervals, type Intervals } from './models/monitors/intervals.js';
export { bar, line, progress, type Progress, type ProgressOptions } from './models/monitors/progress.js';
export { raster, rasterColumns, type Spike, type SpikeColumns } from './models/monitors/raster.js';
export { record, rolling, stack } from './models/monitors/record.js';
export { sink, type SinkOptions, type Write } from './models/monitors/sink.js';
export { counts, rates } from './models/monitors/spikes.js';

// Backends
export { eager } from './backends/eager/eager.js';
export { fastest, js, profiled, wasm, type KernelTime } from './backends/fused/fused.js';
export { backend, backendNames, type BackendChoice } from './backends/select.js';
export type { Backend } from './core/backend.js';

// Tensors
export { size, type Shape } from './core/shape.js';
export { filled, isTensor, tensor, zeros, type Data, type Dtype, type Param, type Tensor } from './core/tensor.js';

// Seeds and time
export { foldIn, uniforms, type Seed } from './core/random.js';
export { stepsIn } from './core/time.js';

// Results and faults
export { explain, FaultError, orThrow, type Fault, type Faults } from './core/errors.js';
export { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js';
