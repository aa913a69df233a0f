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
export { stepsIn } from './core/time.js';

export { eager, eagerAlgebra } from './backends/eager/eager.js';
export { backend, backendNames } from './backends/select.js';

export { biased } from './models/connections/biased.js';
export { dense } from './models/connections/dense.js';
export { gather } from './models/connections/gather.js';
export { normalised } from './models/connections/normalised.js';
export { allButSelf, constant, oneToOne, uniform, weightFaults, type Weights } from './models/connections/weights.js';
export { describe, fromDescription, type AnyNetwork } from './models/description/description.js';
export { episode, frames, rowsOf, type Source } from './models/encoders/frames.js';
export { poisson } from './models/encoders/poisson.js';
export { poissonIntervals, trains } from './models/encoders/poisson-intervals.js';
export { assignLabels, unassigned, type Assignment, type AssignOptions } from './models/evaluation/assign-labels.js';
export { accuracy, allActivity, proportionWeighting } from './models/evaluation/read-out.js';
export { bounded } from './models/learning/bounded.js';
export { decaying } from './models/learning/decaying.js';
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
