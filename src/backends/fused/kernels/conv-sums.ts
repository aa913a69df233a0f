import { float, int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import type { ConvForward } from './conv-forward-form.js';
import { along, kindIn, nest, offsetOf, plus, times, type Context } from './context.js';
import { evenly, extentsOf, most } from './steps.js';
import type { Lines } from './conv-lines.js';
import type { Pieces } from './conv-pieces.js';

/** Where rows of the result go, and what adds up to them. */
export interface Rows {
  /** How many rows, of neighbours along the innermost axis of `free`; where their pieces lie. */
  readonly count: number;
  readonly pieces: number;
  /** Where the first row goes, and how far apart they are. */
  readonly to: Value;
  readonly apart: number;
  /** Where in the axes `shared` and `kept` they are, and in that from line to line. */
  readonly image: readonly Value[];
  readonly line: Value;
}

/** Sums up a row of the result for each of some neighbours, backwards, and puts them into place. */
export const sumRows = (
  write: Writer,
  { row, line, summed }: ConvForward,
  { vectors, width, whole, steps }: Pieces,
  lines: Lines,
  rows: Rows,
  { lanes }: Context,
  spare: number,
): void => {
  const kind = kindIn('f32', lanes);
  const all = Array.from({ length: rows.count * vectors }, (_, place) => ({
    k: Math.floor(place / vectors),
    vector: place % vectors,
  }));
  for (const some of evenly(all, most)) {
    const totals = some.map((place) => ({ ...place, total: write.variable(kind, float(0)) }));
    nest(write, extentsOf(summed), (counters) => {
      const start = plus(write, offsetOf(write, [...rows.image, ...counters], lines.steps), times(write, rows.line, 4));
      const [from, to] = [0, line.summed.extent].map((after) => write.load('i32', start, lines.starts + after * 4));
      const piece = plus(write, offsetOf(write, counters, steps), times(write, rows.line, -width * 4));
      write.for(from!, to!, 4, (entry) => {
        const at = plus(write, write.load('i32', entry, lines.entries), piece);
        for (const { k, vector, total } of totals) {
          const value = write.load(kind, at, rows.pieces + (k * whole + vector * lanes) * 4);
          write.assign(total, write.op('f32.add', total, value));
        }
      });
    });
    for (const { k, vector, total } of totals) {
      const last = row.kept.extent - 1 - vector * lanes;
      const place = (element: number): number => (k * rows.apart + element) * 4;
      if (last >= lanes - 1) {
        const sums = lanes === 1 ? total : write.op('reversed', total);
        write.store(sums, rows.to, place(last + 1 - lanes));
      } else {
        write.store(total, int(spare));
        for (let lane = 0; lane <= last; lane++)
          write.store(write.load('f32', int(spare), lane * 4), rows.to, place(last - lane));
      }
    }
  }
};

/** Rows to which nothing is added. */
export const silentRows = (write: Writer, { row }: ConvForward, rows: Rows, { lanes }: Context): void => {
  for (let k = 0; k < rows.count; k++)
    along(write, row.kept.extent, lanes, (at, width) => {
      const zero = write.variable(kindIn('f32', width), float(0));
      write.store(zero, plus(write, rows.to, at), k * rows.apart * 4);
    });
};
