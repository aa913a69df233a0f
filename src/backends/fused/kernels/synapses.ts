import type { Node } from '../../../core/graph/graph.js';
import { stored, type Applied } from '../../graph.js';
import { float, type Literal, type Value } from '../ir/ir.js';
import { operandsOf } from './contraction.js';
import { gatheredBy } from './ends.js';
import { guardEach } from './guards.js';
import { kernelOf, type Facts, type Form, type Writer } from './kernel.js';
import { listIn } from './spike-list.js';
import { addingTo, dueIn, overwritesRing, ringOf } from './ring.js';
import {
  forEachSynapse,
  placeAt,
  placesOf,
  synapsesOf,
  tablesIn,
  type Places,
  type SynapseIndex,
} from './synapse-index.js';

/**
 * Synapses that are listed by their sources: each spike adds its row of weights to the targets, at once or (where their place is in a
 * ring) later. Silence costs no more than a look.
 */
interface Synapses {
  /** The spikes `[b, n]` of the sources, and the weight of each synapse. */
  readonly spikes: Node;
  readonly weights: Node;
  /** The weight of all of them, where it is one. */
  readonly one: Literal | undefined;
  /** The synapses of each source, and where each adds to. */
  readonly index: SynapseIndex;
  readonly targets: Places;
}

/** What is gathered at one end of each synapse, weighed there, and added up at the other end. */
export const weighedIn = ({ op, args }: Applied, facts: Facts) => {
  const [weighed, targets] = args.slice(-2) as [Node, Node];
  if (op !== 'scatter' && op !== 'deposit') return undefined;
  if (weighed._tag !== 'Apply' || weighed.op !== 'contract' || targets._tag !== 'Constant') return undefined;
  const { driver, driverAxes, other: weights, otherAxes, outAxes } = operandsOf(weighed, facts);
  const gathered = gatheredBy(driver);
  const isEach = driverAxes.length === 2 && outAxes.join() === driverAxes.join() && otherAxes.join() === driverAxes[1];
  return isEach && gathered ? { driver, spikes: gathered.of, sources: gathered.places, weights, targets } : undefined;
};

/** Spikes that are gathered at the source of each synapse, weighed there, and added up at its target. */
export const synapses: Form = (node, facts) => {
  const weighed = weighedIn(node, facts);
  if (weighed === undefined || weighed.driver.dtype === 'i32') return undefined;
  const { spikes, sources, weights } = weighed;
  const index = synapsesOf(sources.value, spikes.shape[1]!);
  const targets = index.order === undefined ? placesOf(weighed.targets.value) : undefined;
  if (targets === undefined) return undefined;
  const constant = facts.constantMatrixOf(weights);
  const plan: Synapses = { spikes, weights, one: constant && float(constant.value), index, targets };
  const own = [...(dueRowOf(spikes) ?? [spikes]), ...(constant ? [] : [weights])].map(stored);
  const reads = [...own, ...node.args.slice(0, -2).map(stored), index.starts, ...tablesIn(targets)];
  const overwrites = (value: Node): boolean =>
    node.op === 'deposit' && overwritesRing(node, value) && !own.includes(value);
  const lists = spikes.shape[0] === 1 && spikes.dtype === 'bool' ? [stored(spikes)] : [];
  const more = { kind: 'synapses', reads, lists, overwrites, guards: true };
  return kernelOf(node, (write) => emit(write, node, plan), more);
};

/** The ring and the slot of spikes that are due in it: they are read where they lie. */
const dueRowOf = (spikes: Node): readonly [ring: Node, at: Node] | undefined => {
  const row = stored(spikes);
  return row._tag === 'Apply' && row.op === 'rowAt' ? (row.args as readonly [Node, Node]) : undefined;
};

const emit = (write: Writer, node: Applied, { spikes, weights, one, index, targets }: Synapses): void => {
  const { plus, times } = write;
  const [rows, n] = spikes.shape as [number, number];
  const source = dueRowOf(spikes);
  const { look, tell } = guardEach(write, node);
  const adding = addingTo(write, node);
  write.each(rows, (b) => {
    const row = source
      ? plus(plus(times(b, ringOf(source[0]).whole), dueIn(write, source[1], b, n * 4)), write.at(source[0]))
      : plus(times(b, n * 4), write.at(spikes));
    const add = adding(b);
    const list = listIn(write, spikes) ?? write.compact(n, write.nonzero(row, spikes.dtype));
    write.forEach(list, (spike) => {
      const graded = spikes.dtype === 'f32' ? write.load('f32', plus(row, spike)) : undefined;
      const passed = (weight: Value): Value => (graded === undefined ? weight : write.productOf(graded, weight));
      const same = one && passed(one);
      forEachSynapse(write, spike, index, targets.places, (synapse, at) => {
        const added = same ?? passed(write.numberAt(weights.dtype, 1, synapse, write.at(weights)));
        look(add(placeAt(write, targets, at), added));
      });
    });
  });
  tell();
};
