import { describe, expect, test } from 'vitest';
import { tensor, type Dtype, type Tensor } from '../../src/index.js';
import { checkEveryStep, countsIn, spikesIn } from '../../src/models/monitors/seen-spikes.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

const of = (values: readonly number[], dtype: Dtype): Tensor => tensor([values.length], values, dtype);

describe('the places of spikes', () => {
  quickLaw(
    'are those that are not 0, ascending, whatever their number and where their bytes begin',
    [wholeIn(0, 70), wholeIn(0, 9), wholeIn(0, 2 ** 31 - 1)],
    (count, from, bits) => {
      const all = Uint8Array.from({ length: from + count }, (_, k) => (bits >> (k % 31)) & (k % 3 === 0 ? 1 : 0));
      const data = all.subarray(from);
      const want = Array.from(data).flatMap((s, place) => (s === 0 ? [] : [place]));
      expect(spikesIn('raster', { shape: [count], dtype: 'bool', data })).toEqual(want);
      expect(countsIn('counts', { shape: [count], dtype: 'bool', data })).toEqual(want);
      expect(spikesIn('raster', of(Array.from(data), 'f32'))).toEqual(want);
    },
  );

  test('of one in any of nine places', () => {
    for (let place = 0; place < 9; place++)
      expect(
        spikesIn(
          'raster',
          of(
            Array.from({ length: 9 }, (_, k) => +(k === place)),
            'bool',
          ),
        ),
      ).toEqual([place]);
  });

  test('may be numbers of spikes where they are counted', () => {
    expect(countsIn('counts', of([0, 3, 1], 'f32'))).toEqual([1, 2]);
    expect(countsIn('counts', of([0, 3, 1], 'i32'))).toEqual([1, 2]);
  });

  test.each<readonly [readonly number[], Dtype, number, number]>([
    [[0, 2], 'f32', 2, 1],
    [[1, 0, 0.5], 'f32', 0.5, 2],
    [[-1], 'i32', -1, 0],
  ])('are none in %j of %s', (values, dtype, got, place) => {
    const message = `raster: input must be spikes, 0 or 1, such as s, got ${got} at place ${place}`;
    expect(() => spikesIn('raster', of(values, dtype))).toThrow(message);
  });

  test.each([0.5, -1, Number.NaN, Infinity])('are no number of them in %s', (value) => {
    expect(() => countsIn('counts', of([1, value], 'f32'))).toThrow(
      `counts: input must be spikes, or numbers of them, such as s, got ${value} at place 1`,
    );
  });

  test('count in every step, or not at all', () => {
    const time = { step: 3, dt: 1, episode: 0 };
    expect(() => checkEveryStep('rates', undefined)).not.toThrow();
    expect(() => checkEveryStep('rates', { ...time, every: 1 } as never)).not.toThrow();
    expect(() => checkEveryStep('rates', { ...time, every: 2 } as never)).toThrow(
      'rates: every must be 1, as spikes of steps that it does not see would not count (raster says in which steps it saw some), got 2',
    );
  });
});
