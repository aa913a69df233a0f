import type { Node } from '../../../core/graph.js';
import { size } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import type { Operands } from '../lower/contraction.js';
import { stored, type Applied } from '../nodes.js';
import { stepIn, type Step } from './step.js';
import { sumsOf } from './view.js';

/**
 * Spikes that are gathered at constant places, contracted with another tensor: each spike adds, at every place at which it is
 * gathered, a row of the other tensor to the result.
 */
export interface SpikesAtPlaces {
  readonly _tag: 'Windows';
  readonly by: 'spikes at places';
  readonly node: Applied;
  readonly reads: readonly Node[];
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
  if (places._tag !== 'Constant' || driver.shape[0] !== gathered.shape[0]) return undefined;
  const step = (letter: string): Step => ({
    extent: extent.get(letter)!,
    image: 0,
    other: stepIn(otherAxes, other, letter),
    out: stepIn(outAxes, node, letter),
  });
  const [row, ...letters] = driverAxes.map(step);
  const value = tableOf(places.value, letters, [image.shape[1]!, size(node.shape)]);
  if (value === undefined) return undefined;
  const table = { _tag: 'Constant', id: -1, value, shape: value.shape, dtype: 'i32' } as const;
  return {
    _tag: 'Windows',
    by: 'spikes at places',
    reads: [image, other, table].map(stored),
    node,
    image,
    other,
    rows: { ...row!, image: image.shape[1]! },
    table,
    free: otherAxes.filter((letter) => !driverAxes.includes(letter)).map(step),
  };
};

/**
 * The places of each spike, in order. Undefined where spikes, taken one after the other, would add to some element of the result
 * in another order than that of the gathered values.
 */
const tableOf = (
  { data: places }: Tensor,
  letters: readonly Step[],
  [n, elements]: readonly [number, number],
): Tensor | undefined => {
  const offsets = (of: 'other' | 'out'): Int32Array =>
    sumsOf(letters.map((step) => Array.from({ length: step.extent }, (_, k) => k * step[of])));
  const [other, out] = [offsets('other'), offsets('out')];
  const latest = new Int32Array(elements);
  const counts = new Int32Array(n);
  for (let k = 0; k < places.length; k++) {
    const place = places[k]!;
    if (place < 0) continue;
    if (latest[out[k]!]! > place) return undefined;
    latest[out[k]!] = place;
    counts[place]!++;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const words = new Int32Array(n + 1 + 2 * total);
  words[0] = (n + 1) * 4;
  for (let place = 0; place < n; place++) words[place + 1] = words[place]! + counts[place]! * 8;
  const next = words.slice(0, n);
  for (let k = 0; k < places.length; k++) {
    const place = places[k]!;
    if (place < 0) continue;
    const entry = next[place]! >> 2;
    words[entry] = other[k]! * 4;
    words[entry + 1] = out[k]! * 4;
    next[place]! += 8;
  }
  return { shape: [words.length], dtype: 'i32', data: words };
};
