import { describe, expect, test } from 'vitest';
import { constant, tensor, uniform, zeros, type Shape, type Tensor } from '../../src/index.js';
import { makerOf } from '../../src/core/deferred.js';
import type { FrameType, TypedFrame } from '../../src/core/run/frame-type.js';
import { coalesced } from '../../src/backends/fused/inlets.js';
import { jsTarget } from '../../src/backends/fused/ir/target.js';
import { checkRoom, read, redrawn, withRoom, write, writeConstant } from '../../src/backends/fused/memory.js';
import { rowsOfBlock } from '../../src/backends/fused/plan/blocks.js';
import { rowBytes } from '../../src/backends/fused/plan/outputs.js';

describe('addresses have 32 bits', () => {
  const purpose = { backend: 'wasm', rows: 1 };
  const faultOf = (bytes: number, largest = 0, rows = 1): string | undefined => {
    try {
      checkRoom(bytes, { ...purpose, rows }, largest);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const cure = "(run fewer rows at once, or on 'eager')";

  test('so a memory has 4 GiB but for the last page, and one value half of that', () => {
    const [all, half] = [2 ** 32 - 2 ** 16, 2 ** 31 - 2 ** 16];
    expect([faultOf(all), faultOf(all, half)]).toEqual([undefined, undefined]);
    expect(faultOf(all + 1)).toBe(`backend 'wasm': memory must be at most 4 GiB ${cure}, got 4.00 GiB for one row`);
    expect(faultOf(all, half + 1, 2)).toBe(
      `backend 'wasm': memory must be at most 2 GiB for one value ${cure}, got 2.00 GiB for 2 rows`,
    );
    expect(faultOf(6 * 2 ** 30, 0, 3)).toContain('got 6.00 GiB for 3 rows');
  });

  const told = (bytes: number): string => {
    const make = (): never => {
      throw new RangeError('none left');
    };
    try {
      return withRoom(bytes, purpose, make);
    } catch (error) {
      return (error as Error).message;
    }
  };
  test.each([
    [2 ** 20, '1.00 MiB'],
    [2 ** 29 - 2 ** 20, '511.00 MiB'],
    [2 ** 29, '0.50 GiB'],
    [3 * 2 ** 30, '3.00 GiB'],
  ])('%i bytes that are not there are told as %s', (bytes, size) => {
    expect(told(bytes)).toBe(
      `backend 'wasm': memory must be ${size} for one row, which this machine has not got free (run fewer rows at once), got an error: none left`,
    );
  });
});

test('a block has at most 64 rows, of 256 KiB together, and at least one', () => {
  expect([0, 1, 4096, 4097, 5000, 2 ** 17, 2 ** 17 + 1, 2 ** 18, 2 ** 18 + 1, 2 ** 30].map(rowsOfBlock)).toEqual([
    64, 64, 64, 63, 52, 2, 1, 1, 1, 1,
  ]);
});

test('rows of bools take whole words, a byte each', () => {
  expect([0, 1, 4, 5, 8, 9].map((count) => [rowBytes(count, true), rowBytes(count, false)])).toEqual([
    [0, 0],
    [4, 4],
    [4, 16],
    [8, 20],
    [8, 32],
    [12, 36],
  ]);
});

describe('tensors in memory', () => {
  test('are read as they were written, a truth as a word of all bits, and touch nothing else', () => {
    for (const value of [
      tensor([3], [1, 0, 1], 'bool'),
      tensor([3], [-1, 2 ** 31 - 1, 0], 'i32'),
      tensor([3], [-0, 0.1, 3e38]),
    ]) {
      const memory = jsTarget.memory(64);
      memory.i.fill(77);
      write(memory, 16, value);
      expect([memory.i[3], memory.i[7]]).toEqual([77, 77]);
      if (value.dtype === 'bool') expect(Array.from(memory.i.slice(4, 7))).toEqual([-1, 0, -1]);
      expect(read(memory, 16, value)).toStrictEqual(value);
    }
  });

  test('that are false everywhere are the one that is given for that', () => {
    const memory = jsTarget.memory(64);
    const type = { shape: [5], dtype: 'bool' } as const;
    const silent = zeros([5], 'bool');
    expect(read(memory, 16, type, silent)).toBe(silent);
    expect(read(memory, 16, type)).toEqual(silent);
    for (const place of [0, 2, 4]) {
      memory.i.fill(0);
      memory.i[4 + place] = -1;
      expect(Array.from(read(memory, 16, type, silent).data)).toEqual([0, 1, 2, 3, 4].map((k) => Number(k === place)));
    }
    // What lies behind is no part of it.
    memory.i.fill(0);
    memory.i[9] = -1;
    expect(read(memory, 16, type, silent)).toBe(silent);
  });

  test('tables of numbers of 1, 2 and 4 bytes lie as they are', () => {
    const memory = jsTarget.memory(64);
    writeConstant(memory, 16, Uint8Array.of(1, 255));
    writeConstant(memory, 32, Uint16Array.of(2, 65_535));
    writeConstant(memory, 48, Int32Array.of(3, -1));
    expect([...memory.u.slice(16, 19), ...memory.h.slice(16, 19), ...memory.i.slice(12, 15)]).toEqual([
      1, 255, 0, 2, 65_535, 0, 3, -1, 0,
    ]);
  });

  test('that are made as they are read are kept from the second time on, if they are not too long', () => {
    const made = uniform(1)([5]) as Tensor;
    const again = redrawn();
    expect(makerOf(again(made))).toBe(makerOf(made));
    const [second, third] = [again(made), again(made)];
    expect(makerOf(second)).toBe(undefined);
    expect(second.data).toEqual((uniform(1)([5]) as Tensor).data);
    expect(third.data).toBe(second.data);
    const given = tensor([2], [1, 2]);
    expect(again(given)).toBe(given);
    const long = (count: number): Tensor => constant(1)([count] as Shape) as Tensor;
    const [kept, other] = [long(2 ** 23), long(2 ** 23 + 1)];
    expect([again(kept) === kept, again(other), again(other)]).toEqual([false, other, other]);
  });
});

describe('frames that bring nothing', () => {
  const [none, other]: readonly FrameType[] = [[], [{ field: 'reward', shape: [], dtype: 'f32' } as never]];
  const of = (type: FrameType, steps?: number, ends?: true): TypedFrame => ({
    type,
    frame: ends ? { ends } : {},
    ...(steps !== undefined && { steps }),
  });
  const stepsOf = (frames: readonly TypedFrame[]): readonly (number | undefined)[] =>
    coalesced(frames).map(({ steps }) => steps);

  test('are one block of as many steps', () => {
    expect(stepsOf([of(none!), of(none!), of(none!)])).toEqual([3]);
    expect(stepsOf([of(none!, 4), of(none!), of(none!, 5)])).toEqual([10]);
    expect(stepsOf([of(none!), of(none!, 4)])).toEqual([5]);
  });

  test('are one up to the end of an episode', () => {
    const ended = coalesced([of(none!), of(none!, 1, true), of(none!), of(none!)]);
    expect(ended.map(({ steps, frame }) => [steps, frame.ends])).toEqual([
      [2, true],
      [2, undefined],
    ]);
  });

  test('are apart from those of another type, which stay as they are', () => {
    const given = [of(none!), of(other!), of(other!), of(none!), of(none!)];
    expect(stepsOf(given)).toEqual([undefined, undefined, undefined, 2]);
    expect(coalesced(given).slice(0, 3)).toEqual(given.slice(0, 3));
    expect(stepsOf([])).toEqual([]);
    const one = [of(none!)];
    expect(coalesced(one)).toBe(one);
  });
});
