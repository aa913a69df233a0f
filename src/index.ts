/**
 * spikefold: spiking neural networks as pure functions. A network is a value, a step is a function, a monitor is a fold,
 * a backend is an interpreter.
 */
export type { Algebra, Operand, Type } from './core/algebra.js';
export type { Backend, Observation, Session } from './core/backend.js';
export { network, type NetworkOptions } from './core/build.js';
export { type AnyWiring, type Connection, type Over, type Wiring } from './core/connection.js';
export { explain, FaultError, orThrow, type Fault, type Faults, type LocalFault } from './core/errors.js';
export { both, fold, foldAll, map, premap, type Fold } from './core/fold.js';
export type { Frame } from './core/frame.js';
export { frozen, type FrozenOptions } from './core/frozen.js';
export { draw, evaluate, nodesOf, type Graph, type Node } from './core/graph.js';
export { algebra, types, type Interpreter } from './core/interpret.js';
export type { Json, Plain } from './core/json.js';
export { extended, type AnyModel, type Extension, type Init, type Model, type Vars } from './core/model.js';
export { monitor, type Monitor, type Watch } from './core/monitor.js';
export {
  layer,
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
export { foldIn, keyOf, threefry, uniforms, type Key, type Seed } from './core/random.js';
export { type AnyRule, type Bounds, type Rule, type Seen } from './core/rule.js';
export { run, type Outputs, type Ran, type RunOptions, type Stopped } from './core/run.js';
export type { Frames, Monitors } from './core/scan.js';
export { size, type Shape } from './core/shape.js';
export { restore, snapshot } from './core/snapshot.js';
export { initial, rested, type InitialOptions } from './core/state.js';
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
export { leaves, mapTree, type Tree } from './core/tree.js';
export { stepsIn } from './core/time.js';

export { eager, eagerAlgebra } from './backends/eager/eager.js';
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
export { patternOfRows, randomPattern, sparse, type Pattern } from './models/connections/sparse.js';
export { placedWindows, windows, type WindowOptions, type Windows } from './models/connections/windows.js';
export { normalised } from './models/connections/normalised.js';
export {
  allButSelf,
  constant,
  normal,
  oneToOne,
  uniform,
  weightFaults,
  type Weights,
} from './models/connections/weights.js';
export { describe, fromDescription, type AnyNetwork } from './models/description/description.js';
export { episode, frames, rewarded, rowsOf, type Source } from './models/encoders/frames.js';
export { bernoulli, bernoulliFrom } from './models/encoders/bernoulli.js';
export { latency } from './models/encoders/latency.js';
export { poissonApprox, poissonApproxFrom } from './models/encoders/poisson-approx.js';
export { rankOrder } from './models/encoders/rank-order.js';
export { repeat } from './models/encoders/repeat.js';
export { single } from './models/encoders/single.js';
export { poisson } from './models/encoders/poisson.js';
export { poissonIntervals, trains } from './models/encoders/poisson-intervals.js';
export { assignLabels, unassigned, type Assignment, type AssignOptions } from './models/evaluation/assign-labels.js';
export { accuracy, allActivity, proportionWeighting } from './models/evaluation/read-out.js';
export { bounded } from './models/learning/bounded.js';
export { decaying } from './models/learning/decaying.js';
export { hebbian } from './models/learning/hebbian.js';
export { mstdp, type MstdpParams } from './models/learning/mstdp.js';
export { mstdpet, type MstdpetParams } from './models/learning/mstdpet.js';
export { rmax, type RmaxParams } from './models/learning/rmax.js';
export { weightDependentPostPre } from './models/learning/weight-dependent-post-pre.js';
export {
  expectAfter,
  movingAverage,
  noExpectation,
  predictionError,
  type Episode,
  type Expected,
} from './models/rewards/moving-average.js';
export { alongRows, overRows } from './core/rows.js';
export { noOp } from './models/learning/no-op.js';
export { postPre } from './models/learning/post-pre.js';
export type { Nu } from './models/learning/rates.js';
export { every } from './models/monitors/every.js';
export { record, rolling, stack } from './models/monitors/record.js';
export { counts, raster, rates, type Spike } from './models/monitors/spikes.js';
export {
  diehlAndCook2015,
  diehlAndCook2015Defaults,
  type DiehlAndCook2015,
  type DiehlAndCook2015Params,
} from './models/networks/diehl-and-cook-2015.js';
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
export { boundedBelow, decay, decayFactor, gated } from './models/neurons/membrane.js';
export { oneSpike } from './models/neurons/one-spike.js';
export { summed } from './models/neurons/summed.js';
export { traced, type TraceParams } from './models/neurons/traced.js';
export {
  demand,
  demandNumber,
  finite,
  fraction,
  notNegative,
  number,
  paramFaults,
  positive,
  type Demand,
} from './models/params.js';
