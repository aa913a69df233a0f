import { numbers, rounder, type Float32 } from './float32.js';

/**
 * exp and log of float32, the library's own, as those of `Math` differ from engine to engine. Both are monotone, and over all numbers off
 * by less than 0.9 units in the last place, of which rounding alone makes 0.5. Their polynomials are minimax fits of our own to the
 * relative error, by Remez's algorithm, whose coefficients are then rounded to float32.
 */

/** log 2 in two parts: the high one has 16 bits, so its product with a whole number of 8 bits is exact. */
const high = 45426 / 65536;
const low = Math.fround(Math.LN2 - high);
const log2e = Math.fround(Math.LOG2E);

/** (exp(r) - 1 - r) / r^2 by powers of r, where |r| is at most log(2) / 2: off by 2^-28 of exp(r). */
const [e0, e1, e2, e3, e4] = [0.49999994, 0.16666521, 0.04166839, 0.008368717, 0.0013814607].map(Math.fround) as Five;
type Five = [number, number, number, number, number];

/**
 * exp(x) = 2^n exp(r), with n whole and r = x - n log 2 between -log(2) / 2 and log(2) / 2. Infinity above 88.72283; below 2^-126 rounded as
 * denormal numbers are, and 0 from -103.9721 on down.
 */
const exp = <V>(f: Float32<V>, x: V): V => {
  const within = f.min(f.max(x, -104), 89);
  const shifted = f.add(f.mul(within, log2e), rounder);
  const n = f.sub(shifted, rounder);
  // r is `near - rest`, of which `near` is exact: a sum with both loses less than one with r.
  const near = f.sub(within, f.mul(n, high));
  const rest = f.mul(n, low);
  const r = f.sub(near, rest);
  const bent = f.add(f.mul(f.add(f.mul(f.add(f.mul(f.add(f.mul(r, e4), e3), r), e2), r), e1), r), e0);
  const power = f.add(f.add(near, f.sub(f.mul(f.mul(r, r), bent), rest)), 1);
  return f.scaled(power, shifted);
};

/** (log((1 + s) / (1 - s)) / s - 2) / s^2 by powers of s^2, where |s| is at most 0.1716: off by 2^-30 of the logarithm. */
const [l0, l1, l2] = [0.66666776, 0.39977533, 0.29871997].map(Math.fround) as Three;
type Three = [number, number, number];

/**
 * log(x) = k log 2 + log(1 + t), with k whole and 1 + t between the roots of 1/2 and 2; log(1 + t) = log((1 + s) / (1 - s)) with s = t / (2 + t).
 * It is -Infinity of 0, and NaN below.
 */
const log = <V>(f: Float32<V>, x: V): V => {
  const { m, k } = f.split(x);
  const t = f.sub(m, 1);
  const s = f.div(t, f.add(t, 2));
  const squared = f.mul(s, s);
  // 2s is t - bent + s bent, of which t is exact.
  const bent = f.mul(f.mul(t, 0.5), t);
  const more = f.mul(f.add(f.mul(f.add(f.mul(squared, l2), l1), squared), l0), squared);
  const late = f.add(f.mul(s, f.add(bent, more)), f.mul(k, low));
  const sum = f.add(f.add(f.sub(late, bent), t), f.mul(k, high));
  // 0, or NaN where x is not finite.
  const nothing = f.sub(x, x);
  const positive = f.select(f.ne(nothing, 0), x, sum);
  return f.select(f.gt(x, 0), positive, f.div(f.select(f.lt(x, 0), 0, -1), nothing));
};

/** By their names in the algebra. */
export const portable = { exp, log } as const;

export const expOf = (x: number): number => exp(numbers, x);
export const logOf = (x: number): number => log(numbers, x);
