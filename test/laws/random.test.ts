import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldIn, uniforms, type Seed } from '../../src/index.js';
import { keyOf, threefry, type Key } from '../../src/authoring.js';
import { hashName, streamOf } from '../../src/core/random.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

const word = wholeIn(0, 2 ** 32 - 1);
const seeds: fc.Arbitrary<Seed> = fc.oneof<[fc.Arbitrary<Seed>, fc.Arbitrary<Seed>]>(word, fc.tuple(word, word));
const ticks = fc.oneof(wholeIn(0, 5), wholeIn(0, 2 ** 31 - 1));
const hex = (words: readonly number[]): readonly string[] => words.map((x) => x.toString(16).padStart(8, '0'));

describe('threefry', () => {
  test.each<{ readonly key: Key; readonly counter: Key; readonly want: readonly string[] }>([
    { key: [0, 0], counter: [0, 0], want: ['6b200159', '99ba4efe'] },
    { key: [0xffffffff, 0xffffffff], counter: [0xffffffff, 0xffffffff], want: ['1cb996fc', 'bb002be7'] },
    { key: [0x13198a2e, 0x03707344], counter: [0x243f6a88, 0x85a308d3], want: ['c4923a9c', '483df7a0'] },
  ])('gives the known answer $want', ({ key, counter, want }) => {
    expect(hex(threefry(key, counter))).toStrictEqual(want);
  });

  quickLaw('gives unsigned words', [word, word, word, word], (a, b, c, d) =>
    threefry([a, b], [c, d]).every((x) => Number.isInteger(x) && x >= 0 && x < 2 ** 32),
  );
});

describe('uniform numbers', () => {
  quickLaw('are multiples of 2^-24 from 0, below 1', [seeds, ticks, wholeIn(0, 40)], (seed, tick, count) => {
    const drawn = uniforms(seed, tick, count);
    expect(drawn.length).toBe(count);
    expect(drawn.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 24))).toBe(true);
  });

  quickLaw(
    'depend on seed, tick and place: a longer draw begins with the shorter',
    [seeds, ticks, wholeIn(0, 40), wholeIn(0, 40)],
    (seed, tick, a, b) => {
      const [short, long] = [uniforms(seed, tick, Math.min(a, b)), uniforms(seed, tick, Math.max(a, b))];
      expect(long.subarray(0, short.length)).toStrictEqual(short);
    },
  );

  quickLaw(
    'take place p from word p mod 2 at counter (tick, p div 2)',
    [seeds, ticks, wholeIn(0, 40)],
    (seed, tick, place) => {
      const drawn = uniforms(seed, tick, place + 1)[place];
      expect(drawn).toBe((threefry(keyOf(seed), [tick, place >> 1])[place % 2]! >>> 8) / 2 ** 24);
    },
  );

  quickLaw('are others at another tick, and for another seed', [word, ticks], (seed, tick) => {
    const here = uniforms(seed, tick, 16);
    expect(uniforms(seed, tick + 1, 16)).not.toStrictEqual(here);
    expect(uniforms((seed + 1) >>> 0, tick, 16)).not.toStrictEqual(here);
  });

  quickLaw(
    'have the mean, variance and independence of uniform ones',
    [word, ticks],
    (seed, tick) => {
      const n = 20_000;
      const drawn = Array.from(uniforms(seed, tick, n), (u) => u - 0.5);
      const mean = drawn.reduce((sum, u) => sum + u, 0) / n;
      const variance = drawn.reduce((sum, u) => sum + u * u, 0) / n;
      const together = drawn.slice(1).reduce((sum, u, place) => sum + u * drawn[place]!, 0) / n;
      // Five standard errors each: sqrt(1/12), sqrt(1/180) and 1/12, by sqrt(n).
      expect(Math.abs(mean)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(n));
      expect(Math.abs(variance - 1 / 12)).toBeLessThan((5 * Math.sqrt(1 / 180)) / Math.sqrt(n));
      expect(Math.abs(together)).toBeLessThan(5 / 12 / Math.sqrt(n));
    },
    20,
  );
});

describe('foldIn', () => {
  quickLaw('makes of one seed streams that differ, from each other and from it', [seeds, word, word], (seed, a, b) => {
    fc.pre(a !== b);
    const [one, other, own] = [
      uniforms(foldIn(seed, a), 0, 16),
      uniforms(foldIn(seed, b), 0, 16),
      uniforms(seed, 0, 16),
    ];
    expect(one).not.toStrictEqual(other);
    expect(one).not.toStrictEqual(own);
  });

  quickLaw('gives the same key for the same seed and number', [seeds, word], (seed, data) => {
    expect(foldIn(seed, data)).toStrictEqual(foldIn(keyOf(seed), data));
  });
});

test('names that differ in characters beyond 16 bits only have numbers of their own', () => {
  expect(hashName('\u{1f600}')).not.toBe(hashName('\u{1f601}'));
});

// Of the 32-bit FNV-1a in draft-eastlake-fnv, appendix C.
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['b', 0xe70c2de5],
  ['foo', 0xa9f37ed7],
  ['foobar', 0xbf9cf968],
])('the number of the name %j is that of FNV-1a', (name, hash) => {
  expect(hashName(name)).toBe(hash);
});

test('a stream is the key of a seed at the number of its name', () => {
  expect(streamOf(7, 'foobar')).toEqual(threefry([0, 7], [0, 0xbf9cf968]));
  expect(streamOf([3, 7], 'a')).toEqual(foldIn([3, 7], 0xe40c292c));
  expect(keyOf([3, 7])).toEqual([3, 7]);
});
