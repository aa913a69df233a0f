import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import { convForwardOf, fillPieces, listLines, piecesOf, type ConvForward } from './conv-forward-plan.js';
import { extentsOf, kindIn } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { evenly, noStep, spikingOperands } from './windows.js';

export const convForward: Form = (node, facts) => {
  const operands = spikingOperands(node, facts);
  const plan = operands && convForwardOf(node, operands);
  if (plan === undefined) return undefined;
  const reads = [plan.view.image, plan.other];
  return kernelOf(node, (write) => emit(write, node, plan), { kind: 'conv-forward', reads });
};

/**
 * No window is written out. The sums of a row of the result, its neighbours backwards, stay in locals while every spike in reach
 * adds its piece of the other tensor. Beyond the ends of a line zeros are added, which change no sum that began at 0.
 */
const emit = (write: Writer, node: Applied, plan: ConvForward): void => {
  const [other, out] = [write.at(plan.other), write.at(node)];
  const pieces = piecesOf(write, plan);
  const [outer, inner] = [[...plan.shared, ...plan.free.slice(0, -1)], plan.free.at(-1) ?? noStep];
  const lines = listLines(write, plan, pieces.width);
  const some = (): void => {
    write.fill(pieces.at, pieces.whole * pieces.group * 4);
    write.walk(outer, { other, out }, (start, counters) => {
      const shared = counters.slice(0, plan.shared.length);
      write.inGroups(inner.extent, pieces.group, (first, count) => {
        const group = write.moved(start, [inner], [first]);
        const live = fillPieces(write, plan, pieces, group.other, count, inner.other);
        const eachRows = (body: (rows: Rows) => void): void =>
          write.walk([...plan.kept, plan.line.kept], { out: group.out }, ({ out: to }, places) =>
            body({ count, to, apart: inner.out, image: [...shared, ...places.slice(0, -1)], line: places.at(-1)! }),
          );
        write.if(
          live,
          () => eachRows((rows) => sumRows(write, plan, pieces, lines, rows)),
          () => eachRows((rows) => zeroRows(write, plan, rows)),
        );
      });
    });
  };
  write.if(lines.entries.count, some, () => write.fill(out, size(node.shape) * 4));
};

/** Rows to which nothing is added. */
const zeroRows = (write: Writer, { row }: ConvForward, { count, to, apart }: Rows): void => {
  for (let k = 0; k < count; k++)
    write.along(row.kept.extent, (at, lanes) =>
      write.store(write.filling(float(0), lanes), write.plus(to, at), k * apart * 4),
    );
};

/** Where rows of the result go, and what adds up to them. */
interface Rows {
  /** How many rows, of neighbours along the innermost axis of `free`. */
  readonly count: number;
  /** Where the first row goes, and how far apart they are. */
  readonly to: Operand;
  readonly apart: number;
  /** Where in the axes `shared` and `kept` they are, and in that from line to line. */
  readonly image: readonly Operand[];
  readonly line: Operand;
}

/** Sums up a row of the result for each of some neighbours, backwards, and puts them into place. */
const sumRows = (
  write: Writer,
  { row, line, summed }: ConvForward,
  { at, vectors, spare, width, whole, steps }: ReturnType<typeof piecesOf>,
  { entries, starts, steps: lineSteps }: ReturnType<typeof listLines>,
  rows: Rows,
): void => {
  const { lanes, plus, times, offsetOf } = write;
  const all = Array.from({ length: rows.count * vectors }, (_, place) => {
    const [k, vector] = [Math.floor(place / vectors), place % vectors];
    return { k, from: at + (k * whole + vector * lanes) * 4, last: row.kept.extent - 1 - vector * lanes };
  });
  for (const some of evenly(all)) {
    const totals = some.map((own) => ({ ...own, total: write.variable(kindIn('f32', lanes), float(0)) }));
    write.nest(extentsOf(summed), (counters) => {
      const start = plus(offsetOf([...rows.image, ...counters], lineSteps), times(rows.line, 4));
      const [first, next] = write.span(start, starts.at, line.summed.extent * 4);
      const piece = plus(offsetOf(counters, steps), times(rows.line, -width * 4));
      write.for(first, next, 4, (entry) => {
        const place = plus(write.load('i32', entry, entries.at), piece);
        for (const { from, total } of totals)
          write.assign(total, write.op('f32.add', total, write.load(total.kind, place, from)));
      });
    });
    for (const { k, last, total } of totals) {
      const offset = (element: number): number => (k * rows.apart + element) * 4;
      if (last >= lanes - 1) {
        const sums = lanes === 1 ? total : write.op('reversed', total);
        write.store(sums, rows.to, offset(last + 1 - lanes));
      } else {
        write.store(total, spare);
        for (let lane = 0; lane <= last; lane++)
          write.store(write.load('f32', spare, lane * 4), rows.to, offset(last - lane));
      }
    }
  }
};
