import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import { operandsOf } from './contraction.js';
import { constantOf, kernelOf, type Constant, type Form, type Writer } from './kernel.js';
import { beginRing, dueIn, overwritesRing, ringOf, roundRing } from './ring.js';
import { synapsesOf } from './synapse-ends.js';

/**
 * Synapses that are listed by their sources: each spike adds its row of weights to the targets, at once or (where their place is in a
 * ring) later. Silence costs no more than a look.
 */
interface Synapses {
  /** The spikes `[b, n]` of the sources, and the weight of each synapse. */
  readonly spikes: Node;
  readonly weights: Node;
  /** Where the synapses of each source begin, and where the last end; and where each adds to: in bytes. */
  readonly starts: Constant;
  readonly targets: Constant;
}

/** Spikes that are gathered at the source of each synapse, weighed there, and added up at its target. */
export const synapses: Form = ([node], facts) => {
  if (node!.op !== 'scatter' && node!.op !== 'deposit') return undefined;
  const [weighed, places] = node!.args.slice(-2) as [Node, Node];
  if (weighed._tag !== 'Apply' || weighed.op !== 'contract' || places._tag !== 'Constant') return undefined;
  const { driver, driverAxes, other: weights, otherAxes, outAxes } = operandsOf(weighed, facts);
  const gathered = stored(driver);
  const fits = driverAxes.length === 2 && outAxes.join() === driverAxes.join() && otherAxes.join() === driverAxes[1];
  if (!fits || gathered._tag !== 'Apply' || gathered.op !== 'gather' || driver.dtype === 'i32') return undefined;
  const [spikes, sources] = gathered.args as [Node, Node];
  if (sources._tag !== 'Constant' || driver.shape[0] !== gathered.shape[0]) return undefined;
  const { starts, order } = synapsesOf(sources.value, spikes.shape[1]!);
  if (order !== undefined || places.value.data.includes(-1)) return undefined;
  const targets = constantOf({ ...places.value, data: Int32Array.from(places.value.data, (place) => place * 4) });
  const plan: Synapses = { spikes, weights, starts, targets };
  const own = [...(dueRowOf(spikes) ?? [spikes]), weights].map(stored);
  const reads = [...own, ...node!.args.slice(0, -2).map(stored), starts, targets];
  const overwrites = (value: Node): boolean =>
    node!.op === 'deposit' && overwritesRing(node!, value) && !own.includes(value);
  return kernelOf(node!, (write) => emit(write, node!, plan), { kind: 'synapses', reads, overwrites });
};

/** The ring and the slot of spikes that are due in it: they are read where they lie. */
const dueRowOf = (spikes: Node): readonly [ring: Node, at: Node] | undefined => {
  const row = stored(spikes);
  return row._tag === 'Apply' && row.op === 'rowAt' ? (row.args as readonly [Node, Node]) : undefined;
};

const emit = (write: Writer, node: Applied, { spikes, weights, starts, targets }: Synapses): void => {
  const { plus, times, op } = write;
  const [rows, n] = spikes.shape as [number, number];
  const delayed = node.op === 'deposit';
  const { whole, width } = delayed ? ringOf(node) : { whole: node.shape[1]! * 4, width: 0 };
  const source = dueRowOf(spikes);
  if (delayed) beginRing(write, node);
  else write.fill(write.at(node), size(node.shape) * 4);
  write.nest([rows], ([b]) => {
    const row = source
      ? plus(plus(times(b!, ringOf(source[0]).whole), dueIn(write, source[1], b!, n * 4)), write.at(source[0]))
      : plus(times(b!, n * 4), write.at(spikes));
    const out = plus(times(b!, whole), write.at(node));
    const due = delayed ? dueIn(write, node.args[1]!, b!, width) : 0;
    if (delayed) write.fill(plus(out, due), width);
    write.forEach(write.compact(n, write.nonzero(row, spikes.dtype)), (spike) => {
      const graded = spikes.dtype === 'f32' ? write.load('f32', plus(row, spike)) : undefined;
      const [first, last] = [0, 4].map((after) => write.load('i32', spike, write.at(starts) + after));
      write.for(first!, last!, 4, (synapse) => {
        const weight = write.numberAt(weights.dtype, 1, synapse, write.at(weights));
        const target = write.load('i32', synapse, write.at(targets));
        const into: Operand = plus(out, delayed ? roundRing(write, plus(target, due), whole) : target);
        const added = graded === undefined ? weight : write.productOf(graded, weight);
        write.store(op('f32.add', write.load('f32', into), added), into);
      });
    });
  });
};
