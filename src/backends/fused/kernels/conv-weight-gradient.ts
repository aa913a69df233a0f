import { size } from '../../../core/shape.js';
import type { Dtype } from '../../../core/tensor.js';
import type { Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import type { List } from './compact.js';
import type { Operands } from './contraction.js';
import { extentsOf, kindIn, type Lanes } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { evenly, mostSums, noStep, spikingOperands, stepsOf, viewOf } from './windows.js';

export const convWeightGradient: Form = (node, facts) => {
  const operands = spikingOperands(node, facts);
  const plan = operands && planOf(node, operands);
  if (plan === undefined) return undefined;
  const reads = [plan.view.image, plan.spikes, plan.view.places];
  return kernelOf(node, (write) => emit(write, node, plan), { kind: 'conv-weight-gradient', reads });
};

/** An image that is seen through windows, contracted with spikes: each spike adds what the window at its place shows. */
type ConvWeightGradient = NonNullable<ReturnType<typeof planOf>>;

const planOf = (node: Applied, operands: Operands) => {
  const { driver: spikes, driverAxes, other, otherAxes, outAxes, extent } = operands;
  const view = viewOf(other);
  const letter = driverAxes.at(-1);
  if (view === undefined || letter === undefined || outAxes.includes(letter)) return undefined;
  const steps = (letters: readonly string[]) => stepsOf(letters, view, 'other', operands, node);
  const spiking = steps(driverAxes.slice(0, -1));
  const window = steps(otherAxes.filter((own) => !driverAxes.includes(own)));
  /** The axis of a window along which neighbours are neighbours in the image and in the result; and its others. */
  const row = window?.find((step) => step.image === 1 && step.out === 1);
  const axis = otherAxes.indexOf(letter);
  if (spiking === undefined || row === undefined || axis < 1 || window!.some((step) => step.image < 0))
    return undefined;
  return {
    view,
    spikes,
    row,
    window: window!.filter((step) => step !== row),
    /** How far apart the places of windows are along the last axis of the spikes, and how long that is. */
    every: view.every[axis - 1]!,
    last: extent.get(letter)!,
    /** Other axes of the spikes: of the result too, and those that are summed over, the slowest first. */
    lead: spiking.filter(({ out }) => out !== 0),
    summed: spiking.filter(({ out }) => out === 0),
  };
};

/** How many sums are written out at most, a loop for a few of them. */
const longest = 32;

/** No window is written out. The sums of a few rows stay in locals while every spike adds what the window at its place shows. */
const emit = (write: Writer, node: Applied, plan: ConvWeightGradient): void => {
  const { lead, window, row, view, spikes } = plan;
  const parts = partsOf(row.extent, write.lanes);
  const [inner, outer] = [window.at(-1) ?? noStep, window.slice(0, -1)];
  const group = Math.min(inner.extent, mostSums, Math.max(1, Math.floor(longest / parts.length)));
  const [image, out] = [write.at(view.image), write.at(node)];
  write.fill(out, size(node.shape) * 4);
  write.walk(lead, { image, out, other: write.at(spikes) }, (start) => {
    const found = listPlaces(write, plan, start.other);
    write.if(found.count, () =>
      write.nest(extentsOf(outer), (places) =>
        write.inGroups(inner.extent, group, (first, count) => {
          const from = write.moved(write.moved({ image: start.image }, outer, places), [inner], [first]);
          const to = write.moved(write.moved({ out: start.out }, outer, places), [inner], [first]);
          const sumsOf = (k: number): readonly Sum[] =>
            parts.map(({ place, lanes }) => {
              const [near, far] = [k * inner.image + place, k * inner.out + place];
              return { lanes, from: near * 4, to: far * 4 };
            });
          const sums = Array.from({ length: count }, (_, k) => sumsOf(k)).flat();
          for (const some of evenly(sums)) addUp(write, view.image.dtype, found, [from.image, to.out], some);
        }),
      ),
    );
  });
};

/** A row in vectors and single numbers. */
const partsOf = (extent: number, lanes: Lanes): readonly { readonly place: number; readonly lanes: Lanes }[] => {
  const wide = Math.floor(extent / lanes);
  return Array.from({ length: wide + (extent % lanes) }, (_, k) =>
    k < wide ? { place: k * lanes, lanes } : { place: wide * lanes + k - wide, lanes: 1 },
  );
};

/** Lists where in the image (in bytes) the window of each spike is, in the order of the spikes. */
const listPlaces = (write: Writer, { view, summed, last, every }: ConvWeightGradient, spikes: Operand): List => {
  const { plus, times } = write;
  const all = write.listOf(size(extentsOf(summed)) * last);
  write.walk(summed, { other: spikes, image: 0 }, ({ other, image }) =>
    write.forEach(write.compact(last, write.nonzero(other, 'bool')), (near) => {
      const seen = times(write.load('i32', times(near, every), write.at(view.places)), 4);
      write.append(plus(image, seen), all);
    }),
  );
  return all;
};

/** Each sum is of so many lanes, and so far from the start of a window, and of the result, in bytes. */
interface Sum {
  readonly lanes: Lanes;
  readonly from: number;
  readonly to: number;
}

const addUp = (
  write: Writer,
  dtype: Dtype,
  places: List,
  [from, to]: readonly Operand[],
  sums: readonly Sum[],
): void => {
  const totals = sums.map((sum) => ({ ...sum, total: write.variable(kindIn('f32', sum.lanes), float(0)) }));
  write.forEach(places, (place) => {
    const window = write.plus(place, from!);
    for (const { total, lanes, from: offset } of totals)
      write.assign(total, write.op('f32.add', total, write.numberAt(dtype, lanes, window, offset)));
  });
  for (const { total, to: offset } of totals) write.store(total, to!, offset);
};
