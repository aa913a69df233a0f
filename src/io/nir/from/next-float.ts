/** The next float32 above a number, as float32 has it: x > t for floats is x >= nextAbove(t). */
export const nextAbove = (value: number): number => neighbour(value, 1);

/** The next float32 below: x >= t for floats is x > nextBelow(t). */
export const nextBelow = (value: number): number => neighbour(value, -1);

const neighbour = (value: number, step: 1 | -1): number => {
  const x = Float32Array.of(value);
  if (!Number.isFinite(x[0])) return x[0]!;
  if (x[0] === 0) return step * 2 ** -149;
  // Floats of one sign are in order of their bits.
  new Int32Array(x.buffer)[0]! += Math.sign(x[0]!) === step ? 1 : -1;
  return x[0]!;
};
