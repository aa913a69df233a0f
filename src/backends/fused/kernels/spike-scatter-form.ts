import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import { operandsOf, type Operands } from './contraction.js';
import { stored, type Applied } from '../plan/nodes.js';
import { stepIn, type Step } from './step.js';
import { sumsOf } from './view.js';

/**
 * Spikes that are gathered at constant places, contracted with another tensor: each spike adds, at every place at which it is
 * gathered, a row of the other tensor to the result.
 */
export interface SpikeScatter {
  readonly _tag: 'Convolution';
  readonly by: 'spike-scatter';
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

export const spikeScatter = (
  node: Applied,
  { driver, driverAxes, other, otherAxes, outAxes, extent }: Operands,
): SpikeScatter | undefined => {
  const step = (letter: string): Step => ({
    extent: extent.get(letter)!,
    image: 0,
    other: stepIn(otherAxes, other, letter),
    out: stepIn(outAxes, node, letter),
  });
  const [rows, ...letters] = driverAxes.map(step);
  const offsets = (of: 'other' | 'out'): Int32Array =>
    sumsOf(letters.map((letter) => Array.from({ length: letter.extent }, (_, k) => k * letter[of])));
  const free = otherAxes.filter((letter) => !driverAxes.includes(letter)).map(step);
  return planOf(node, driver, other, rows!, free, () => ({ other: offsets('other'), out: offsets('out') }));
};

/** Spikes that are gathered at one end of each synapse, weighed there, and scattered to the other end. */
export const spikesAtSynapses = (node: Applied): SpikeScatter | undefined => {
  const [weighed, targets] = node.args as [Node, Node];
  if (weighed._tag !== 'Apply' || weighed.op !== 'contract' || targets._tag !== 'Constant') return undefined;
  const { driver, driverAxes, other, otherAxes, outAxes } = operandsOf(weighed);
  if (
    driver.dtype !== 'bool' ||
    driverAxes.length !== 2 ||
    outAxes.join() !== driverAxes.join() ||
    otherAxes.join() !== driverAxes[1]
  )
    return undefined;
  const rows = { extent: node.shape[0]!, image: 0, other: 0, out: node.shape[1]! };
  return planOf(node, driver, other, rows, [], () => ({
    other: Int32Array.from(targets.value.data, (_, k) => k),
    out: Int32Array.from(targets.value.data),
  }));
};

/** Where each gathered value finds what it weighs, and adds it to, in elements; a place below 0 is none. */
interface Ends {
  readonly other: Int32Array;
  readonly out: Int32Array;
}

const planOf = (
  node: Applied,
  driver: Node,
  other: Node,
  rows: Step,
  free: readonly Step[],
  ends: () => Ends,
): SpikeScatter | undefined => {
  const gathered = stored(driver);
  if (gathered._tag !== 'Apply' || gathered.op !== 'gather') return undefined;
  const [image, places] = gathered.args as [Node, Node];
  if (places._tag !== 'Constant' || driver.shape[0] !== gathered.shape[0]) return undefined;
  const value = tableOf(places.value, ends(), [image.shape[1]!, size(node.shape)]);
  if (value === undefined) return undefined;
  const table = { _tag: 'Constant', id: -1, value, shape: value.shape, dtype: 'i32' } as const;
  return {
    _tag: 'Convolution',
    by: 'spike-scatter',
    reads: [image, other, table].map(stored),
    node,
    image,
    other,
    rows: { ...rows, image: image.shape[1]! },
    table,
    free,
  };
};

/**
 * The places of each spike, in order. Undefined where spikes, taken one after the other, would add to some element of the result
 * in another order than that of the gathered values.
 */
const tableOf = (
  { data: places }: Tensor,
  { other, out }: Ends,
  [n, elements]: readonly [number, number],
): Tensor | undefined => {
  const latest = new Int32Array(elements);
  const counts = new Int32Array(n);
  const joins = (k: number): boolean => places[k]! >= 0 && out[k]! >= 0;
  for (let k = 0; k < places.length; k++) {
    if (!joins(k)) continue;
    const place = places[k]!;
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
    if (!joins(k)) continue;
    const place = places[k]!;
    const entry = next[place]! >> 2;
    words[entry] = other[k]! * 4;
    words[entry + 1] = out[k]! * 4;
    next[place]! += 8;
  }
  return { shape: [words.length], dtype: 'i32', data: words };
};
