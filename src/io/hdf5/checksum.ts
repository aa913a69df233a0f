/** Bob Jenkins' lookup3 (hashlittle, from 0), by which newer structures of HDF5 end. */
export const lookup3 = (bytes: Uint8Array): number => {
  const words = new Int32Array(3).fill(0xdeadbeef + bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (; bytes.length - at > 12; at += 12) {
    for (let k = 0; k < 3; k++) words[k]! += view.getInt32(at + 4 * k, true);
    mix(words);
  }
  if (bytes.length === 0) return words[2]! >>> 0;
  for (let k = 0; at + k < bytes.length; k++) words[k >> 2]! += bytes[at + k]! << (8 * (k & 3));
  finish(words);
  return words[2]! >>> 0;
};

const turned = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

const mix = (words: Int32Array): void => {
  for (const [k, bits] of [4, 6, 8, 16, 19, 4].entries()) {
    const [one, two, three] = [k % 3, (k + 1) % 3, (k + 2) % 3] as const;
    words[one]! -= words[three]!;
    words[one]! ^= turned(words[three]!, bits);
    words[three]! += words[two]!;
  }
};

const finish = (words: Int32Array): void => {
  for (const [k, bits] of [14, 11, 25, 16, 4, 14, 24].entries()) {
    const [to, from] = [(k + 2) % 3, (k + 1) % 3];
    words[to]! ^= words[from]!;
    words[to]! -= turned(words[from]!, bits);
  }
};

/** Fletcher's sum of 32 bits as HDF5 has it: of words of two bytes, the higher one first, and a last byte as a higher one. */
export const fletcher32 = (bytes: Uint8Array): number => {
  let [one, two] = [0, 0];
  for (let at = 0; at < bytes.length; at += 2) {
    one = folded(one + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0)));
    two = folded(two + one);
  }
  return ((two << 16) | one) >>> 0;
};

/** A sum of two numbers of 16 bits as such a number, modulo 65535: 0 of zeros alone. */
const folded = (sum: number): number => (sum & 0xffff) + (sum >>> 16);
