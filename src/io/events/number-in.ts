const code = (letter: string): number => letter.charCodeAt(0);
const [minus, plus, point, zero] = ['-', '+', '.', '0'].map(code) as [number, number, number, number];

const powers = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * The number that some bytes of text are, NaN if they are none. Up to 15 digits with a point among them, as nearly all are, are a
 * whole number by a power of ten that both are exact, so the quotient is the nearest double; for others JavaScript's own reading is asked.
 */
export const numberIn = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at++;
  let [digits, count, decimals] = [0, 0, -1];
  for (; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      count++;
      if (decimals >= 0) decimals++;
    } else if (bytes[at] === point && decimals < 0) decimals = 0;
    else return slowly(bytes, from, to);
  }
  if (count === 0 || count > 15) return slowly(bytes, from, to);
  const value = decimals > 0 ? digits / powers[decimals]! : digits;
  return negative ? -value : value;
};

const slowly = (bytes: Uint8Array, from: number, to: number): number => {
  if (to - from > 400) return Number.NaN;
  const text = String.fromCharCode(...bytes.subarray(from, to));
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
};
