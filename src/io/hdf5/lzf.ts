import { growing } from '../growing.js';
import { damaged } from './cursor.js';

/**
 * Undoes LZF, h5py's filter 32000: runs of literals, and copies of what came before. The format is Marc Lehmann's LibLZF's.
 */
export const fromLzf = (what: string, bytes: Uint8Array, most: number): Uint8Array => {
  const broken = () => damaged(what, 'data compressed by LZF', 'other bytes: the file is damaged');
  const out = growing(most, broken);
  let from = 0;
  const next = (): number => {
    if (from >= bytes.length) throw broken();
    return bytes[from++]!;
  };
  while (from < bytes.length) {
    const control = next();
    if (control < 32) {
      if (from + control + 1 > bytes.length) throw broken();
      out.add(bytes.subarray(from, (from += control + 1)));
      continue;
    }
    const length = (control >> 5 === 7 ? 7 + next() : control >> 5) + 2;
    const back = ((control & 31) << 8) + next() + 1;
    if (!out.copy(back, length)) throw broken();
  }
  return out.bytes();
};
