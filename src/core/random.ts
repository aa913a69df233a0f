import { refused } from './faults/errors.js';
import { checkRoom } from './room.js';
import { shown } from './faults/shown.js';
import { threefryTwo } from './threefry.js';

/**
 * Counter-based randomness: threefry-2x32 with 20 rounds (Salmon et al. 2011, as in JAX). A draw is a function of a key and
 * a counter, not of earlier draws, so noise is the same on every backend and in every order.
 */
export type Key = readonly [number, number];

/** A seed is a whole number from 0 to 2^32 - 1, or a key made by `foldIn`; anything else (`Math.random()`, NaN, -1) is a `FaultError`. */
export type Seed = number | Key;

/** The key of a seed: two words of 32 bits. Any other value throws a `FaultError`. */
export const keyOf = (seed: Seed): Key => keyFor('keyOf', seed);

/** The key of a seed; anything else is a fault of the place that was given it. */
const keyFor = (place: string, seed: Seed): Key => {
  if (isWord(seed)) return [0, seed];
  if (Array.isArray(seed) && seed.length === 2 && seed.every(isWord)) return seed as Key;
  throw refused(place, 'seed', 'a whole number from 0 to 2^32 - 1, or a key from foldIn', shown(seed));
};

const isWord = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32;

/** The two 32-bit words (unsigned) that a key gives at a counter. */
export const threefry = (key: Key, counter: Key): Key => {
  const [c0, c1] = keyFor('threefry', counter);
  const words = new Uint32Array(4);
  threefryTwo(words, keyFor('threefry', key), c0, c1, c0, c1);
  return [words[0]!, words[1]!];
};

/** A key of its own for each number (a whole one from 0 to 2^32 - 1): one seed serves many streams. Others are a `FaultError`. */
export const foldIn = (seed: Seed, data: number): Key => {
  if (!isWord(data)) throw refused('foldIn', 'data', 'a whole number from 0 to 2^32 - 1', shown(data));
  return threefry(keyFor('foldIn', seed), [0, data]);
};

/**
 * The key for one use of a seed, by the name of what draws: `uniform(5)` and `poisson(5, ...)` have no numbers in common.
 * Any other value is a `FaultError` that names the use.
 */
export const streamOf = (seed: Seed, use: string): Key => threefry(keyFor(use, seed), [0, hashName(use)]);

/** A 32-bit number for a name (FNV-1a), so that a layer's noise depends on its name and not on its neighbours. */
export const hashName = (name: string): number => {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
};

/**
 * Uniform numbers in [0, 1), multiples of 2^-24: place p of tick t takes word p mod 2 of counter (t, p div 2).
 */
export const uniforms = (seed: Seed, tick: number, count: number): Float32Array => {
  const key = keyFor('uniforms', seed);
  if (!Number.isInteger(tick)) throw refused('uniforms', 'tick', 'a whole number', shown(tick));
  checkRoom('uniforms', [count]);
  const out = new Float32Array(count);
  uniformsInto(out, key, tick, 0);
  return out;
};

/** The same from a place on, as many as there is room for. */
export const uniformsInto = (out: Float32Array, key: Key, tick: number, from: number): void => {
  const words = new Uint32Array(4);
  // Two places share a counter: from an odd one on the first is one of a pair that began before.
  const odd = from % 2;
  for (let place = -odd; place < out.length; place += 4) {
    const pair = (from + place) / 2;
    threefryTwo(words, key, tick, pair, tick, pair + 1);
    const end = Math.min(place + 4, out.length);
    for (let at = Math.max(place, 0); at < end; at++) out[at] = (words[at - place]! >>> 8) * 2 ** -24;
  }
};
