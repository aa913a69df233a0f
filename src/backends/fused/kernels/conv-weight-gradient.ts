import { size } from '../../../core/shape.js';
import { float, int, type Routine, type Value } from '../ir/ir.js';
import { routine, type Writer } from '../ir/writer.js';
import { aligned, bytesOf } from '../plan/layout.js';
import { noStep } from './step.js';
import type { ConvWeightGradient } from './conv-weight-gradient-form.js';
import { addressOf, kindIn, nest, numberAt, plus, times, type Context } from './context.js';
import { append, compact, type List } from './compact.js';
import { evenly, extentsOf, inGroups, most, moved } from './steps.js';

/** How many sums are written out at most, a loop for a few of them. */
const longest = 32;

/**
 * An image that is seen through windows where there are spikes; no window is written out. The sums of a few rows stay in locals
 * while every spike adds what the window at its place shows.
 */
export const lowerConvWeightGradient = (plan: ConvWeightGradient, context: Context): Routine => {
  const { lead, window, row, node } = plan;
  const parts = partsOf(row.extent, context.lanes);
  const inner = window.at(-1) ?? noStep;
  const outer = window.slice(0, -1);
  const group = Math.min(inner.extent, most, Math.max(1, Math.floor(longest / parts.length)));
  return routine((write) => {
    write.fill(int(addressOf(context, node)), int(bytesOf(node)));
    nest(write, extentsOf(lead), (counters) => {
      const [image, spikes, out] = (['image', 'other', 'out'] as const).map((of) =>
        moved(write, int(addressOf(context, of === 'out' ? node : plan[of])), counters, lead, of),
      );
      const found = listPlaces(write, plan, spikes!, context);
      write.if(found.count, () =>
        nest(write, extentsOf(outer), (places) => {
          inGroups(write, inner.extent, group, (first, count) => {
            const at = (base: Value, of: 'image' | 'out'): Value =>
              moved(write, moved(write, base, places, outer, of), [first], [inner], of);
            const [from, to] = [at(image!, 'image'), at(out!, 'out')];
            const sums = Array.from({ length: count }, (_, k) =>
              parts.map(({ place, lanes }) => ({
                lanes,
                from: (k * inner.image + place) * 4,
                to: (k * inner.out + place) * 4,
              })),
            ).flat();
            for (const some of evenly(sums, most)) addUp(write, plan, found, [from, to], some);
          });
        }),
      );
    });
  });
};

/** How much scratch memory it takes: for a list of neighbours, and for that of all places. */
export const convWeightGradientBytes = ({ last, summed }: ConvWeightGradient): number =>
  aligned(last.extent * 4) + aligned(size(extentsOf([...summed, last])) * 4);

/** A row in vectors and single numbers. */
const partsOf = (extent: number, lanes: 1 | 4): readonly { readonly place: number; readonly lanes: 1 | 4 }[] => {
  const wide = extent - (extent % lanes);
  return Array.from({ length: wide / lanes + (extent - wide) }, (_, k) => {
    const place = k * lanes;
    return place < wide ? { place, lanes } : { place: wide + k - wide / lanes, lanes: 1 };
  });
};

/** Lists where in the image (in bytes) the window of each spike is, in the order of the spikes. */
const listPlaces = (write: Writer, plan: ConvWeightGradient, spikes: Value, context: Context): List => {
  const { summed, last, every } = plan;
  const all = { count: write.variable('i32', int(0)), at: context.scratch + aligned(last.extent * 4) };
  const places = addressOf(context, plan.places);
  nest(write, extentsOf(summed), (counters) => {
    const row = moved(write, spikes, counters, summed, 'other');
    const image = moved(write, int(0), counters, summed, 'image');
    const near = compact(write, row, last.extent, 'bool', context);
    write.for(int(0), near.count, 4, (entry) => {
      const place = times(write, write.load('i32', entry, near.at), every);
      const seen = times(write, write.load('i32', place, places), 4);
      append(write, plus(write, image, seen), all);
    });
  });
  return all;
};

interface Sum {
  readonly lanes: 1 | 4;
  /** How far from the start of a window, and of the result, in bytes. */
  readonly from: number;
  readonly to: number;
}

const addUp = (
  write: Writer,
  { image: { dtype } }: ConvWeightGradient,
  { count, at }: List,
  [from, to]: readonly [Value, Value],
  sums: readonly Sum[],
): void => {
  const totals = sums.map(({ lanes }) => write.variable(kindIn('f32', lanes), float(0)));
  write.for(int(0), count, 4, (entry) => {
    const window = plus(write, write.load('i32', entry, at), from);
    sums.forEach((own, k) => {
      const value = numberAt(write, dtype, own.lanes, window, own.from);
      write.assign(totals[k]!, write.op('f32.add', totals[k]!, value));
    });
  });
  sums.forEach((own, k) => write.store(totals[k]!, to, own.to));
};
