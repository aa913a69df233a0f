import { largestNumber } from '../../../core/float32.js';
import type { Node } from '../../../core/graph/graph.js';
import { makerOf } from '../../../core/deferred.js';
import { stored } from '../../graph.js';
import type { ConstantMatrix } from '../kernels/kernel.js';
import type { Literal } from '../ir/ir.js';
import { literal } from '../kernels/emit.js';
import { rareUpdate, type EventUpdate, type Update } from '../kernels/event-tail.js';
import { eventUpdate } from '../kernels/event-update.js';
import { constantMatrix } from '../kernels/constant-matrix.js';
import { contract, largestProduct } from '../kernels/contract.js';
import { convForward } from '../kernels/conv-forward.js';
import { convWeightGradient } from '../kernels/conv-weight-gradient.js';
import { map } from '../kernels/map.js';
import { move } from '../kernels/move.js';
import { reduce } from '../kernels/reduce.js';
import { spikeScatter } from '../kernels/spike-scatter.js';
import { synapses } from '../kernels/synapses.js';
import { synapseUpdate, type SynapseUpdate } from '../kernels/synapse-update.js';
import { chooseOne, uniform } from '../kernels/random.js';
import type { Facts, Form, Kernel, Variable } from '../kernels/kernel.js';
import { additionsIn, readingInPlace } from '../kernels/additions.js';
import { eventUpdatesIn } from './event-updates.js';
import { fuseReductions, readKernels, schedule, sinking, type Group } from './schedule.js';
import { isFixed } from './fixed.js';
import { bounding, isSparse, supporting, type Support } from './values.js';

/** The kernels for the nodes of a graph (operands first), each of which finds what it reads, with what is known of the nodes. */
export const kernelsOf = (
  nodes: readonly Node[],
  variables: readonly Omit<Variable, 'address'>[],
  isInfinite: (input: Node) => boolean = () => false,
  constantMatrices: ReadonlyMap<string, ConstantMatrix> = new Map(),
  areSpikesRare = false,
) => {
  const limitOf = limiting(isInfinite);
  const boundOf = bounding(limitOf);
  const supportOf = supporting();
  const known = factsOf(nodes, variables, constantMatrices, supportOf);
  const updates = eventUpdatesIn(nodes, variables, { ...known, supportOf, boundOf });
  const additions = areSpikesRare ? additionsIn(nodes, variables, { ...known, sunk: new Map() }) : [];
  // Nothing waits for an update, so it can always come after all that reads the old value.
  const events = updates.map(kernelOfUpdate);
  const covered = new Set<Node>([
    ...updates.flatMap(({ covers }) => covers),
    ...additions.flatMap(({ sum, added }) => [sum, added]),
  ]);
  const others = nodes.filter((node) => !covered.has(node));
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  const kept = new Set([...lasting, ...events.flatMap(({ reads }) => reads)]);
  const sunk = sinking(others, kept);
  const facts: Facts = { ...known, sunk };
  const scheduled = schedule(others, new Set([...sunk.values()].flat()));
  const groups = fuseReductions(others, scheduled, new Set([...kept, ...sunk.keys()]));
  const kernels = readKernels(
    [
      ...additions.map(({ sum, kernel }) => ({ writes: [sum], kernel: () => kernel })),
      ...groups.map((group) => ({ writes: group, kernel: () => kernelFor(group, facts) })),
      ...events.map((update) => ({ writes: update.writes, kernel: () => update })),
    ],
    lasting,
  ).map(readingInPlace(additions));
  const watched = [...updates, ...updates.flatMap(listsOf), ...additions];
  const inPlace = new Map<Node, Node>(additions.map(({ sum, before }) => [sum, before]));
  return { kernels, updates, watched, inPlace, limitOf, boundOf, literalOf: facts.literalOf };
};

/** How far from 0 the inputs are that may change from step to step. */
const limiting =
  (isInfinite: (input: Node) => boolean) =>
  (node: Node): number | undefined => {
    if (node._tag !== 'Input' || node.dtype !== 'f32' || isFixed(node)) return undefined;
    return isInfinite(node) ? Infinity : largestNumber;
  };

const factsOf = (
  nodes: readonly Node[],
  variables: readonly Omit<Variable, 'address'>[],
  constantMatrices: ReadonlyMap<string, ConstantMatrix>,
  supportOf: (node: Node) => Support,
): Omit<Facts, 'sunk'> => {
  const literals = new Map(nodes.map((node) => [node, literalOf(node)]));
  const steady = variables.filter(({ before, after }) => after === before);
  const matrices = new Map(steady.map(({ path, before }) => [before, constantMatrices.get(path)]));
  return {
    literalOf: (node) => literals.get(node),
    constantMatrixOf: (node) => matrices.get(node),
    isSteady: (node) => matrices.has(node),
    sparsityOf: (node) => (node.dtype === 'bool' ? 2 : isSparse(supportOf(node)) ? 1 : 0),
  };
};

const kernelOfUpdate = (update: Update | EventUpdate | SynapseUpdate): Kernel =>
  'walks' in update ? synapseUpdate(update) : 'preEvents' in update ? eventUpdate(update) : rareUpdate(update);

/** The lists that an update keeps: it has to be told, too, when something else has changed what they list. */
const listsOf = (update: Update | EventUpdate | SynapseUpdate) => ('walks' in update ? update.lists : []);

const literalOf = (node: Node): Literal | undefined => {
  if (node._tag !== 'Constant') return undefined;
  if (makerOf(node.value) !== undefined) return undefined;
  const { data } = node.value;
  return data.every((value) => Object.is(value, data[0])) ? literal(data[0]!, node.dtype) : undefined;
};

/** Every kind of kernel but updates by events; the first that fits some nodes makes theirs. */
const forms: readonly Form[] = [
  map,
  reduce,
  constantMatrix,
  convForward,
  synapses,
  spikeScatter,
  convWeightGradient,
  largestProduct,
  contract,
  move,
  chooseOne,
  uniform,
];

const kernelFor = (nodes: Group, facts: Facts): Kernel => {
  for (const form of forms) {
    const kernel = form(nodes.at(-1)!, facts, nodes.slice(0, -1));
    if (kernel !== undefined) return kernel;
  }
  throw new TypeError(`no kernel computes '${nodes.map(({ op }) => op).join(' ')}'`);
};
