import { describe, expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import {
  addsInOrder,
  areFew,
  indexTables,
  placesBy,
  synapsesOf,
} from '../../src/backends/fused/kernels/synapse-index.js';
import { packed } from '../../src/core/places.js';

const whole = (...places: readonly number[]) => tensor([places.length], places, 'i32');

describe('the synapses of each neuron', () => {
  test('are where the rows of a pattern begin, in the memory of the pattern', () => {
    const starts = Int32Array.of(0, 2, 2, 5);
    const index = synapsesOf(packed({ _tag: 'Rows', starts }, 3), 3);
    expect([index.starts.table === starts, index.order]).toStrictEqual([true, undefined]);
    // One of another layer, which may have the same synapses.
    expect(synapsesOf(packed({ _tag: 'Rows', starts }, 3), 4).starts.table).toStrictEqual(Int32Array.of(0, 2, 2, 5, 5));
  });

  test('need no list where they lie in order', () => {
    const { starts, order } = synapsesOf(whole(0, 0, 2), 4);
    expect([starts.table, order]).toStrictEqual([Int32Array.of(0, 2, 2, 3, 3), undefined]);
  });

  test('are listed, neuron by neuron, in as few bytes as they take', () => {
    const index = synapsesOf(whole(2, 0, 2, 1, 0), 3);
    expect(indexTables(index).map(({ table }) => table)).toStrictEqual([
      Int32Array.of(0, 2, 3, 5),
      Uint8Array.of(1, 4, 3, 0, 2),
    ]);
    expect(placesBy(index, Uint8Array.of(9, 8, 7, 6, 5))?.table).toStrictEqual(Uint8Array.of(8, 5, 6, 9, 7));
    expect(placesBy({ starts: index.starts }, Uint8Array.of(1))).toBe(undefined);
  });

  test('are few if there are less than eight a neuron', () => {
    const falling = (each: number, n: number) =>
      synapsesOf(whole(...Array.from({ length: each * n }, (_, k) => n - 1 - (k % n))), n);
    expect([areFew(falling(7, 3), 3), areFew(falling(8, 3), 3)]).toStrictEqual([true, false]);
    expect(areFew(synapsesOf(whole(0, 1), 2), 2)).toBe(false);
  });

  test('add to each place in order, unless one that comes later in the list is earlier', () => {
    const index = synapsesOf(whole(1, 0, 1, 0), 2);
    expect(addsInOrder(index, whole(5, 6, 5, 6))).toBe(true);
    expect(addsInOrder(index, whole(5, 5, 6, 6))).toBe(false);
    expect(addsInOrder(synapsesOf(whole(0, 1), 2), whole(5, 5))).toBe(true);
  });
});
