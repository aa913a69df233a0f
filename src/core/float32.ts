/**
 * Arithmetic of float32, for functions that engines compute each in its own way. Every operation rounds once, so whatever interprets it
 * gives the same bits. A plain number stands for a value of itself.
 */
export interface Float32<V> extends Arithmetic<V> {
  /** `a` 2^n, rounded once, of whole n from -150 to 128, which comes as n + `rounder`. */
  readonly scaled: (a: V, shifted: V) => V;
  /** A positive x as m 2^k: k is whole, and m at least `least` and below twice that. */
  readonly split: (x: V) => { readonly m: V; readonly k: V };
}

export interface Arithmetic<V> {
  readonly add: (a: V | number, b: V | number) => V;
  readonly sub: (a: V | number, b: V | number) => V;
  readonly mul: (a: V | number, b: V | number) => V;
  readonly div: (a: V | number, b: V | number) => V;
  /** `b` where a < b, else `a`: a NaN in `a` stays. */
  readonly max: (a: V, b: number) => V;
  /** `b` where b < a, else `a`. */
  readonly min: (a: V, b: number) => V;
  /** Comparisons are for `select` alone. */
  readonly lt: (a: V, b: number) => V;
  readonly gt: (a: V, b: number) => V;
  readonly ne: (a: V, b: number) => V;
  readonly select: (condition: V, yes: V | number, no: V | number) => V;
}

/** Whole numbers of 32 bits, and the bits of a float32 as such. */
export interface Bits<V> {
  readonly bitsOf: (a: V) => V;
  readonly ofBits: (a: V) => V;
  readonly plus: (a: V, b: V | number) => V;
  readonly minus: (a: V, b: V) => V;
  readonly and: (a: V, b: number) => V;
  readonly left: (a: V, by: number) => V;
  readonly right: (a: V, by: number) => V;
  /** A whole number as a float32. */
  readonly float: (a: V) => V;
}

/** The largest finite number of float32. */
export const largestNumber: number = 2 ** 128 - 2 ** 104;

/** A float32 from 2^23 to 2^24 is a whole number: x + rounder has x + 254, rounded, in its lowest bits. 254 is twice the bias of exponents. */
export const rounder = 1.5 * 2 ** 23 + 254;

/** The root of 1/2. */
export const least: number = Math.fround(Math.SQRT1_2);
const [bitsOfLeast, bitsOfOne] = [0x3f3504f3, 0x3f800000];

/** Scales and splits by the exponents in the bits. */
export const byBits = <V>(
  f: Arithmetic<V>,
  { bitsOf, ofBits, plus, minus, and, left, right, float }: Bits<V>,
): Float32<V> => ({
  ...f,
  // Two factors, both of them normal numbers, whose exponents are half of n + 254, and what that leaves.
  scaled: (a, shifted) => {
    const both = bitsOf(shifted);
    const half = right(both, 1);
    return f.mul(f.mul(a, ofBits(left(half, 23))), ofBits(left(minus(both, half), 23)));
  },
  split: (x) => {
    const isDenormal = f.lt(x, 2 ** -126);
    const bits = plus(bitsOf(f.select(isDenormal, f.mul(x, 2 ** 23), x)), bitsOfOne - bitsOfLeast);
    return {
      m: ofBits(plus(and(bits, 0x7fffff), bitsOfLeast)),
      k: f.add(float(right(bits, 23)), f.select(isDenormal, -127 - 23, -127)),
    };
  },
});

const number = new Float32Array(1);
const word = new Int32Array(number.buffer);

/** Of plain numbers. */
export const numbers: Float32<number> = byBits<number>(
  {
    add: (a, b) => Math.fround(a + b),
    sub: (a, b) => Math.fround(a - b),
    mul: (a, b) => Math.fround(a * b),
    div: (a, b) => Math.fround(a / b),
    max: (a, b) => (a < b ? b : a),
    min: (a, b) => (b < a ? b : a),
    lt: (a, b) => Number(a < b),
    gt: (a, b) => Number(a > b),
    ne: (a, b) => Number(a !== b),
    select: (condition, yes, no) => (condition ? yes : no),
  },
  {
    bitsOf: (a) => {
      number[0] = a;
      return word[0]!;
    },
    ofBits: (a) => {
      word[0] = a;
      return number[0]!;
    },
    plus: (a, b) => (a + b) | 0,
    minus: (a, b) => (a - b) | 0,
    and: (a, b) => a & b,
    left: (a, by) => a << by,
    right: (a, by) => a >>> by,
    float: Math.fround,
  },
);
