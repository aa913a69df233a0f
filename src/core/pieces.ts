import { arrays, type Data, type Dtype } from './elements.js';
import { allocate } from './tensor.js';

/** Makes arrays: of zeros, or with the elements of another. */
export interface Arrays {
  readonly zeros: (dtype: Dtype, count: number) => Data;
  readonly copy: (of: Data, dtype: Dtype) => Data;
}

/** Each by itself. */
export const separate: Arrays = { zeros: allocate, copy: (of) => of.slice() };

/** How many bytes are made at once for arrays that are short: making one takes longer than filling it. */
const piece = 8192;

/** For what is made again and again: short ones are parts of a longer one. */
export const pieces = (): Arrays => {
  let [rest, used] = [new ArrayBuffer(piece), 0];
  const zeros: Arrays['zeros'] = (dtype, count) => {
    const bytes = Math.ceil((count * arrays[dtype].BYTES_PER_ELEMENT) / 4) * 4;
    if (bytes > piece / 4) return separate.zeros(dtype, count);
    if (used + bytes > piece) [rest, used] = [new ArrayBuffer(piece), 0];
    used += bytes;
    return new arrays[dtype](rest, used - bytes, count);
  };
  const copy: Arrays['copy'] = (of, dtype) => {
    const own = zeros(dtype, of.length);
    own.set(of);
    return own;
  };
  return { zeros, copy };
};
