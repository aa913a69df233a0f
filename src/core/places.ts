import { deferred, type Maker } from './deferred.js';
import type { Tensor } from './elements.js';

/** Whole numbers from 0 on in as many bytes each as the largest needs. */
export type Narrow = Uint8Array | Uint16Array | Int32Array;

/** Room for so many whole numbers below a bound. */
export const narrow = (count: number, bound: number): Narrow =>
  new (bound <= 2 ** 8 ? Uint8Array : bound <= 2 ** 16 ? Uint16Array : Int32Array)(count);

/** Such numbers that are made whenever they are asked for, the same each time, and kept by nobody. */
export interface Made extends Pick<Narrow, 'length' | 'byteLength' | 'BYTES_PER_ELEMENT'> {
  /** Puts those from one on into an array, as many as it has room for. */
  readonly into: (data: Narrow, from: number) => void;
}

/** Made numbers below a bound. */
export const madeNarrow = (length: number, bound: number, into: Made['into']): Made => {
  const { BYTES_PER_ELEMENT } = narrow(0, bound);
  return { length, byteLength: length * BYTES_PER_ELEMENT, BYTES_PER_ELEMENT, into };
};

/** Some of them, from one on. */
const someOf = (steps: Narrow | Made, from: number, count: number): Narrow => {
  if (!('into' in steps)) return steps.subarray(from, from + count);
  const some = narrow(count, 2 ** (8 * steps.BYTES_PER_ELEMENT));
  steps.into(some, from);
  return some;
};

/** How the places that synapses read from or add to are kept: synapses are many, and an i32 takes four bytes. */
export type Packed =
  /** Those of the neuron i are from `starts[i]` up to `starts[i + 1]`. */
  | { readonly _tag: 'Rows'; readonly starts: Int32Array }
  /** One by one. */
  | { readonly _tag: 'Each'; readonly places: Narrow }
  /** In a ring with rows of `width`, so many steps on. */
  | { readonly _tag: 'Later'; readonly steps: Narrow | Made; readonly places: Narrow; readonly width: number };

const form = Symbol('packed');

/** Places below a bound as a tensor `[count]` of i32, which is made when it is read. */
export const packed = (of: Packed, bound: number): Tensor => {
  const count = of._tag === 'Rows' ? of.starts.at(-1)! : of.places.length;
  const tensor = deferred([count], 'i32', { into: intoOf(of), least: 0, most: bound - 1 });
  return Object.defineProperty(tensor, form, { value: of });
};

/** How a tensor keeps its places, where it is one of packed ones. */
export const packedIn = (x: Tensor): Packed | undefined => (x as { readonly [form]?: Packed })[form];

const intoOf = (of: Packed): Maker['into'] => {
  switch (of._tag) {
    case 'Rows':
      return (data, from) => fillRows(data, of.starts, from);
    case 'Each':
      return (data, from) => data.set(of.places.subarray(from, from + data.length));
    case 'Later':
      return (data, from) => {
        const steps = someOf(of.steps, from, data.length);
        for (let k = 0; k < data.length; k++) data[k] = steps[k]! * of.width + of.places[from + k]!;
      };
  }
};

/** Of each place from one on the row that it lies in. */
const fillRows = (data: Parameters<Maker['into']>[0] | Narrow, starts: Int32Array, from: number): void => {
  let [row, above] = [0, starts.length - 1];
  while (above - row > 1) {
    const middle = (row + above) >> 1;
    if (starts[middle]! <= from) row = middle;
    else above = middle;
  }
  // The last start is where all end.
  for (; starts[row]! < from + data.length; row++)
    data.fill(row, Math.max(starts[row]! - from, 0), Math.max(starts[row + 1]! - from, 0));
};

/** Places below a bound one by one, in as little room as there is for them. */
export const eachOf = (x: Tensor, bound: number): Narrow => {
  const of = packedIn(x);
  if (of?._tag === 'Each') return of.places;
  if (of === undefined) return x.data as Int32Array;
  const places = narrow(x.shape[0]!, bound);
  if (of._tag === 'Rows') fillRows(places, of.starts, 0);
  else intoOf(of)(places as Int32Array, 0);
  return places;
};

/** Where the places of each of n rows begin, and the last end, if the rows of the places never fall. */
export const startsIn = (rows: ArrayLike<number>, n: number): Int32Array | undefined => {
  const starts = new Int32Array(n + 1);
  let last = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    if (row < last) return undefined;
    last = row;
    starts[row + 1]!++;
  }
  for (let row = 0; row < n; row++) starts[row + 1]! += starts[row]!;
  return starts;
};

/** The inverse of the places of a `scatter`: for each of n places the elements that go there, in order. */
export const sourcesOf = (places: Tensor, n: number): readonly (readonly number[])[] => {
  const sources: number[][] = Array.from({ length: n }, () => []);
  places.data.forEach((place, element) => sources[place]?.push(element));
  return sources;
};
