import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { fresh, freshly } from '../../src/core/run/fresh.js';

const x = tensor([2, 2], [1, 2, 3, 4]);
const of = (data: unknown, dtype = 'f32'): Tensor => ({ shape: [4], dtype, data }) as unknown as Tensor;

describe.each<readonly [string, <A>(given: A) => A]>([
  ['a copy', fresh],
  ['one of many copies', freshly()],
])('%s of what a source gives', (_, copied) => {
  test('has the numbers of its tensors, which it does not share', () => {
    const frame = { inputs: { X: x, Y: tensor([1], [1], 'bool') }, reward: tensor([], [5], 'i32'), ends: true };
    const copy = copied(frame);
    expect(copy).toEqual(frame);
    expect(copied(x)).toEqual(x);
    expect(copied({ reward: 2 })).toEqual({ reward: 2 });
    for (const [own, given] of [
      [copy.inputs.X, x],
      [copy.inputs.Y, frame.inputs.Y],
      [copy.reward, frame.reward],
      [copied(x), x],
    ] as const)
      expect([own.data.constructor, own.data.buffer === given.data.buffer]).toEqual([given.data.constructor, false]);
  });

  test('stays as it was when the source writes into the same arrays, or is asked for more', () => {
    const again = tensor([3], [1, 2, 3]);
    const first = copied(again);
    again.data.fill(9);
    const second = copied(again);
    for (let k = 0; k < 500; k++) copied(again);
    expect([[...first.data], [...second.data]]).toEqual([
      [1, 2, 3],
      [9, 9, 9],
    ]);
  });

  test.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 3],
    ['a text', 'x'],
    ['an array', [x]],
    ['bytes', Uint8Array.of(1)],
    ['a view of bytes', new DataView(new ArrayBuffer(2))],
    ['a promise', Promise.resolve(x)],
  ])('is itself where it is %s, also in a record', (__, given) => {
    expect(copied(given)).toBe(given);
    expect(copied({ inputs: { X: given } }).inputs.X).toBe(given);
  });

  test('goes as deep as a frame does', () => {
    const deep = { a: { b: { c: x } } };
    expect(copied(deep)).toEqual(deep);
    expect(copied(deep).a.b.c).toBe(x);
    expect(copied({ a: { b: x } }).a.b).not.toBe(x);
  });

  test('of something like a tensor has its numbers all the same, to be refused elsewhere', () => {
    for (const like of [
      of(Int32Array.of(1, 2, 3, 4)),
      of(Float32Array.of(1, 2), 'f64'),
      of(Float32Array.of(1, 2), 'toString'),
    ]) {
      const copy = copied(like);
      expect(copy).toEqual(like);
      expect([copy.data.constructor, copy.data === like.data]).toEqual([like.data.constructor, false]);
    }
    const none = [of([1, 2]), of(undefined), of(new DataView(new ArrayBuffer(4)))];
    for (const like of none) expect(copied(like).data).toBe(like.data);
  });
});
