import { arrays, type Data, type Dtype } from './elements.js';
import { allocate } from './tensor.js';

/** How many bytes are made at once for arrays that are short: making one takes longer than filling it. */
const piece = 8192;

/** Makes zeroed arrays one after the other for what is read again and again. Short ones are parts of a longer one. */
export const pieces = (): ((dtype: Dtype, count: number) => Data) => {
  let [rest, used] = [new ArrayBuffer(0), 0];
  return (dtype, count) => {
    const bytes = Math.ceil((count * arrays[dtype].BYTES_PER_ELEMENT) / 4) * 4;
    if (bytes > piece / 4) return allocate(dtype, count);
    if (used + bytes > rest.byteLength) [rest, used] = [new ArrayBuffer(piece), 0];
    used += bytes;
    return new arrays[dtype](rest, used - bytes, count);
  };
};
