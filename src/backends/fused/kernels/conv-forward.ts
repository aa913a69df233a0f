import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, int } from '../ir/ir.js';
import type { Operands } from './contraction.js';
import { fillPieces, listLines, piecesOf, sumRows, type Rows } from './conv-forward-rows.js';
import { along, extentsOf, filling, inGroups, moved, nest, plus } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { noStep, spikingOperands, stepsOf, viewOf, type ConvForward, type Step } from './windows.js';

export const convForward: Form = ([node], facts) => {
  const operands = spikingOperands(node!, facts);
  const plan = operands && planOf(node!, operands);
  if (plan === undefined) return undefined;
  const reads = [plan.view.image, plan.other].map(stored);
  return kernelOf(node!, (write) => emit(write, node!, plan), { kind: 'conv-forward', reads });
};

/** Up to how many elements a row of the result is summed up in one go. */
const longest = 128;

const planOf = (
  node: Applied,
  { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands,
): ConvForward | undefined => {
  const view = viewOf(driver);
  if (view === undefined) return undefined;
  const steps = (letters: readonly string[]): readonly Step[] | undefined =>
    stepsOf(letters, [view, driverAxes], [other, otherAxes], [node, outAxes], extent);
  const driven = steps(driverAxes);
  const free = steps(otherAxes.filter((letter) => !driverAxes.includes(letter)));
  if (driven === undefined || free === undefined) return undefined;
  const summed = driven.filter(({ out }) => out === 0);
  const kept = driven.filter((step) => step.out !== 0 && step.other === 0);
  const along = summed.at(-1);
  const across = kept.find((step) => step.image === 1 && step.out === 1);
  if (along?.image !== 1 || across === undefined) return undefined;
  // Every spike is added to whole rows of the result, most of it zeros where windows are narrow.
  if (across.extent > Math.min(16 * along.extent, longest)) return undefined;
  const row = { kept: across, summed: along };
  const lineSum = summed.at(-2);
  const lineKept = kept.find((step) => step !== across && step.image === lineSum?.image && step.image !== 0);
  const line = lineSum && lineKept ? { kept: lineKept, summed: lineSum } : { kept: noStep, summed: noStep };
  const paired = new Set([row.kept, row.summed, line.kept, line.summed]);
  return {
    view,
    other,
    row,
    line,
    shared: driven.filter((step) => step.other !== 0 && step.out !== 0),
    kept: kept.filter((step) => !paired.has(step)),
    summed: summed.filter((step) => !paired.has(step)),
    free,
  };
};

/**
 * No window is written out. The sums of a row of the result, its neighbours backwards, stay in locals while every spike in reach
 * adds its piece of the other tensor. Beyond the ends of a line zeros are added, which change no sum that began at 0.
 */
const emit = (write: Writer, node: Applied, plan: ConvForward): void => {
  const out = write.at(node);
  const pieces = piecesOf(write, plan);
  const [outer, inner] = [[...plan.shared, ...plan.free.slice(0, -1)], plan.free.at(-1) ?? noStep];
  const rows = [...plan.kept, plan.line.kept];
  const lines = listLines(write, plan, pieces.width);
  const some = (): void => {
    write.fill(int(pieces.at), int(pieces.whole * pieces.group * 4));
    nest(write, extentsOf(outer), (counters) => {
      const from = moved(write, int(write.at(plan.other)), counters, outer, 'other');
      const to = moved(write, int(out), counters, outer, 'out');
      inGroups(write, inner.extent, pieces.group, (first, count) => {
        const source = moved(write, from, [first], [inner], 'other');
        const target = moved(write, to, [first], [inner], 'out');
        const live = fillPieces(write, plan, pieces, source, count, inner.other);
        const eachRows = (body: (rows: Rows) => void): void =>
          nest(write, extentsOf(rows), (places) =>
            body({
              count,
              to: moved(write, target, places, rows, 'out'),
              apart: inner.out,
              image: [...counters.slice(0, plan.shared.length), ...places.slice(0, -1)],
              line: places.at(-1)!,
            }),
          );
        write.if(
          live,
          () => eachRows((own) => sumRows(write, plan, pieces, lines, own)),
          () => eachRows((own) => zeroRows(write, plan, own)),
        );
      });
    });
  };
  write.if(lines.entries.count, some, () => write.fill(int(out), int(size(node.shape) * 4)));
};

/** Rows to which nothing is added. */
const zeroRows = (write: Writer, { row }: ConvForward, { count, to, apart }: Rows): void => {
  for (let k = 0; k < count; k++)
    along(write, row.kept.extent, (at, lanes) =>
      write.store(filling(write, float(0), lanes), plus(write, to, at), k * apart * 4),
    );
};
