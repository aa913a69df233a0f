import type { Applied } from '../../graph.js';
import type { Operands } from './contraction.js';
import { noStep, stepsOf, viewOf, type Step, type View } from './windows.js';

/** Two axes along which windows move over an image alike: that of the result, and that of the sum. */
interface Pair {
  readonly kept: Step;
  readonly summed: Step;
}

/**
 * Spikes that are seen through windows, contracted with another tensor: a spike at `x` of a line of the image adds
 * `other[x - a]` to `out[a]`, for all a: a piece of the other tensor, backwards.
 */
export interface ConvForward extends Pick<Operands, 'other'> {
  readonly view: View;
  /** From neighbour to neighbour in a line of the image, and from line to line. */
  readonly row: Pair;
  readonly line: Pair;
  /** Other axes of the image, the slowest first: of all three tensors, of the result alone, and those that are summed over. */
  readonly shared: readonly Step[];
  readonly kept: readonly Step[];
  readonly summed: readonly Step[];
  /** Axes of the other tensor and the result. */
  readonly free: readonly Step[];
}

/** Up to how many elements a row of the result is summed up in one go. */
const longest = 128;

export const planOf = (
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
