import { isLeft } from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { explain } from '../../src/index.js';
import { readStrided } from '../../src/io/file/strided.js';

/** What is said of a tensor of four bytes of some type. */
const saidOf = (code: string, count: number): string | undefined => {
  const got = readStrided({ name: 't', code, shape: [count], steps: [1], offset: 0 }, new Uint8Array(4));
  return isLeft(got) ? explain(got.left) : undefined;
};

test('a type that is not known is refused by its name, as long as there is a byte for each element', () => {
  const unknown = /^file: dtype of tensor 't' must be one of 'F32', .*, got 'F8_E4M3'$/;
  for (const count of [0, 1, 4]) expect(saidOf('F8_E4M3', count)).toMatch(unknown);
  expect(saidOf('F8_E4M3', 5)).toBe(
    "file: tensor 't' must be within its 4 stored numbers (save tensor.contiguous() if it was expanded), got [5] by steps of [1] from 0",
  );
});

/** What is read of four numbers, 1 to 4, as a tensor with a shape, steps and an offset. */
const read = (shape: readonly number[], steps: readonly number[], offset: number) =>
  readStrided({ name: 't', code: 'F32', shape, steps, offset }, new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer));

test.each([
  [[2, 2], [1, 2], 0, [1, 3, 2, 4]],
  [[2], [3], 0, [1, 4]],
  [[2], [1], 2, [3, 4]],
  [[], [], 3, [4]],
  [[4], [0], 1, [2, 2, 2, 2]],
  [[1, 2], [7, 1], 1, [2, 3]],
  [[2, 1], [1, 9], 2, [3, 4]],
  [[0], [1], 4, []],
  [[0, 3], [3, 1], 9, []],
])('a tensor of shape %j by steps of %j from %i is read', (shape, steps, offset, elements) => {
  const got = read(shape, steps, offset);
  expect(got).toMatchObject({ right: { shape, data: Float32Array.from(elements) } });
});

test.each([
  [[2], [4], 0],
  [[2], [1], 3],
  [[], [], 4],
  [[5], [0], 0],
])('one of shape %j by steps of %j from %i, which ends behind the last number, is a fault', (shape, steps, offset) => {
  const got = read(shape, steps, offset);
  expect(isLeft(got) && explain(got.left)).toContain("tensor 't' must be within its 4 stored numbers");
});
