import type { Node } from '../../core/graph.js';
import { size, strides } from '../../core/shape.js';
import { tensor, type Tensor } from '../../core/tensor.js';
import type { Operands } from './lower/contraction.js';
import { stored, type Applied } from './nodes.js';
import { stepIn, type Step } from './steps.js';

/**
 * Spikes that are gathered at constant places, contracted with another tensor: each spike adds, at every place at which it is
 * gathered, a row of the other tensor to the result.
 */
export interface SpikesAtPlaces {
  readonly _tag: 'SpikesAtPlaces';
  readonly node: Applied;
  /** The spikes `[rows, n]`. */
  readonly image: Node;
  readonly other: Node;
  /** The axis of the rows. */
  readonly rows: Step;
  /**
   * For each of the n spikes where its entries begin (in bytes, and where the last end), and then the entries: for every place
   * how far (in bytes) the row to add is from the first, and the one that it is added to.
   */
  readonly table: Extract<Node, { readonly _tag: 'Constant' }>;
  /** Axes of the other tensor and the result. */
  readonly free: readonly Step[];
}

export const spikesAtPlaces = (
  node: Applied,
  { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands,
): SpikesAtPlaces | undefined => {
  const gathered = stored(driver);
  if (gathered._tag !== 'Apply' || gathered.op !== 'gather') return undefined;
  const [image, places] = gathered.args as [Node, Node];
  const [rows, ...axes] = driver.shape;
  if (places._tag !== 'Constant' || rows !== gathered.shape[0] || size(axes) !== gathered.shape[1]) return undefined;
  const step = (letter: string): Step => ({
    extent: extent.get(letter)!,
    image: 0,
    other: stepIn(otherAxes, other, letter),
    out: stepIn(outAxes, node, letter),
  });
  const [row, ...letters] = driverAxes.map(step);
  const table = tableOf(places.value, axes, letters, image.shape[1]!);
  return (
    table && {
      _tag: 'SpikesAtPlaces',
      node,
      image,
      other,
      rows: { ...row!, image: image.shape[1]! },
      table: { _tag: 'Constant', id: -1, value: table, shape: table.shape, dtype: 'i32' },
      free: otherAxes.filter((letter) => !driverAxes.includes(letter)).map(step),
    }
  );
};

/**
 * The places of each spike, in order. Undefined where spikes, taken one after the other, would add to some element of the result
 * in another order than that of the gathered values.
 */
const tableOf = (
  { data: places }: Tensor,
  axes: readonly number[],
  letters: readonly Step[],
  n: number,
): Tensor | undefined => {
  const every = strides(axes);
  const offset = (k: number, of: 'other' | 'out'): number =>
    letters.reduce((sum, step, axis) => sum + (Math.floor(k / every[axis]!) % axes[axis]!) * step[of], 0);
  const latest = new Map<number, number>();
  const entries = Array.from({ length: n }, (): number[] => []);
  for (let k = 0; k < places.length; k++) {
    const place = places[k]!;
    if (place < 0) continue;
    const out = offset(k, 'out');
    if ((latest.get(out) ?? 0) > place) return undefined;
    latest.set(out, place);
    entries[place]!.push(offset(k, 'other') * 4, out * 4);
  }
  let end = (n + 1) * 4;
  const starts = [end, ...entries.map(({ length }) => (end += length * 4))];
  const words = [starts, ...entries].flat();
  return tensor([words.length], words, 'i32');
};
