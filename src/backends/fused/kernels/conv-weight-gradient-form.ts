import type { Node } from '../../../core/graph/graph.js';
import type { Operands } from './contraction.js';
import { stored, type Applied } from '../plan/nodes.js';
import { stepsOf, type Step } from './step.js';
import { viewOf } from './view.js';

/** An image that is seen through windows, contracted with spikes: each spike adds what the window at its place shows. */
export interface ConvWeightGradient {
  readonly _tag: 'Convolution';
  readonly by: 'conv-weight-gradient';
  readonly node: Applied;
  readonly reads: readonly Node[];
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

export const convWeightGradient = (
  node: Applied,
  { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands,
): ConvWeightGradient | undefined => {
  const image = viewOf(other);
  const letter = driverAxes.at(-1);
  if (image === undefined || letter === undefined || outAxes.includes(letter)) return undefined;
  const steps = (letters: readonly string[]): readonly Step[] | undefined =>
    stepsOf(letters, { image, axes: otherAxes }, [driverAxes, driver], [outAxes, node], extent);
  const spiking = steps(driverAxes.slice(0, -1));
  const window = steps(otherAxes.filter((own) => !driverAxes.includes(own)));
  const row = window?.find((step) => step.image === 1 && step.out === 1);
  const axis = otherAxes.indexOf(letter);
  if (spiking === undefined || row === undefined || axis < 1 || window!.some((step) => step.image < 0))
    return undefined;
  return {
    _tag: 'Convolution',
    by: 'conv-weight-gradient',
    reads: [image.image, driver, image.places].map(stored),
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
