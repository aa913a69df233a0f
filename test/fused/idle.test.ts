import { expect, test } from 'vitest';
import { shelves } from '../../src/backends/fused/idle.js';

test('what is put aside last is taken first, once', () => {
  const { put, take } = shelves<string>(3)();
  put('a');
  put('b');
  expect([take(), take(), take()]).toEqual(['b', 'a', undefined]);
});

test('of more than so many on all shelves the one that has waited longest is given up', () => {
  const shelf = shelves<string>(2);
  const [one, other] = [shelf(), shelf()];
  one.put('a');
  other.put('b');
  one.put('c');
  expect([one.take(), one.take(), other.take()]).toEqual(['c', undefined, 'b']);
});

test('what was used and put back has waited since then', () => {
  const shelf = shelves<string>(2);
  const [one, other] = [shelf(), shelf()];
  one.put('a');
  other.put('b');
  one.put(one.take()!);
  other.put('c');
  expect([one.take(), other.take(), other.take()]).toEqual(['a', 'c', undefined]);
});
