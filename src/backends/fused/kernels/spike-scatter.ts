import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import { letterIn } from './contraction.js';
import { kindIn, type Axis, type Lanes } from './emit.js';
import { gatheredBy } from './ends.js';
import { constantOf, kernelOf, type Constant, type Facts, type Form, type Writer } from './kernel.js';
import { weighedIn } from './synapses.js';
import { noStep, spikingOperands, sumsOf } from './windows.js';

type Step = Axis<'other' | 'out'>;

/**
 * Spikes that are gathered at constant places, contracted with another tensor: each spike adds, at every place at which it is
 * gathered, a row of the other tensor to the result.
 */
interface SpikeScatter {
  /** The spikes `[rows, n]`, and where they are gathered. */
  readonly spikes: Node;
  readonly places: Constant;
  readonly other: Node;
  /** The axis of the rows; and axes of the other tensor and the result. */
  readonly rows: Step;
  readonly free: readonly Step[];
  /** Where each gathered value finds what it weighs, and adds it to, in elements; a place below 0 is none. */
  readonly ends: Readonly<Record<'other' | 'out', ArrayLike<number>>>;
}

export const spikeScatter: Form = (node, facts) => {
  const plan = atSynapses(node, facts) ?? atPlaces(node, facts);
  const table = plan && tableOf(plan, size(node.shape));
  if (table === undefined) return undefined;
  const reads = [plan!.spikes, plan!.other, table];
  return kernelOf(node, (write) => emit(write, node, plan!, table), { kind: 'spike-scatter', reads });
};

const atPlaces = (node: Applied, facts: Facts): SpikeScatter | undefined => {
  const operands = spikingOperands(node, facts);
  const gathered = operands && gatheredBy(operands.driver);
  if (gathered === undefined) return undefined;
  const { driverAxes, other, otherAxes } = operands!;
  const letterOf = letterIn(node, operands!);
  const [rows, ...letters] = driverAxes.map(letterOf);
  const offsets = (of: 'other' | 'out'): Int32Array =>
    sumsOf(letters.map((letter) => Array.from({ length: letter.extent }, (_, k) => k * letter[of])));
  return {
    spikes: gathered.of,
    places: gathered.places,
    other,
    rows: rows!,
    free: otherAxes.filter((letter) => !driverAxes.includes(letter)).map(letterOf),
    ends: { other: offsets('other'), out: offsets('out') },
  };
};

/** Spikes, or what is 0 without them, that are gathered at one end of each synapse, weighed there, and scattered to the other end. */
const atSynapses = (node: Applied, facts: Facts): SpikeScatter | undefined => {
  const weighed = node.op === 'scatter' ? weighedIn(node, facts) : undefined;
  if (weighed === undefined || facts.sparsityOf(weighed.driver) === 0) return undefined;
  const { spikes, sources, weights, targets } = weighed;
  const { data: out } = targets.value;
  return {
    spikes,
    places: sources,
    other: weights,
    rows: { extent: node.shape[0]!, other: 0, out: node.shape[1]! },
    free: [],
    ends: { other: out.map((_, k) => k), out },
  };
};

/**
 * For each of the n spikes where its entries begin (in bytes, and where the last end), and then the entries: for every place of
 * it how far (in bytes) the row to add is from the first, and the one that it is added to. Undefined where spikes, taken one
 * after the other, would add to some element of the result in another order than that of the gathered values.
 */
const tableOf = ({ spikes, places, ends: { other, out } }: SpikeScatter, elements: number): Constant | undefined => {
  const n = spikes.shape[1]!;
  const latest = new Int32Array(elements);
  const entries: number[][] = Array.from({ length: n }, () => []);
  for (const [k, place] of places.value.data.entries()) {
    if (place < 0 || out[k]! < 0) continue;
    if (latest[out[k]!]! > place) return undefined;
    latest[out[k]!] = place;
    entries[place]!.push(other[k]! * 4, out[k]! * 4);
  }
  const starts = entries.map(() => 0);
  for (let place = 0, at = (n + 1) * 4; place <= n; at += (entries[place++]?.length ?? 0) * 4) starts[place] = at;
  const data = Int32Array.from([starts, ...entries].flat());
  return constantOf({ shape: [data.length], dtype: 'i32', data });
};

/** Each spike adds its rows where its table says, so silence costs no more than a look. */
const emit = (write: Writer, node: Applied, { spikes, other, rows, free }: SpikeScatter, entries: Constant): void => {
  const { plus, times } = write;
  const [table, out] = [write.at(entries), write.at(node)];
  const [row, outer] = [free.at(-1) ?? noStep, free.slice(0, -1)];
  const near = row.other === 1 && row.out === 1;
  const n = spikes.shape[1]!;
  write.fill(out, size(node.shape) * 4);
  write.walk([rows], { other: write.at(other), out }, (from, counters) => {
    const start = plus(times(counters[0]!, n * 4), write.at(spikes));
    write.forEach(write.compact(n, write.nonzero(start, spikes.dtype)), (spike) => {
      const [first, last] = write.span(spike, table);
      const height = spikes.dtype === 'bool' ? undefined : write.numberAt(spikes.dtype, 1, plus(start, spike));
      write.for(first, last, 8, (place) => {
        const source = plus(from.other, write.load('i32', place, table));
        const target = plus(from.out, write.load('i32', place, table + 4));
        write.walk(outer, { other: source, out: target }, (at) => {
          const add = (k: Operand, lanes: Lanes): void => {
            const value = write.numberAt(other.dtype, lanes, plus(at.other, times(k, row.other)));
            const product = height ? write.productOf(write.splat(height, lanes), value) : value;
            const into = plus(at.out, times(k, row.out));
            write.store(write.op('f32.add', write.load(kindIn('f32', lanes), into), product), into);
          };
          write.along(row.extent, add, near ? write.lanes : 1);
        });
      });
    });
  });
};
