import { arrays, type Data, type Dtype, type Tensor } from './elements.js';
import { size, type Shape } from './shape.js';

/** Makes the elements of a tensor when they are asked for, the same each time: they need not lie in memory before. */
export interface Maker {
  /** Puts the elements from one on into an array, as many as it has room for. */
  readonly into: (data: Data, from: number) => void;
  /** What no element is below, and what none is above: finite, so that nobody has to look for NaN. */
  readonly least: number;
  readonly most: number;
  /** Every element is the same as the one so many places before it; absent where that is not known. */
  readonly period?: number;
}

const made = Symbol('made');

/** A tensor whose elements are made when they are first read, and kept from then on: it may be written into as any other. */
export const deferred = (shape: Shape, dtype: Dtype, maker: Maker): Tensor => {
  const get = (): Data => {
    const data = new arrays[dtype](size(shape));
    maker.into(data, 0);
    Object.defineProperties(tensor, { data: { value: data, enumerable: true }, [made]: { value: undefined } });
    return data;
  };
  const tensor = Object.defineProperties({ shape, dtype } as Tensor, {
    data: { get, enumerable: true, configurable: true },
    [made]: { value: maker, configurable: true },
  });
  return tensor;
};

/** How the elements of a tensor are made, as long as nobody has read them; undefined of any other value. */
export const makerOf = (value: unknown): Maker | undefined =>
  (value as { readonly [made]?: Maker } | null | undefined)?.[made];

/** How many elements are made at once to be looked at. */
const block = 2 ** 14;

/** Goes through the elements of a tensor, or those between two, in pieces; `from` is the number of the first of a piece. Nothing is kept. */
export const forEachBlock = (
  x: Tensor,
  look: (data: Data, from: number) => void,
  [first, last]: readonly [first: number, last: number] = [0, size(x.shape)],
): void => {
  const maker = makerOf(x);
  if (maker === undefined) return look(x.data.subarray(first, last), first);
  const room = new arrays[x.dtype](Math.min(block, last - first));
  for (let from = first; from < last; from += block) {
    const piece = room.subarray(0, Math.min(block, last - from));
    maker.into(piece, from);
    look(piece, from);
  }
};

/** Numbers (f32) with a function over each, which never falls. They are made when they are read, if those of `x` are. */
export const adjusted = (x: Tensor, f: (value: number) => number): Tensor => {
  const { shape } = x;
  const maker = makerOf(x);
  const change = (data: Data): void => {
    for (let k = 0; k < data.length; k++) data[k] = f(data[k]!);
  };
  const [least, most] = maker === undefined ? [NaN, NaN] : [f(maker.least), f(maker.most)];
  if (maker !== undefined && isFinite32(least) && isFinite32(most)) {
    const into: Maker['into'] = (data, from) => {
      maker.into(data, from);
      change(data);
    };
    return deferred(shape, 'f32', { ...maker, into, least, most });
  }
  const data = Float32Array.from(x.data);
  change(data);
  return { shape, dtype: 'f32', data };
};

/** Whether a number is finite in float32. */
export const isFinite32 = (value: number): boolean => Number.isFinite(Math.fround(value));
