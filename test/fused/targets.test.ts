import { describe, expect, test } from 'vitest';
import { alarm, int } from '../../src/backends/fused/ir/ir.js';
import { jsTarget, timing, wasmTarget, type Memory, type Target } from '../../src/backends/fused/ir/target.js';
import { aligned, arena, routine, routineWriter } from '../../src/backends/fused/ir/writer.js';

const targets = [wasmTarget, jsTarget] as unknown as readonly Target<unknown, Memory>[];

/** Counts in word 4, and sets the alarm when it has come to a number. */
const counting = (until: number) =>
  routine((write) => {
    const next = write.op('i32.add', write.load('i32', 16), 1);
    write.store(next, 16);
    write.store(write.op('i32.sub', 0, write.op('i32.ge', next, until)), alarm);
  });

describe.each(targets)('on $name', (target) => {
  const ready = (until: number) => {
    const memory = target.memory(64);
    return { memory, ...target.instantiate(target.compile([counting(until)]), memory) };
  };

  test.each([
    [1, 100, 1],
    [5, 100, 5],
    [5, 3, 3],
    [5, 5, 5],
    [5, 1, 1],
    // At least once.
    [0, 100, 1],
  ])('routines that are to run %i times, with an alarm in time %i, run %i times', (times, until, ran) => {
    const { memory, repeat } = ready(until);
    expect(repeat(times)).toBe(ran);
    expect(memory.i[4]).toBe(ran);
  });

  test('a memory is seen as numbers of each width, and starts as zeros', () => {
    const { f, i, h, u } = target.memory(100);
    i[5] = 0x3f800001;
    expect([f[5]! > 1, h[10], h[11], u[20], u[23]]).toEqual([true, 1, 0x3f80, 1, 0x3f]);
    expect([f.length, h.length, u.length]).toEqual([i.length, i.length * 2, i.length * 4]);
    expect(target.memory(64).i.every((word) => word === 0)).toBe(true);
  });

  test.each([
    [1, 65_537],
    [65_536, 65_536],
    [65_536, 65_537],
    [100, 200_000],
    [131_072, 131_073],
    [70_000, 400_000],
  ])('a memory of %i bytes that grows to %i is no longer than it has to be', (before, after) => {
    const unit = target.lanes === 4 ? 65_536 : 16;
    const whole = (bytes: number): number => Math.ceil(bytes / unit) * unit;
    const small = target.memory(before);
    expect(small.u.length).toBe(whole(before));
    expect(target.grown(small, after).u.length).toBe(whole(after));
  });

  test('where each routine is timed, all run once, and each is told by its name', () => {
    const told: (readonly [string, number])[] = [];
    const timed = timing(target, (name, ms) => told.push([name, ms]));
    const memory = timed.memory(64);
    const made = [{ ...counting(100), name: 'first' }, counting(100)];
    expect(timed.instantiate(timed.compile(made), memory).repeat(7)).toBe(1);
    expect(memory.i[4]).toBe(2);
    expect(told.map(([name]) => name)).toEqual(['first', '']);
    expect(told.every(([, ms]) => ms >= 0 && ms < 1000)).toBe(true);
  });
});

test('pieces of memory are apart, in whole vectors, from the start on', () => {
  const { take, end } = arena(32);
  expect([1, 16, 17, 0, 4].map(take)).toEqual([32, 48, 64, 96, 96]);
  expect(end()).toBe(112);
  expect([0, 1, 15, 16, 17].map(aligned)).toEqual([0, 16, 16, 16, 32]);
});

test('each routine has its own locals, and scratch memory from the same place on', () => {
  const { writer, written } = routineWriter(4, 128);
  const one = written(() => writer.store(writer.load('f32', writer.scratch(20)), 0));
  const other = written(() => writer.store(writer.load('i32', writer.scratch(4)), 4));
  expect([one.locals, one.end, other.locals, other.end]).toEqual([['f32'], 160, ['i32'], 144]);
});

describe('an instruction', () => {
  const misuse = (write: Parameters<typeof routine>[0]) => (): unknown => routine(write);
  test.each([
    ['no instruction', misuse((w) => w.op('f32.root', 1)), "'f32.root' wants to be an instruction, got i32"],
    ['another kind', misuse((w) => w.op('f32.add', 1, 2)), "'f32.add' wants f32,f32, got i32,i32"],
    ['too few', misuse((w) => w.op('i32.add', 1)), "'i32.add' wants i32,i32, got i32"],
    ['too many', misuse((w) => w.op('not', 1, 2)), "'not' wants i32, got i32,i32"],
    ['no vectors', misuse((w) => w.op('ctz', w.load('v128', 0))), "'ctz' wants i32, got v128"],
    ['a number for a vector', misuse((w) => w.op('bitmask', w.load('i32', 0))), "'bitmask' wants v128, got i32"],
    [
      'a number beside a vector',
      misuse((w) => w.op('i32.add', w.load('v128', 0), w.load('i32', 0))),
      "'i32.add' wants i32,i32, got v128,i32",
    ],
    [
      'a vector as a turn',
      misuse((w) => w.op('shl', w.load('v128', 0), w.load('v128', 0))),
      "'shl' wants i32,i32, got v128,v128",
    ],
    [
      'a variable of another kind',
      misuse((w) => w.assign(w.variable('i32', 0), w.load('f32', 0))),
      "'Assign' wants i32, got f32",
    ],
    [
      'a vector that becomes a number',
      misuse((w) => w.assign(w.variable('v128', 0), w.load('i32', 0))),
      "'Assign' wants v128, got i32",
    ],
    [
      'an address that is a float',
      misuse((w) => w.load('i32', w.load('f32', 0))),
      "'address, count or condition' wants i32, got f32",
    ],
    [
      'a condition that is a vector',
      misuse((w) => w.if(w.load('v128', 0), () => {})),
      "'address, count or condition' wants i32, got v128",
    ],
  ])('given %s is refused', (_, made, told) => {
    expect(made).toThrow(new TypeError(`the kernel instruction ${told}`));
  });

  test('takes a literal for four of itself, and turns vectors by one number', () => {
    const { locals } = routine((write) => {
      const four = write.load('v128', 0);
      write.assign(write.variable('v128', 0), 7);
      write.store(write.op('i32.add', four, 3), 0);
      write.store(write.op('shl', four, write.load('i32', 16)), 16);
      write.store(write.op('bitmask', four), int(32));
    });
    expect(locals).toEqual(['v128', 'v128', 'v128', 'i32', 'v128', 'i32']);
  });

  test('is none for vectors in JavaScript', () => {
    const made = routine((write) => write.store(write.op('bitmask', write.load('v128', 0)), 0));
    expect(() => jsTarget.compile([made])).toThrow("there are no vectors in JavaScript: 'bitmask'");
  });
});
