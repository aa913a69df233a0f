/** The bits of a word, turned to the left. */
const turned = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/**
 * Threefry-2x32 with 20 rounds (Salmon et al. 2011): puts the two 32-bit words that a key gives at a counter (c0, c1) into `out`, and
 * behind them those at another (d0, d1). Four rounds and a word of the key, five times. Each round waits for the one before, so two
 * counters in turns take no longer than one; and all rounds are written out, as in a loop they would take half as long again.
 */
export const threefryTwo = (
  out: Uint32Array,
  key: readonly [number, number],
  c0: number,
  c1: number,
  d0: number,
  d1: number,
): void => {
  const a = key[0] | 0;
  const b = key[1] | 0;
  const c = a ^ b ^ 0x1bd11bda;
  let x0 = (c0 + a) | 0;
  let x1 = (c1 + b) | 0;
  let y0 = (d0 + a) | 0;
  let y1 = (d1 + b) | 0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 13) ^ x0;
  y1 = turned(y1, 13) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 15) ^ x0;
  y1 = turned(y1, 15) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 26) ^ x0;
  y1 = turned(y1, 26) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 6) ^ x0;
  y1 = turned(y1, 6) ^ y0;
  x0 = (x0 + b) | 0;
  y0 = (y0 + b) | 0;
  x1 = (x1 + c + 1) | 0;
  y1 = (y1 + c + 1) | 0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 17) ^ x0;
  y1 = turned(y1, 17) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 29) ^ x0;
  y1 = turned(y1, 29) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 16) ^ x0;
  y1 = turned(y1, 16) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 24) ^ x0;
  y1 = turned(y1, 24) ^ y0;
  x0 = (x0 + c) | 0;
  y0 = (y0 + c) | 0;
  x1 = (x1 + a + 2) | 0;
  y1 = (y1 + a + 2) | 0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 13) ^ x0;
  y1 = turned(y1, 13) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 15) ^ x0;
  y1 = turned(y1, 15) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 26) ^ x0;
  y1 = turned(y1, 26) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 6) ^ x0;
  y1 = turned(y1, 6) ^ y0;
  x0 = (x0 + a) | 0;
  y0 = (y0 + a) | 0;
  x1 = (x1 + b + 3) | 0;
  y1 = (y1 + b + 3) | 0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 17) ^ x0;
  y1 = turned(y1, 17) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 29) ^ x0;
  y1 = turned(y1, 29) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 16) ^ x0;
  y1 = turned(y1, 16) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 24) ^ x0;
  y1 = turned(y1, 24) ^ y0;
  x0 = (x0 + b) | 0;
  y0 = (y0 + b) | 0;
  x1 = (x1 + c + 4) | 0;
  y1 = (y1 + c + 4) | 0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 13) ^ x0;
  y1 = turned(y1, 13) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 15) ^ x0;
  y1 = turned(y1, 15) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 26) ^ x0;
  y1 = turned(y1, 26) ^ y0;
  x0 = (x0 + x1) | 0;
  y0 = (y0 + y1) | 0;
  x1 = turned(x1, 6) ^ x0;
  y1 = turned(y1, 6) ^ y0;
  x0 = (x0 + c) | 0;
  y0 = (y0 + c) | 0;
  x1 = (x1 + a + 5) | 0;
  y1 = (y1 + a + 5) | 0;
  out[0] = x0;
  out[1] = x1;
  out[2] = y0;
  out[3] = y1;
};
