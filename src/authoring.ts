/** Writing models, connections, rules and backends of your own. Users import it as `spikefold/authoring`. */
export { eagerAlgebra } from './backends/eager/eager.js';
export type { Algebra, Operand, Type } from './core/algebra.js';
export type { Session } from './core/run/backend.js';
export type { AnyWiring, Arriving, Connection, Ends, Lasting, Over, Synapses, Wiring } from './core/connection.js';
export type { LocalFault } from './core/faults/errors.js';
export { draw, evaluate, nodesOf, type Graph, type Node } from './core/graph/graph.js';
export { algebra, types, type Interpreter } from './core/graph/interpret.js';
export { leaves, mapTree, type Tree } from './core/graph/tree.js';
export {
  extended,
  type AnyModel,
  type Extension,
  type Init,
  type Model,
  type Receptor,
  type Vars,
} from './core/model.js';
export { keyOf, threefry, type Key } from './core/random.js';
export { alongRows, batchFaults, overRows, type BatchReduction, type Joining, type Reduction } from './core/rows.js';
export type { AnyRule, Bounds, Rule, Seen } from './core/rule.js';
export type { Past } from './core/run/past.js';
export { isDue, type Watch } from './core/run/watch.js';
export { learn, stepLayer, transmit, type Forcing } from './core/step-parts.js';
export { normaliseWeights, stepNetwork } from './core/step.js';
export { mapParam } from './core/tensor.js';
export type { Response } from './core/response.js';
export type { Term } from './core/term.js';
export { connectionOf, type ConnectionBody } from './models/connections/connection-of.js';
export { correlateBy } from './models/connections/correlate-by.js';
export { patches } from './models/connections/patches.js';
export { weightFaults } from './models/connections/weight-faults.js';
export { placedWindows, windows, type Placed, type WindowOptions, type Windows } from './models/connections/windows.js';
export { ruleOf, type RuleBody } from './models/learning/rule-of.js';
export { kernels, type Kernel } from './models/neurons/kernels.js';
export { boundedBelow, decay, decayFactor } from './models/neurons/membrane.js';
export { countedDown, gated, type Countdown } from './models/neurons/refractory.js';
export { neuron, preset, wrapper, type Body, type Neuron } from './models/neurons/neuron.js';
/** All constraints on parameters, by name: of one number, of one for each neuron, and of records, shapes and functions. */
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
export {
  required,
  type GivenOf,
  type NoDefault,
  type ParamsOf,
  type Row,
  type Table,
} from './models/parameters/table.js';
