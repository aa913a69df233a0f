/**
 * Logarithms and exponentials from sums, products and quotients alone, which IEEE 754 rounds the same everywhere: `Math.log` and
 * `Math.exp` may differ in their last bit from engine to engine, and one synapse that differs moves all that are drawn after it.
 */

/** 2 atanh(s) = log((1 + s) / (1 - s)) for |s| of at most 0.18, to 15 digits. */
const logRatio = (s: number): number => {
  const z = s * s;
  const odd = 1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z / 19))));
  return 2 * s * (1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * odd))));
};

/** The natural logarithm of a number from 0 to 1. */
export const logOf = (x: number): number => {
  if (x === 0) return -Infinity;
  let halvings = 0;
  let mantissa = x;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    halvings++;
  }
  return logRatio((mantissa - 1) / (mantissa + 1)) - halvings * Math.LN2;
};

/** log(1 - x) of a number from 0 to 1, exact also where 1 - x rounds to 1. */
export const logOneMinus = (x: number): number => (x < 0.25 ? logRatio(-x / (2 - x)) : logOf(1 - x));

/** exp(-x) of a number of at least 0, to 10 digits; 0 from 45 on, where it is below 2^-64. */
export const expMinus = (x: number): number => {
  if (!(x < 45)) return 0;
  // exp(-x / 128) by its series, squared seven times.
  const y = x / 128;
  const late = 1 / 720 - y * (1 / 5040 - y * (1 / 40320 - y * (1 / 362880 - y / 3628800)));
  let power = 1 - y * (1 - y * (1 / 2 - y * (1 / 6 - y * (1 / 24 - y * (1 / 120 - y * late)))));
  for (let squares = 0; squares < 7; squares++) power *= power;
  return power;
};
