import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import { letterIn } from './contraction.js';
import { kindIn, type Axis, type Lanes } from './emit.js';
import { gatheredBy, type End } from './ends.js';
import { constantOf, kernelOf, type Constant, type Form, type Writer } from './kernel.js';
import { noStep, spikingOperands, sumsOf } from './windows.js';

type Step = Axis<'other' | 'out'>;

/** Spikes `[rows, n]` that are gathered, and where: each adds a row of another tensor to the result wherever it is gathered. */
interface SpikeScatter extends Pick<End, 'of' | 'places'> {
  readonly other: Node;
  /** The axis of the rows; and axes of the other tensor and the result. */
  readonly rows: Step;
  readonly free: readonly Step[];
}

/** Spikes that are gathered at constant places, contracted with another tensor. */
export const spikeScatter: Form = (node, facts) => {
  const operands = spikingOperands(node, facts);
  const gathered = operands && gatheredBy(operands.driver);
  if (gathered === undefined) return undefined;
  const { driverAxes, other, otherAxes } = operands!;
  const letterOf = letterIn(node, operands!);
  const [rows, ...letters] = driverAxes.map(letterOf);
  const offsets = (of: 'other' | 'out'): Int32Array =>
    sumsOf(letters.map((letter) => Array.from({ length: letter.extent }, (_, k) => k * letter[of])));
  const table = tableOf(gathered, offsets('other'), offsets('out'), size(node.shape));
  if (table === undefined) return undefined;
  const free = otherAxes.filter((letter) => !driverAxes.includes(letter)).map(letterOf);
  const plan: SpikeScatter = { ...gathered, other, rows: rows!, free };
  const reads = [gathered.of, other, table];
  return kernelOf(node, (write) => emit(write, node, plan, table), { kind: 'spike-scatter', reads });
};

/**
 * For each of the n spikes where its entries begin (in bytes, and where the last end), and then the entries: for every place of
 * it how far (in bytes) the row to add is from the first, and the one that it is added to. Undefined where spikes, taken one
 * after the other, would add to some element of the result in another order than that of the gathered values.
 */
const tableOf = (
  { of, places }: Pick<End, 'of' | 'places'>,
  other: Int32Array,
  out: Int32Array,
  elements: number,
): Constant | undefined => {
  const n = of.shape[1]!;
  const latest = new Int32Array(elements);
  const entries: number[][] = Array.from({ length: n }, () => []);
  for (const [k, place] of places.value.data.entries()) {
    if (place < 0) continue;
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
const emit = (write: Writer, node: Applied, { of, other, rows, free }: SpikeScatter, entries: Constant): void => {
  const { plus, times } = write;
  const [table, out] = [write.at(entries), write.at(node)];
  const [row, outer] = [free.at(-1) ?? noStep, free.slice(0, -1)];
  const near = row.other === 1 && row.out === 1;
  const n = of.shape[1]!;
  write.fill(out, size(node.shape) * 4);
  write.walk([rows], { other: write.at(other), out }, (from, counters) => {
    const start = plus(times(counters[0]!, n * 4), write.at(of));
    write.forEach(write.compact(n, write.nonzero(start, of.dtype)), (spike) => {
      const [first, last] = write.span(spike, table);
      write.for(first, last, 8, (place) => {
        const source = plus(from.other, write.load('i32', place, table));
        const target = plus(from.out, write.load('i32', place, table + 4));
        write.walk(outer, { other: source, out: target }, (at) => {
          const add = (k: Operand, lanes: Lanes): void => {
            const value = write.numberAt(other.dtype, lanes, plus(at.other, times(k, row.other)));
            const into = plus(at.out, times(k, row.out));
            write.store(write.op('f32.add', write.load(kindIn('f32', lanes), into), value), into);
          };
          write.along(row.extent, add, near ? write.lanes : 1);
        });
      });
    });
  });
};
