const primes = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1] as const;
const [p1, p2, p3, p4, p5] = primes;

const turned = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** xxHash of 32 bits, from 0, by which LZ4 frames are checked. https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
export const xxh32 = (bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash: number = p5;
  if (bytes.length >= 16) {
    const lanes = Int32Array.of(p1 + p2, p2, 0, -p1);
    for (; at + 16 <= bytes.length; at += 16)
      for (let lane = 0; lane < 4; lane++) {
        const sum = lanes[lane]! + Math.imul(view.getInt32(at + 4 * lane, true), p2);
        lanes[lane] = Math.imul(turned(sum, 13), p1);
      }
    hash = turned(lanes[0]!, 1) + turned(lanes[1]!, 7) + turned(lanes[2]!, 12) + turned(lanes[3]!, 18);
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4)
    hash = Math.imul(turned(hash + Math.imul(view.getInt32(at, true), p3), 17), p4);
  for (; at < bytes.length; at++) hash = Math.imul(turned(hash + Math.imul(bytes[at]!, p5), 11), p1);
  hash = Math.imul(hash ^ (hash >>> 15), p2);
  hash = Math.imul(hash ^ (hash >>> 13), p3);
  return (hash ^ (hash >>> 16)) >>> 0;
};
