/**
 * spikefold: simulates spiking neural networks. What a program needs; `spikefold/authoring` is for models, rules and backends of your
 * own, `spikefold/cells` for cells with synapses, `spikefold/biology` for networks of them, `spikefold/read-out` for classification, `spikefold/file` for saving, `spikefold/bindsnet` for BindsNET's networks.
 */

// Networks
export { network, type NetworkOptions } from './core/build/network.js';
export { frozen, type FrozenOptions } from './core/frozen.js';
export { prefixed, type Prefixed, type PrefixedState } from './core/prefixed.js';
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
  type Receiving,
  type StateOf,
  type Wire,
} from './core/network.js';
export { batched, initial, rested, type InitialOptions, type RestedOptions } from './core/state.js';

// Neuron models, connections and their patterns, learning rules and ready-made networks; the vocabulary has all by name
export * from './models/neurons.js';
export * from './models/connections.js';
export * from './models/patterns.js';
export * from './models/learning.js';
export * from './models/networks.js';
export { vocabulary } from './models/vocabulary.js';

// Patterns of neurons and of connections, and where neurons lie
export { patternOfPairs, patternOfRows } from './models/patterns/lists.js';
export type { Pattern, PatternOf } from './models/patterns/pattern-of.js';
export { gridPositions, randomPositions } from './models/patterns/space.js';
export { receptiveFields } from './models/connections/receptive-fields.js';
export { izhikevichPatterns, type IzhikevichPattern } from './models/neurons/izhikevich-patterns.js';
export { izhikevichPopulation } from './models/neurons/izhikevich-population.js';

// Rewards
export {
  expectAfter,
  movingAverage,
  noExpectation,
  predictionError,
  type Episode,
  type Expected,
} from './models/rewards/moving-average.js';

// Encoders and inputs
export type { Frames } from './core/run/frame-reader.js';
export { endOfEpisode, type EndOfEpisode, type Frame } from './core/frame.js';
export type { AnySteps, AsyncSource, Source, Steps } from './core/run/source.js';
export * from './models/encoders.js';
export { bernoulliFrom } from './models/encoders/bernoulli.js';
export { concat } from './models/encoders/concat.js';
export { episode } from './models/encoders/episode.js';
export { frames, type Forced } from './models/encoders/frames.js';
export { independent } from './models/encoders/independent.js';
export { lasting, silence } from './models/encoders/lasting.js';
export { rewarded } from './models/encoders/rewarded.js';
export { always, rowsOf, type Always, type AnySource, type SourceNow } from './models/encoders/sources.js';
export { tensorsOf, type ByteType } from './models/encoders/tensors-of.js';
export { trains } from './models/encoders/trains.js';

// Running, and stopping
export type { Monitors } from './core/run/recordings.js';
export type { Stream } from './core/run/stream.js';
export { run, type Outputs, type Ran, type RunOptions, type Stopped } from './core/run/run.js';

// Recording
export { fold, map, premap, type Fold, type Next, type Time } from './core/fold.js';
export { all, both } from './core/folds.js';
export { foldAll, type Folded } from './core/run/fold-all.js';
export { monitor, type Monitor, type MonitorOptions, type Observation } from './core/run/monitor.js';
export * from './models/monitors.js';
export { bar, line, progress, type Progress, type ProgressOptions } from './models/monitors/progress.js';
export { stack } from './models/monitors/record.js';
export { sink, type SinkOptions, type Write } from './models/monitors/sink.js';

// Backends
export { eager } from './backends/eager/eager.js';
export { js, profiled, wasm, type KernelTime } from './backends/fused/fused.js';
export { backend, backendNames, fastest, type BackendChoice } from './backends.js';
export type { Backend } from './core/run/backend.js';

// Tensors
export { size, type Shape } from './core/shape.js';
export { filled, isTensor, tensor, zeros, type Data, type Dtype, type Param, type Tensor } from './core/tensor.js';

// Seeds and time
export { foldIn, uniforms, type Seed } from './core/random.js';
export { stepsIn } from './core/time.js';

// Results and faults
export { explain, FaultError, orThrow, type Fault, type Faults } from './core/faults/errors.js';
export { isLeft, isRight, type Either } from 'fp-ts/lib/Either.js';
