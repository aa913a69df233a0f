import type { Node } from '../../core/graph.js';
import { operandsOf, type Operands } from './lower/contraction.js';
import type { Applied } from './nodes.js';
import { spikesAtPlaces, type SpikesAtPlaces } from './places.js';
import { noStep, stepIn, type Step } from './steps.js';
import { digitsOf, viewOf, type View } from './view.js';

/** Two axes along which windows move over an image alike: that of the result, and that of the sum. */
export interface Pair {
  readonly kept: Step;
  readonly summed: Step;
}

/**
 * Spikes that are seen through windows, contracted with another tensor: a spike at `x` of a line of the image adds
 * `other[x - a]` to `out[a]`, for all a: a piece of the other tensor, backwards.
 */
export interface SpikesInWindows {
  readonly _tag: 'SpikesInWindows';
  readonly node: Applied;
  readonly image: Node;
  readonly other: Node;
  /** The first place of the image that is seen. */
  readonly start: number;
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

/** An image that is seen through windows, contracted with spikes: each spike adds what the window at its place shows. */
export interface WindowsAtSpikes {
  readonly _tag: 'WindowsAtSpikes';
  readonly node: Applied;
  readonly image: Node;
  /** The spikes. */
  readonly other: Node;
  /** The places at which the image is gathered; along the last axis of the spikes they are `every` apart. */
  readonly places: Node;
  readonly every: number;
  /** Axes of the spikes: of the result too, and those that are summed over, the slowest first; the last one of all is `last`. */
  readonly lead: readonly Step[];
  readonly summed: readonly Step[];
  readonly last: Step;
  /** Axes of a window; and the one along which neighbours are neighbours in the image and in the result. */
  readonly window: readonly Step[];
  readonly row: Step;
}

export type Windows = SpikesInWindows | WindowsAtSpikes | SpikesAtPlaces;

/** A contraction that need not wait until all windows are written out, if it is one. */
export const windowsIn = (node: Applied): Windows | undefined => {
  if (node.op !== 'contract') return undefined;
  const operands = operandsOf(node);
  const { driver, driverAxes, other, otherAxes, outAxes } = operands;
  const repeats = [driverAxes, otherAxes, outAxes].some((own) => new Set(own).size < own.length);
  const alone = otherAxes.some((letter) => !driverAxes.includes(letter) && !outAxes.includes(letter));
  if (driver.dtype !== 'bool' || repeats || alone) return undefined;
  return (
    spikesInWindows(node, operands, viewOf(driver)) ??
    spikesAtPlaces(node, operands) ??
    windowsAtSpikes(node, operands, viewOf(other))
  );
};

/** Letters as steps; undefined if the image moves unevenly along one of them. */
const stepsOf = (
  letters: readonly string[],
  { image, axes }: { readonly image: View; readonly axes: readonly string[] },
  [otherAxes, other]: readonly [readonly string[], Node],
  [outAxes, out]: readonly [readonly string[], Node],
  extent: ReadonlyMap<string, number>,
): readonly Step[] | undefined => {
  const all = letters.map((letter) => {
    const seen = axes.includes(letter);
    const moves = seen ? image.moves[axes.indexOf(letter)]! : Array.from({ length: extent.get(letter)! }, (_, k) => k);
    return digitsOf(moves)?.map((digit): Step => ({
      extent: digit.extent,
      image: seen ? digit.step : 0,
      other: stepIn(otherAxes, other, letter) * digit.every,
      out: stepIn(outAxes, out, letter) * digit.every,
    }));
  });
  return all.every((steps) => steps !== undefined) ? all.flat() : undefined;
};

/** Up to how many elements a row of the result is summed up in one go. */
const longest = 128;

const spikesInWindows = (
  node: Applied,
  { driverAxes, other, otherAxes, outAxes, extent }: Operands,
  image: View | undefined,
): SpikesInWindows | undefined => {
  if (image === undefined) return undefined;
  const steps = (letters: readonly string[]): readonly Step[] | undefined =>
    stepsOf(letters, { image, axes: driverAxes }, [otherAxes, other], [outAxes, node], extent);
  const driven = steps(driverAxes);
  const free = steps(otherAxes.filter((letter) => !driverAxes.includes(letter)));
  if (driven === undefined || free === undefined || driven.some((step) => step.other + step.out === 0))
    return undefined;
  const summed = driven.filter(({ out }) => out === 0);
  const kept = driven.filter((step) => step.other === 0);
  const along = summed.at(-1);
  const across = kept.find((step) => step.image === 1 && step.out === 1);
  if (along?.image !== 1 || across === undefined) return undefined;
  // Every spike is added to whole rows of the result, most of it zeros where windows are narrow.
  if (across.extent > Math.min(16 * along.extent, longest)) return undefined;
  const row = { kept: across, summed: along };
  const lineSum = summed.at(-2);
  const lineKept = kept.find((step) => step !== across && step.image === lineSum?.image && step.image !== 0);
  const line = lineSum && lineKept ? { kept: lineKept, summed: lineSum } : { kept: noStep, summed: noStep };
  const paired = [row.kept, row.summed, line.kept, line.summed];
  return {
    _tag: 'SpikesInWindows',
    node,
    image: image.image,
    other,
    start: image.start,
    row,
    line,
    shared: driven.filter((step) => step.other !== 0 && step.out !== 0),
    kept: kept.filter((step) => !paired.includes(step)),
    summed: summed.filter((step) => !paired.includes(step)),
    free,
  };
};

const windowsAtSpikes = (
  node: Applied,
  { driver, driverAxes, otherAxes, outAxes, extent }: Operands,
  image: View | undefined,
): WindowsAtSpikes | undefined => {
  const letter = driverAxes.at(-1);
  if (image === undefined || letter === undefined || outAxes.includes(letter)) return undefined;
  const steps = (letters: readonly string[]): readonly Step[] | undefined =>
    stepsOf(letters, { image, axes: otherAxes }, [driverAxes, driver], [outAxes, node], extent);
  const spiking = steps(driverAxes.slice(0, -1));
  const window = steps(otherAxes.filter((own) => !driverAxes.includes(own)));
  const row = window?.find((step) => step.image === 1 && step.out === 1);
  const axis = otherAxes.indexOf(letter);
  if (spiking === undefined || row === undefined || axis < 1) return undefined;
  return {
    _tag: 'WindowsAtSpikes',
    node,
    image: image.image,
    other: driver,
    places: image.places,
    every: image.every[axis - 1]!,
    lead: spiking.filter(({ out }) => out !== 0),
    summed: spiking.filter(({ out }) => out === 0),
    last: { extent: extent.get(letter)!, image: 0, other: 1, out: 0 },
    window: window!.filter((step) => step !== row),
    row,
  };
};
