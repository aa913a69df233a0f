import type { Node } from '../../../core/graph/graph.js';
import { stored, type Applied } from '../../graph.js';
import { float, type Literal, type Operand, type Value } from '../ir/ir.js';
import { bitRowsOf, forEachTarget, type BitRows } from './bit-rows.js';
import type { List } from './compact.js';
import { operandsOf } from './contraction.js';
import { addCounted, areCounted } from './count-rows.js';
import { gatheredBy } from './ends.js';
import { guardEach } from './guards.js';
import { kernelOf, type Facts, type Form, type Writer } from './kernel.js';
import { listIn } from './spike-lists.js';
import { addingTo, dueIn, overwritesRing, ringOf } from './ring.js';
import { addsInOrder, forEachSynapse, indexTables, synapsesOf, type SynapseIndex } from './synapse-index.js';
import { placesAlong, tablesIn, tablesOf, type Places } from './synapse-places.js';

/**
 * Synapses that are listed by their sources: each spike adds its row of weights to the targets, at once or (where their place is in a
 * ring) later. Silence costs no more than a look.
 */
export interface Synapses {
  /** The spikes `[b, n]` of the sources, and the weight of each synapse. */
  readonly spikes: Node;
  readonly weights: Node;
  /** The weight of all of them, where it is one. */
  readonly one: Literal | undefined;
  /** The synapses of each source, and where each adds to. */
  readonly index: SynapseIndex;
  readonly targets: Places;
  /** The same as bits, if they are many and have one weight. */
  readonly bits: BitRows | undefined;
}

/** What is gathered at one end of each synapse, weighed there, and added up at the other end. */
const weighedIn = ({ op, args }: Applied, facts: Facts) => {
  const [weighed, targets] = args.slice(-2) as [Node, Node];
  if (op !== 'scatter' && op !== 'deposit') return undefined;
  if (weighed._tag !== 'Apply' || weighed.op !== 'contract' || targets._tag !== 'Constant') return undefined;
  const { driver, driverAxes, other: weights, otherAxes, outAxes } = operandsOf(weighed, facts);
  const gathered = gatheredBy(driver);
  const isEach = driverAxes.length === 2 && outAxes.join() === driverAxes.join() && otherAxes.join() === driverAxes[1];
  if (!isEach || gathered === undefined || driver.dtype === 'i32') return undefined;
  return { spikes: gathered.of, sources: gathered.places.value, weights, targets: targets.value };
};

/** Spikes that are gathered at the source of each synapse, weighed there, and added up at its target. */
export const synapses: Form = (node, facts) => {
  const found = planOf(node, facts);
  if (found === undefined) return undefined;
  const { plan, reads, own } = found;
  const overwrites = (value: Node): boolean =>
    node.op === 'deposit' && overwritesRing(node, value) && !own.includes(value);
  const more = { kind: 'synapses', reads, lists: listsOf(plan), overwrites, guards: true };
  return kernelOf(node, (write) => emit(write, node, plan), more);
};

/** The spikes that are gone through one by one as they are listed. */
export const listsOf = ({ spikes }: Synapses): readonly Node[] =>
  spikes.shape[0] === 1 && spikes.dtype === 'bool' ? [stored(spikes)] : [];

/** How synapses are gone through, what that reads, and what of it comes from a step. */
export const planOf = (node: Applied, facts: Facts) => {
  const weighed = weighedIn(node, facts);
  if (weighed === undefined) return undefined;
  const { spikes, sources, weights } = weighed;
  const index = synapsesOf(sources, spikes.shape[1]!);
  if (!addsInOrder(index, weighed.targets)) return undefined;
  const constant = facts.constantMatrixOf(weights);
  const starts = index.order ? undefined : index.starts.table;
  const isCounted = constant && starts && node.op === 'scatter';
  const bits = isCounted ? bitRowsOf(weighed.targets, starts, node.shape[1]!, constant.value) : undefined;
  // What learns has the places of its synapses beside.
  const targets = tablesOf(weighed.targets, bits || !facts.isSteady(weights) ? undefined : starts);
  if (targets === undefined) return undefined;
  const plan: Synapses = { spikes, weights, one: constant && float(constant.value), index, targets, bits };
  const own = [...(dueRowOf(spikes) ?? [spikes]), ...(constant ? [] : [weights])].map(stored);
  const tables = bits ? [bits.rows, bits.sums] : [...indexTables(index), ...tablesIn(targets)];
  return { plan, own, reads: [...own, ...node.args.slice(0, -2).map(stored), ...tables] };
};

/** The ring and the slot of spikes that are due in it: they are read where they lie. */
const dueRowOf = (spikes: Node): readonly [ring: Node, at: Node] | undefined => {
  const row = stored(spikes);
  return row._tag === 'Apply' && row.op === 'rowAt' ? (row.args as readonly [Node, Node]) : undefined;
};

const emit = (write: Writer, node: Applied, plan: Synapses): void => {
  const { spikes, bits } = plan;
  const { look, tell } = guardEach(write, node);
  const adding = addingTo(write, node);
  write.each(spikes.shape[0]!, (b) => {
    const found = spikesIn(write, plan, b);
    const add = adding(b);
    const addEach = (): void => forEachAdded(write, plan, found, (place, value) => look(add(place, value())));
    if (bits === undefined) return addEach();
    const m = node.shape[1]!;
    const out = write.plus(write.times(b, m * 4), write.at(node));
    write.if(
      areCounted(write, spikes.dtype, found.row, found.list),
      () => addCounted(write, bits, found.list, m, out),
      addEach,
    );
  });
  tell();
};

/** Where the spikes of a batch row lie, and a list of them. */
export const spikesIn = (write: Writer, { spikes }: Synapses, b: Operand) => {
  const { plus, times } = write;
  const source = dueRowOf(spikes);
  const n = spikes.shape[1]!;
  const row = source
    ? plus(plus(times(b, ringOf(source[0]).whole), dueIn(write, source[1], b, n * 4)), write.at(source[0]))
    : plus(times(b, n * 4), write.at(spikes));
  const list: List<Operand> = listIn(write, spikes) ?? write.compact(n, write.nonzero(row, spikes.dtype));
  return { row, list };
};

/** Goes through the synapses of some spikes: where each adds to, and what. */
export const forEachAdded = (
  write: Writer,
  { spikes, weights, one, index, targets, bits }: Synapses,
  { row, list }: ReturnType<typeof spikesIn>,
  body: (place: Operand, value: () => Value) => void,
): void =>
  write.forEach(list, (spike) => {
    const graded = spikes.dtype === 'f32' ? write.load('f32', write.plus(row, spike)) : undefined;
    const passed = (weight: Value): Value => (graded === undefined ? weight : write.productOf(graded, weight));
    const same = one && passed(one);
    if (bits) return forEachTarget(write, bits, spike, (target) => body(target, () => same!));
    const placeAt = placesAlong(write, targets);
    forEachSynapse(write, spike, index, targets.places, ([synapse, at]) =>
      body(placeAt(at), () => same ?? passed(write.numberAt(weights.dtype, 1, synapse, write.at(weights)))),
    );
  });
