import { damaged } from './cursor.js';

/**
 * Undoes LZF, h5py's filter 32000: runs of literals, and copies of what came before. The format is Marc Lehmann's LibLZF's.
 */
export const fromLzf = (what: string, bytes: Uint8Array, most: number): Uint8Array => {
  const out = new Uint8Array(most);
  let [from, to] = [0, 0];
  const next = (): number => {
    if (from >= bytes.length) throw broken();
    return bytes[from++]!;
  };
  const broken = () => damaged(what, 'data compressed by LZF', 'other bytes: the file is damaged');
  while (from < bytes.length) {
    const control = next();
    if (control < 32) {
      if (from + control + 1 > bytes.length || to + control + 1 > most) throw broken();
      for (let k = 0; k <= control; k++) out[to++] = next();
      continue;
    }
    const length = (control >> 5 === 7 ? 7 + next() : control >> 5) + 2;
    const back = ((control & 31) << 8) + next() + 1;
    if (back > to || to + length > most) throw broken();
    // Byte by byte, as a copy may reach into itself.
    for (let k = 0; k < length; k++, to++) out[to] = out[to - back]!;
  }
  return out.subarray(0, to);
};
