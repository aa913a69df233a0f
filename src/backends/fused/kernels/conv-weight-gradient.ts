import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { append, compact, forEach, listOf, nonzero, type List } from './compact.js';
import type { Operands } from './contraction.js';
import { extentsOf, inGroups, kindIn, moved, nest, numberAt, plus, times, type Lanes } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';
import { evenly, most, noStep, spikingOperands, stepsOf, viewOf, type Step, type View } from './windows.js';

/** An image that is seen through windows, contracted with spikes: each spike adds what the window at its place shows. */
interface ConvWeightGradient {
  readonly view: View;
  readonly spikes: Operands['driver'];
  /** How far apart the places of windows are along the last axis of the spikes. */
  readonly every: number;
  /** Axes of the spikes: of the result too, and those that are summed over, the slowest first; the last one of all has an extent. */
  readonly lead: readonly Step[];
  readonly summed: readonly Step[];
  readonly last: number;
  /** Axes of a window; and the one along which neighbours are neighbours in the image and in the result. */
  readonly window: readonly Step[];
  readonly row: Step;
}

export const convWeightGradient: Form = ([node], facts) => {
  const operands = spikingOperands(node!, facts);
  const plan = operands && planOf(node!, operands);
  if (plan === undefined) return undefined;
  const reads = [plan.view.image, plan.spikes, plan.view.places].map(stored);
  return kernelOf(node!, (write) => emit(write, node!, plan), {
    kind: 'conv-weight-gradient',
    reads,
  });
};

const planOf = (
  node: Applied,
  { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands,
): ConvWeightGradient | undefined => {
  const view = viewOf(other);
  const letter = driverAxes.at(-1);
  if (view === undefined || letter === undefined || outAxes.includes(letter)) return undefined;
  const steps = (letters: readonly string[]): readonly Step[] | undefined =>
    stepsOf(letters, [view, otherAxes], [driver, driverAxes], [node, outAxes], extent);
  const spiking = steps(driverAxes.slice(0, -1));
  const window = steps(otherAxes.filter((own) => !driverAxes.includes(own)));
  const row = window?.find((step) => step.image === 1 && step.out === 1);
  const axis = otherAxes.indexOf(letter);
  if (spiking === undefined || row === undefined || axis < 1 || window!.some((step) => step.image < 0))
    return undefined;
  return {
    view,
    spikes: driver,
    every: view.every[axis - 1]!,
    lead: spiking.filter(({ out }) => out !== 0),
    summed: spiking.filter(({ out }) => out === 0),
    last: extent.get(letter)!,
    window: window!.filter((step) => step !== row),
    row,
  };
};

/** How many sums are written out at most, a loop for a few of them. */
const longest = 32;

/** No window is written out. The sums of a few rows stay in locals while every spike adds what the window at its place shows. */
const emit = (write: Writer, node: Applied, plan: ConvWeightGradient): void => {
  const { lead, window, row, view, spikes } = plan;
  const parts = partsOf(row.extent, write.lanes);
  const [inner, outer] = [window.at(-1) ?? noStep, window.slice(0, -1)];
  const group = Math.min(inner.extent, most, Math.max(1, Math.floor(longest / parts.length)));
  const out = int(write.at(node));
  write.fill(out, int(size(node.shape) * 4));
  nest(write, extentsOf(lead), (counters) => {
    const image = moved(write, int(write.at(view.image)), counters, lead, 'image');
    const target = moved(write, out, counters, lead, 'out');
    const found = listPlaces(write, plan, moved(write, int(write.at(spikes)), counters, lead, 'other'));
    write.if(found.count, () =>
      nest(write, extentsOf(outer), (places) => {
        inGroups(write, inner.extent, group, (first, count) => {
          const at = (base: Value, of: 'image' | 'out'): Value =>
            moved(write, moved(write, base, places, outer, of), [first], [inner], of);
          const [from, to] = [at(image, 'image'), at(target, 'out')];
          const sums = Array.from({ length: count }, (_, k) =>
            parts.map(({ place, lanes }) => ({
              lanes,
              from: (k * inner.image + place) * 4,
              to: (k * inner.out + place) * 4,
            })),
          ).flat();
          for (const some of evenly(sums)) addUp(write, view, found, [from, to], some);
        });
      }),
    );
  });
};

/** A row in vectors and single numbers. */
const partsOf = (extent: number, lanes: Lanes): readonly { readonly place: number; readonly lanes: Lanes }[] => {
  const wide = extent - (extent % lanes);
  return Array.from({ length: wide / lanes + (extent - wide) }, (_, k) => {
    const place = k * lanes;
    return place < wide ? { place, lanes } : { place: wide + k - wide / lanes, lanes: 1 };
  });
};

/** Lists where in the image (in bytes) the window of each spike is, in the order of the spikes. */
const listPlaces = (write: Writer, { view, summed, last, every }: ConvWeightGradient, spikes: Value): List => {
  const all = listOf(write, size(extentsOf(summed)) * last);
  nest(write, extentsOf(summed), (counters) => {
    const row = moved(write, spikes, counters, summed, 'other');
    const image = moved(write, int(0), counters, summed, 'image');
    forEach(write, compact(write, last, nonzero(write, row, 'bool')), (near) => {
      const seen = times(write, write.load('i32', times(write, near, every), write.at(view.places)), 4);
      append(write, plus(write, image, seen), all);
    });
  });
  return all;
};

/** A sum, and how far it is from the start of a window, and of the result, in bytes. */
interface Sum {
  readonly lanes: Lanes;
  readonly from: number;
  readonly to: number;
}

const addUp = (
  write: Writer,
  { image: { dtype } }: View,
  places: List,
  [from, to]: readonly [Value, Value],
  sums: readonly Sum[],
): void => {
  const totals = sums.map(({ lanes }) => write.variable(kindIn('f32', lanes), float(0)));
  forEach(write, places, (place) => {
    const window = plus(write, place, from);
    sums.forEach((own, k) => {
      const value = numberAt(write, dtype, own.lanes, window, own.from);
      write.assign(totals[k]!, write.op('f32.add', totals[k]!, value));
    });
  });
  sums.forEach((own, k) => write.store(totals[k]!, to, own.to));
};
