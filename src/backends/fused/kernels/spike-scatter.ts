import { int, type Routine } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import { aligned, bytesOf } from '../plan/layout.js';
import type { SpikeScatter } from './spike-scatter-form.js';
import { noStep } from './step.js';
import { addressOf, along, kindIn, nest, numberAt, plus, times, type Context } from './context.js';
import { compact } from './compact.js';
import { extentsOf, moved } from './steps.js';

/** Spikes that are gathered at places: each adds its rows where its table says, so silence costs no more than a look. */
export const lowerSpikeScatter = (plan: SpikeScatter, context: Context): Routine => {
  const { node, image, other, rows, free } = plan;
  const [table, out] = [addressOf(context, plan.table), addressOf(context, node)];
  const row = free.at(-1) ?? noStep;
  const outer = free.slice(0, -1);
  const near = row.other === 1 && row.out === 1;
  return routine((write) => {
    write.fill(int(out), int(bytesOf(node)));
    nest(write, [rows.extent], (counters) => {
      const [spikes, from, to] = (['image', 'other', 'out'] as const).map((of) =>
        moved(write, int(addressOf(context, of === 'out' ? node : plan[of])), counters, [rows], of),
      );
      const live = compact(write, spikes!, image.shape[1]!, 'bool', context);
      write.for(int(0), live.count, 4, (entry) => {
        const spike = write.load('i32', entry, live.at);
        const [first, last] = [0, 4].map((after) => write.load('i32', spike, table + after));
        write.for(first!, last!, 8, (place) => {
          const source = plus(write, from!, write.load('i32', place, table));
          const target = plus(write, to!, write.load('i32', place, table + 4));
          nest(write, extentsOf(outer), (places) => {
            const [start, sums] = [
              moved(write, source, places, outer, 'other'),
              moved(write, target, places, outer, 'out'),
            ];
            along(write, row.extent, near ? context.lanes : 1, (at, lanes) => {
              const value = numberAt(write, other.dtype, lanes, plus(write, start, times(write, at, row.other)));
              const into = plus(write, sums, times(write, at, row.out));
              const sum = write.load(kindIn('f32', lanes), into);
              write.store(write.op('f32.add', sum, value), into);
            });
          });
        });
      });
    });
  });
};

/** How much scratch memory it takes: for the list of a row's spikes. */
export const spikeScatterBytes = ({ image }: SpikeScatter): number => aligned(image.shape[1]! * 4);
