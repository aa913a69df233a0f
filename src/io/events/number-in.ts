const code = (letter: string): number => letter.charCodeAt(0);
const [minus, plus, point, zero] = ['-', '+', '.', '0'].map(code) as [number, number, number, number];
const exponents: ReadonlySet<number> = new Set(['e', 'E'].map(code));

/**
 * The number that some bytes of text are, NaN if they are none. Up to 15 digits with a point among them, as nearly all are, are a
 * whole number by a power of ten that both are exact, so the quotient is the nearest double; for longer ones, and those with an exponent,
 * JavaScript's own reading is asked.
 */
export const numberIn = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at++;
  // The decimals are `scale`-ths; behind the point each digit makes it ten times as much.
  let [digits, count, scale, factor] = [0, 0, 1, 1];
  for (; at < to; at++) {
    const digit = bytes[at]! - zero;
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      scale *= factor;
      count++;
    } else if (bytes[at] === point && factor === 1) factor = 10;
    else return exponents.has(bytes[at]!) ? slowly(bytes, from, to) : Number.NaN;
  }
  if (count === 0 || count > 15) return slowly(bytes, from, to);
  const value = digits / scale;
  return negative ? -value : value;
};

const slowly = (bytes: Uint8Array, from: number, to: number): number => {
  if (to - from > 400) return Number.NaN;
  const text = String.fromCharCode(...bytes.subarray(from, to));
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
};
