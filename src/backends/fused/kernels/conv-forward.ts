import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float } from '../ir/ir.js';
import { fillPieces, listLines, piecesOf, sumRows, type Rows } from './conv-forward-rows.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { convForwardOf, noStep, spikingOperands, type ConvForward } from './windows.js';

export const convForward: Form = ([node], facts) => {
  const operands = spikingOperands(node!, facts);
  const plan = operands && convForwardOf(node!, operands);
  if (plan === undefined) return undefined;
  const reads = [plan.view.image, plan.other].map(stored);
  return kernelOf(node!, (write) => emit(write, node!, plan), { kind: 'conv-forward', reads });
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
