import type { Key } from '../../core/random.js';
import { threefryTwo } from '../../core/threefry.js';
import { logOf, logOneMinus } from './portable.js';

/** The 32-bit words of a key, one after the other: two for each value of its counter. */
const wordsOf = (key: Key): (() => number) => {
  const words = new Uint32Array(4);
  const highOf = (counter: number): number => Math.floor(counter / 2 ** 32);
  let counter = 0;
  let next = 4;
  return () => {
    if (next === 4) {
      threefryTwo(words, key, highOf(counter), counter, highOf(counter + 1), counter + 1);
      counter += 2;
      next = 0;
    }
    return words[next++]!;
  };
};

/** The high word of the product of two words, of which the low one is known. Rounding moves a product by less than 2^11. */
export const highWord = (a: number, b: number, low: number): number => Math.floor((a * b - low) * 2 ** -32 + 0.5);

/**
 * Whole numbers below a bound (1 to 2^32), all with the same probability: products of words and bounds, of which those are drawn
 * again that would make some numbers more frequent (Lemire 2019, ACM TOMACS 29).
 */
export const integersOf = (key: Key): ((bound: number) => number) => {
  const word = wordsOf(key);
  return (bound) => {
    for (;;) {
      const drawn = word();
      const low = Math.imul(drawn, bound) >>> 0;
      if (low >= bound || low >= 2 ** 32 % bound) return highWord(drawn, bound, low);
    }
  };
};

/** Uniform numbers in [0, 1), multiples of 2^-32. */
export const chancesOf = (key: Key): (() => number) => {
  const word = wordsOf(key);
  return () => word() * 2 ** -32;
};

/**
 * How many places further the next place is, if each is chosen with a probability, independently: geometric, by inversion.
 * Infinity for a probability of 0.
 */
export const gapsOf = (key: Key, probability: number): (() => number) => {
  const word = wordsOf(key);
  const scale = 1 / logOneMinus(probability);
  if (probability === 0) return () => Infinity;
  if (probability === 1) return () => 1;
  return () => {
    // 53 bits, never 0.
    const u = ((word() >>> 5) * 2 ** 26 + (word() >>> 6) + 0.5) * 2 ** -53;
    return 1 + Math.floor(logOf(u) * scale);
  };
};
