/**
 * spikefold: spiking neural networks as pure functions. A network is a value, a step is a function, a monitor is a fold,
 * a backend is an interpreter.
 */
export type { Algebra, Operand, Type } from './core/algebra.js';
export type { Backend, Session } from './core/backend.js';
export { network, type NetworkOptions } from './core/build.js';
export { type AnyWiring, type Connection, type Over, type Wiring } from './core/connection.js';
export { explain, FaultError, orThrow, type Fault, type Faults, type LocalFault } from './core/errors.js';
export { all, both, fold, map, premap, type Fold, type Time } from './core/fold.js';
export { foldAll, type Folded } from './core/run/fold-all.js';
export { endOfEpisode, type EndOfEpisode, type Frame } from './core/run/frame.js';
export { frozen, type FrozenOptions } from './core/frozen.js';
export { draw, evaluate, nodesOf, type Graph, type Node } from './core/graph/graph.js';
export { algebra, types, type Interpreter } from './core/graph/interpret.js';
export { fromJson, toJson, type Json } from './io/json.js';
export type { Plain } from './core/term.js';
export { extended, type AnyModel, type Extension, type Init, type Model, type Vars } from './core/model.js';
export { monitor, type Monitor, type MonitorOptions, type Observation } from './core/run/monitor.js';
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
export type { Past } from './core/run/past.js';
export { foldIn, keyOf, threefry, uniforms, type Key, type Seed } from './core/random.js';
export { type AnyRule, type Bounds, type Rule, type Seen } from './core/rule.js';
export { run, type Outputs, type Ran, type RunOptions, type Stopped } from './core/run/run.js';
export type { Frames } from './core/run/frame-reader.js';
export type { AnySteps, AsyncSource, Source, Steps } from './core/run/source.js';
export type { Monitors } from './core/run/recordings.js';
export { size, type Shape } from './core/shape.js';
export { fromSafetensors, toSafetensors, type ReadSafetensors, type Safetensors } from './io/file/safetensors.js';
export type { OpenOptions } from './io/file/container.js';
export { restore, snapshot } from './io/snapshot.js';
export { batched, initial, rested, type InitialOptions } from './core/state.js';
export { learn, stepLayer, transmit, type Forcing } from './core/step-parts.js';
export { normalised as normaliseWeights, stepNetwork } from './core/step.js';
export {
  filled,
  isTensor,
  mapParam,
  tensor,
  zeros,
  type Data,
  type Dtype,
  type Param,
  type Tensor,
} from './core/tensor.js';
export type { Term } from './core/term.js';
export { leaves, mapTree, type Tree } from './core/graph/tree.js';
export { stepsIn } from './core/time.js';
export { isDue, type Watch } from './core/run/watch.js';

export { eager, eagerAlgebra } from './backends/eager/eager.js';
export { fastest, js, profiled, wasm, type KernelTime } from './backends/fused/fused.js';
export { backend, backendNames, type BackendChoice } from './backends/select.js';

export { biased } from './models/connections/biased.js';
export { dale, masked } from './models/connections/constrained.js';
export { conv, type ConvOptions } from './models/connections/conv.js';
export { dense } from './models/connections/dense.js';
export { correlateBy } from './models/connections/correlate-by.js';
export { local, type LocalOptions } from './models/connections/local.js';
export { maxPool, type MaxPoolOptions } from './models/connections/max-pool.js';
export { meanField } from './models/connections/mean-field.js';
export { patches } from './models/connections/patches.js';
export { receptiveFields } from './models/connections/receptive-fields.js';
export { patternOfRows, type Pattern, type PatternOf } from './models/connections/patterns.js';
export { randomPattern, type RandomPatternOptions } from './models/connections/random-pattern.js';
export { sparse } from './models/connections/sparse.js';
export { placedWindows, windows, type WindowOptions, type Windows } from './models/connections/windows.js';
export { normalised, type NormaliseOptions } from './models/connections/normalised.js';
export { allButSelf, byPlace, columnsTo, constant, normal, oneToOne, uniform } from './models/connections/weights.js';
export type { Initialiser } from './models/connections/initialiser.js';
export type { Weights } from './models/connections/weighted.js';
export { connectionOf, type ConnectionBody } from './models/connections/connection-of.js';
export { weightFaults } from './models/connections/weight-faults.js';
export { describe, fromDescription, type DescriptionOptions } from './io/description/description.js';
export { concat } from './models/encoders/concat.js';
export { episode } from './models/encoders/episode.js';
export { frames, type Forced } from './models/encoders/frames.js';
export { independent } from './models/encoders/independent.js';
export { lasting, silence } from './models/encoders/lasting.js';
export { rewarded } from './models/encoders/rewarded.js';
export { always, rowsOf, type Always, type AnySource, type SourceNow } from './models/encoders/sources.js';
export { tensorsOf, type ByteType } from './models/encoders/tensors-of.js';
export { bernoulli, bernoulliFrom } from './models/encoders/bernoulli.js';
export { latency } from './models/encoders/latency.js';
export { poissonApprox, poissonApproxFrom } from './models/encoders/poisson-approx.js';
export { rankOrder } from './models/encoders/rank-order.js';
export { repeat } from './models/encoders/repeat.js';
export { single } from './models/encoders/single.js';
export { poisson } from './models/encoders/poisson.js';
export { poissonIntervals } from './models/encoders/poisson-intervals.js';
export { trains } from './models/encoders/trains.js';
export { assignLabels, unassigned, type Assignment, type AssignOptions } from './models/evaluation/assign-labels.js';
export { assignmentIn } from './io/assignment-in.js';
export * from './models/evaluation/confusion.js';
export * from './models/evaluation/learned-read-out.js';
export * from './models/evaluation/linear.js';
export * from './models/evaluation/ngrams.js';
export { accuracy, allActivity, proportionWeighting } from './models/evaluation/read-out.js';
export { bounded } from './models/learning/bounded.js';
export { decaying } from './models/learning/decaying.js';
export { hebbian } from './models/learning/hebbian.js';
export { mstdp, type MstdpParams } from './models/learning/mstdp.js';
export { mstdpet, type MstdpetParams } from './models/learning/mstdpet.js';
export { rmax, type RmaxParams } from './models/learning/rmax.js';
export { tripletStdp, type TripletStdpParams } from './models/learning/triplet-stdp.js';
export { weightDependentPostPre } from './models/learning/weight-dependent-post-pre.js';
export * from './models/rewards/moving-average.js';
export { alongRows, batchFaults, overRows, type BatchReduction, type Joining, type Reduction } from './core/rows.js';
export { noOp } from './models/learning/no-op.js';
export { postPre } from './models/learning/post-pre.js';
export type { Nu } from './models/learning/rates.js';
export { load, loadState, type Loaded, type LoadedState, type LoadOptions } from './io/load.js';
export { save, saveState, type PlainRecord, type ReadOut, type SaveOptions } from './io/save.js';
export { every } from './models/monitors/every.js';
export { intervals, type Intervals } from './models/monitors/intervals.js';
export { networkMonitor, type NetworkMonitorOptions, type NetworkRecord } from './models/monitors/network-monitor.js';
export { bar, line, progress, type Progress, type ProgressOptions } from './models/monitors/progress.js';
export { record, rolling, stack } from './models/monitors/record.js';
export { raster, rasterColumns, type Spike, type SpikeColumns } from './models/monitors/raster.js';
export { sink, type SinkOptions, type Write } from './models/monitors/sink.js';
export { counts, rates } from './models/monitors/spikes.js';
export * from './models/networks/diehl-and-cook-2015.js';
export * from './models/networks/diehl-and-cook-2015-v2.js';
export * from './models/networks/increasing-inhibition-network.js';
export * from './models/networks/locally-connected-network.js';
export * from './models/networks/two-layer-network.js';
export { adEx, type AdExParams } from './models/neurons/ad-ex.js';
export { boostedLif } from './models/neurons/boosted-lif.js';
export { csrm, type CsrmParams } from './models/neurons/csrm.js';
export { currentLif, type CurrentLifParams } from './models/neurons/current-lif.js';
export { integrateAndFire, type IntegrateAndFireParams } from './models/neurons/integrate-and-fire.js';
export { izhikevich, type IzhikevichParams } from './models/neurons/izhikevich.js';
export { izhikevichPatterns, type IzhikevichPattern } from './models/neurons/izhikevich-patterns.js';
export { izhikevichPopulation } from './models/neurons/izhikevich-population.js';
export { kernels, type Kernel } from './models/neurons/kernels.js';
export { srm0, type Srm0Params } from './models/neurons/srm0.js';
export { adaptiveLif, type AdaptiveLifParams } from './models/neurons/adaptive-lif.js';
export { diehlAndCook } from './models/neurons/diehl-and-cook.js';
export { input } from './models/neurons/input.js';
export { lif, type LifParams } from './models/neurons/lif.js';
export { mcCullochPitts, type McCullochPittsParams } from './models/neurons/mcculloch-pitts.js';
export { poissonGroup, type PoissonGroupParams } from './models/neurons/poisson-group.js';
export { boundedBelow, countedDown, decay, decayFactor, gated } from './models/neurons/membrane.js';
export { oneSpike } from './models/neurons/one-spike.js';
export { summed } from './models/neurons/summed.js';
export { traced, type TraceParams } from './models/neurons/traced.js';
export { neuron, preset, wrapper, type Body, type Neuron } from './models/neurons/neuron.js';
export { ruleOf, type RuleBody } from './models/learning/rule-of.js';
export * as constraints from './models/parameters/constraint.js';
export {
  finite,
  fraction,
  notNegative,
  number,
  positive,
  whole,
  type Constraint,
  type Kind,
  type Limit,
  type NumberConstraint,
  type ParamConstraint,
  type Range,
} from './models/parameters/constraint.js';
export {
  constructorOf,
  entered,
  entriesOf,
  givenOf,
  type Entry,
  type EntryOf,
  type Kinds,
  type Said,
  type Values,
} from './models/parameters/entry.js';
export { numberFaults, paramFaults, paramsFaults } from './models/parameters/faults.js';
export { settle, type Settled } from './models/parameters/settle.js';
export { required, type GivenOf, type ParamsOf, type Row, type Table } from './models/parameters/table.js';
export { vocabulary } from './models/vocabulary.js';
