import { int, type Routine } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import { aligned, bytesOf } from '../plan/layout.js';
import { noStep } from './step.js';
import type { ConvForward } from './conv-forward-form.js';
import { addressOf, nest, plus, type Context } from './context.js';
import { extentsOf, inGroups, moved } from './steps.js';
import { linesBytes, listLines } from './conv-lines.js';
import { fill, piecesOf } from './conv-pieces.js';
import { silentRows, sumRows, type Rows } from './conv-sums.js';

/**
 * Spikes that are seen through windows; no window is written out. The sums of a row of the result, its neighbours backwards, stay
 * in locals while every spike in reach adds its piece of the other tensor. Beyond the ends of a line zeros are added, which
 * change no sum that began at 0.
 */
export const lowerConvForward = (plan: ConvForward, context: Context): Routine => {
  const pieces = piecesOf(plan, context.lanes);
  const spare = context.scratch + linesBytes(plan);
  const at = spare + 16;
  const [other, out] = [addressOf(context, plan.other), addressOf(context, plan.node)];
  const outer = [...plan.shared, ...plan.free.slice(0, -1)];
  const inner = plan.free.at(-1) ?? noStep;
  const rows = [...plan.kept, plan.line.kept];
  return routine((write) => {
    const lines = listLines(write, plan, pieces.width, context);
    const some = (): void => {
      write.fill(int(at), int(pieces.whole * pieces.group * 4));
      nest(write, extentsOf(outer), (counters) => {
        const from = moved(write, int(other), counters, outer, 'other');
        const to = moved(write, int(out), counters, outer, 'out');
        inGroups(write, inner.extent, pieces.group, (first, count) => {
          const source = moved(write, from, [first], [inner], 'other');
          const target = moved(write, to, [first], [inner], 'out');
          const filled = Array.from({ length: count }, (_, k) => {
            const own = plus(write, source, int(k * inner.other * 4));
            return fill(write, plan, pieces, own, at + k * pieces.whole * 4, context);
          });
          const eachRows = (body: (rows: Rows) => void): void =>
            nest(write, extentsOf(rows), (places) =>
              body({
                count,
                pieces: at,
                to: moved(write, target, places, rows, 'out'),
                apart: inner.out,
                image: [...counters.slice(0, plan.shared.length), ...places.slice(0, -1)],
                line: places.at(-1)!,
              }),
            );
          write.if(
            filled.reduce((some, live) => write.op('or', some, live)),
            () => eachRows((own) => sumRows(write, plan, pieces, lines, own, context, spare)),
            () => eachRows((own) => silentRows(write, plan, own, context)),
          );
        });
      });
    };
    write.if(lines.count, some, () => write.fill(int(out), int(bytesOf(plan.node))));
  });
};

/** How much scratch memory it takes: for the list of spikes, a vector, and the pieces. */
export const convForwardBytes = (plan: ConvForward, lanes: 1 | 4): number => {
  const { whole, group } = piecesOf(plan, lanes);
  return linesBytes(plan) + 16 + aligned(whole * group * 4);
};
