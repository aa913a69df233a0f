import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { float, int, type Kind, type Routine, type Value } from '../../src/backends/fused/ir/ir.js';
import { routine, type Writer } from '../../src/backends/fused/ir/writer.js';
import { instructions } from '../../src/backends/fused/ir/instructions.js';
import { jsTarget, wasmTarget, type Memory, type Target } from '../../src/backends/fused/ir/target.js';
import { wasmModule } from '../../src/backends/fused/ir/emit-wasm.js';
import { tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra } from '../../src/authoring.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { binaryOps, isUnary, unaryOps } from '../support/operations.js';

/** Runs one routine on a memory that starts with some words. */
const ran = <Code, M extends Memory>(target: Target<Code, M>, made: Routine, words: readonly number[]): Memory => {
  const memory = target.memory(Math.max(words.length * 4, 1024));
  memory.i.set(words);
  target.instantiate(target.compile([made]), memory).all();
  return memory;
};
const onBoth = (
  write: (writer: Writer) => void,
  words: readonly number[] = [],
): readonly [wasm: Memory, js: Memory] => [
  ran(wasmTarget, routine(write), words),
  ran(jsTarget, routine(write), words),
];

const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0]!;
const floatOf = (bits: number): number => new Float32Array(Int32Array.of(bits).buffer)[0]!;

type Numbers = 'f32' | 'i32' | 'mask' | 'turn';
const edges: Readonly<Record<Numbers, readonly number[]>> = {
  f32: [
    0,
    -0,
    1,
    -1,
    0.5,
    1.5,
    -1.5,
    2 ** 24 + 2,
    1e-45,
    -1e-45,
    1.1754943508222875e-38,
    3.4e38,
    -3.4e38,
    88.8,
    -104,
    Infinity,
    -Infinity,
    Number.NaN,
  ].map(Math.fround),
  i32: [0, 1, -1, 2, 31, 255, 65535, 2 ** 24 + 1, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) + 1, 0x1bd11bda],
  mask: [0, -1],
  turn: [0, 1, 8, 13, 31],
};

/** What an instruction means: of what, what it gives, and the value. Masks are -1 and 0. */
interface Meaning {
  readonly takes: readonly Numbers[];
  readonly gives: 'f32' | 'i32';
  readonly value: (...args: readonly number[]) => number;
}
const truth = (holds: boolean): number => (holds ? -1 : 0);
const ints = (value: (a: number, b: number) => number): Meaning => ({
  takes: ['i32', 'i32'],
  gives: 'i32',
  value: (a, b) => value(a!, b!) | 0,
});
const one = (takes: Numbers, gives: 'f32' | 'i32', value: (a: number) => number): Meaning => ({
  takes: [takes],
  gives,
  value: (a) => value(a!),
});
const turned = (value: (a: number, by: number) => number): Meaning => ({
  takes: ['i32', 'turn'],
  gives: 'i32',
  value: (a, by) => value(a!, by!) | 0,
});
const chosen = (of: 'f32' | 'i32'): Meaning => ({
  takes: ['mask', of, of],
  gives: of,
  value: (m, yes, no) => (m === 0 ? no! : yes!),
});

/** An operation of the algebra on numbers of one type is what eager makes of it. */
const ofAlgebra = (of: 'f32' | 'i32'): readonly (readonly [string, Meaning])[] =>
  [...unaryOps, ...binaryOps]
    .filter((op) => `${of}.${op}` in instructions)
    .map((op) => {
      const value = (...args: readonly number[]): Tensor =>
        (eagerAlgebra[op] as (...args: readonly Tensor[]) => Tensor)(...args.map((arg) => tensor([], [arg], of)));
      const { dtype } = value(1, 1);
      return [
        `${of}.${op}`,
        {
          takes: isUnary(op) ? [of] : [of, of],
          gives: dtype === 'bool' ? 'i32' : of,
          value: (...args) => (dtype === 'bool' ? truth(value(...args).data[0] === 1) : value(...args).data[0]!),
        },
      ];
    });

const meanings: Readonly<Record<string, Meaning>> = {
  ...Object.fromEntries([...ofAlgebra('f32'), ...ofAlgebra('i32')]),
  'f32.floor': one('f32', 'f32', Math.floor),
  and: ints((a, b) => a & b),
  or: ints((a, b) => a | b),
  xor: ints((a, b) => a ^ b),
  not: one('i32', 'i32', (a) => ~a),
  shl: turned((a, by) => a << by),
  shr: turned((a, by) => a >>> by),
  'f32.select': chosen('f32'),
  'i32.select': chosen('i32'),
  'mask.f32': one('mask', 'f32', (m) => (m === 0 ? 0 : 1)),
  'mask.i32': one('mask', 'i32', (m) => (m === 0 ? 0 : 1)),
  'i32.f32': one('i32', 'f32', Math.fround),
  'f32.bits': one('f32', 'i32', bitsOf),
  'bits.f32': one('i32', 'f32', floatOf),
};
/** Not of vectors; `f32.i32` only of numbers that fit, as an index does. */
const single: Readonly<Record<string, Meaning>> = {
  'f32.i32': { takes: ['f32'], gives: 'i32', value: (a) => Math.trunc(a!) | 0 },
  ctz: one('i32', 'i32', (a) => 31 - Math.clz32(a & -a)),
};

const combinations = (takes: readonly Numbers[]): readonly (readonly number[])[] =>
  takes.reduce<readonly (readonly number[])[]>(
    (all, of) => all.flatMap((before) => edges[of].map((value) => [...before, value])),
    [[]],
  );
const fits: Readonly<Record<string, (a: number) => boolean>> = {
  'f32.i32': (a) => Math.abs(a) < 2 ** 31,
  // It is asked only of what has a bit.
  ctz: (a) => a !== 0,
};
const zeroes = (length: number): readonly number[] => Array.from({ length }, () => 0);
const kindOf = (of: Numbers): 'f32' | 'i32' => (of === 'f32' ? 'f32' : 'i32');
const bits = (of: Numbers, value: number): number => (of === 'f32' ? bitsOf(value) : value);
const shown = (gives: 'f32' | 'i32', words: Int32Array): readonly number[] =>
  Array.from(words, (word) => (gives === 'f32' ? floatOf(word) : word));

describe.each(Object.entries({ ...meanings, ...single }))('%s', (name, { takes, gives, value }) => {
  const given = combinations(takes).filter(([a]) => fits[name]?.(a!) ?? true);
  const want = given.map((args) => value(...args));
  const words = [0, 1, 2].flatMap((place) => {
    const of = takes[place];
    const column = of === undefined ? [] : given.map((args) => bits(of, args[place]!));
    return [...column, ...zeroes((-column.length % 4) + 4)];
  });
  const column = Math.ceil((given.length + 1) / 4) * 16;
  const at = (place: number): number =>
    takes.slice(0, place).reduce((sum) => sum + (given.length - (given.length % 4) + 4) * 4, 0);
  const out = at(3) + 3 * column + 64;
  const room = [...words, ...zeroes((out + column * 2) / 4)];
  const result = ({ i }: Memory): readonly number[] => shown(gives, i.slice(out >> 2, (out >> 2) + given.length));

  test('of single numbers in memory', () => {
    const memories = onBoth(
      (write) =>
        write.for(int(0), int(given.length * 4), 4, (k) => {
          const args = takes.map((of, place) => write.load(kindOf(of), k, at(place)));
          write.store(write.op(name, ...args), k, out);
        }),
      room,
    );
    for (const memory of memories) expect(result(memory)).toStrictEqual(want);
  });

  test('of literals', () => {
    const memories = onBoth(
      (write) =>
        given.slice(0, 150).forEach((args, k) => {
          const literals = args.map((arg, place) => (kindOf(takes[place]!) === 'f32' ? float(arg) : int(arg)));
          write.store(write.op(name, ...literals), int(k * 4), out);
        }),
      room,
    );
    for (const memory of memories) expect(result(memory).slice(0, 150)).toStrictEqual(want.slice(0, 150));
  });

  if (name in single) return;
  test('of four numbers at once, and of four beside a literal', () => {
    if (takes.includes('turn')) {
      for (const by of edges.turn) {
        const made = routine((write) => write.store(write.op(name, write.load('v128', int(0)), int(by)), int(512)));
        const { i } = ran(wasmTarget, made, edges.i32);
        expect(Array.from(i.slice(128, 132))).toStrictEqual(edges.i32.slice(0, 4).map((a) => value(a, by)));
      }
      return;
    }
    const wide = routine((write) =>
      write.for(int(0), int(column), 16, (k) => {
        const args = takes.map((_, place) => write.load('v128', k, at(place)));
        write.store(write.op(name, ...args), k, out);
      }),
    );
    expect(result(ran(wasmTarget, wide, room))).toStrictEqual(want);
    if (takes.length < 2) return;
    const last = takes.length - 1;
    for (const edge of edges[takes[last]!]) {
      const beside = routine((write) =>
        write.for(int(0), int(column), 16, (k) => {
          const args = takes.slice(0, -1).map((_, place): Value => write.load('v128', k, at(place)));
          write.store(write.op(name, ...args, kindOf(takes[last]!) === 'f32' ? float(edge) : int(edge)), k, out);
        }),
      );
      expect(result(ran(wasmTarget, beside, room))).toStrictEqual(
        given.map((args) => value(...args.slice(0, -1), edge)),
      );
    }
  });
});

describe('vectors alone', () => {
  const vector = (write: (writer: Writer) => Value): readonly number[] => {
    const made = routine((writer) => writer.store(write(writer), int(64)));
    return Array.from(ran(wasmTarget, made, [1, 2, 3, 4, 5, 6, 7, -1]).i.slice(16, 20));
  };
  test('splat has one number in all lanes', () => {
    expect(vector((write) => write.op('i32.splat', int(-5)))).toStrictEqual([-5, -5, -5, -5]);
    expect(vector((write) => write.op('f32.splat', float(-0)))).toStrictEqual([
      -(2 ** 31),
      -(2 ** 31),
      -(2 ** 31),
      -(2 ** 31),
    ]);
  });
  test('lanes of two take turns', () => {
    const both = (write: Writer): readonly [Value, Value] => [write.load('v128', int(0)), write.load('v128', int(16))];
    expect(vector((write) => write.op('interleave.low', ...both(write)))).toStrictEqual([1, 5, 2, 6]);
    expect(vector((write) => write.op('interleave.high', ...both(write)))).toStrictEqual([3, 7, 4, -1]);
  });
  test('four words are the lanes of one, and each lane is a word, bit by bit', () => {
    const words = [bitsOf(-0), 0x7fa00001, 5, -1];
    const made = routine((write) => {
      const [a, b, c, d] = [0, 4, 8, 12].map((at) => write.load('f32', int(at)));
      const four = write.op('four', d!, c!, b!, a!);
      write.store(four, int(64));
      for (const k of [0, 1, 2, 3]) write.store(write.op(`lane.${k}`, four), int(80 + 4 * k));
    });
    const all = Array.from(ran(wasmTarget, made, words).i.slice(16, 24));
    expect(all).toStrictEqual([...words.toReversed(), ...words.toReversed()]);
  });
  test('lanes are turned round', () => {
    expect(vector((write) => write.op('reversed', write.load('v128', int(0))))).toStrictEqual([4, 3, 2, 1]);
  });
  test('masks of four vectors become bytes of one, and those the bits of a number', () => {
    for (const set of [0, 1, 0x8000, 0xa5c3, 0x3c5a, 0xffff, ...Array.from({ length: 16 }, (_, bit) => 1 << bit)]) {
      const lanes = Array.from({ length: 16 }, (_, lane) => ((set >> lane) & 1 ? -1 : 0));
      const made = routine((write) => {
        const [a, b, c, d] = [0, 16, 32, 48].map((at) => write.load('v128', int(at)));
        const halves = [write.op('narrow.half', a!, b!), write.op('narrow.half', c!, d!)] as const;
        write.store(write.op('bitmask.bytes', write.op('narrow.byte', ...halves)), int(64));
      });
      expect(ran(wasmTarget, made, lanes).i[16]).toBe(set);
    }
  });
  test('four bytes become masks', () => {
    const made = routine((write) => write.store(write.loadMask('v128', int(2)), int(64)));
    expect(Array.from(ran(wasmTarget, made, [0x00010101, 0x01010001]).i.slice(16, 20))).toStrictEqual([-1, 0, -1, 0]);
  });
  test('masks become the bits of a number, and one truth', () => {
    for (let set = 0; set < 16; set++) {
      const lanes = [0, 1, 2, 3].map((lane) => ((set >> lane) & 1 ? -1 : 0));
      const made = routine((write) => {
        const mask = write.load('v128', int(0));
        write.store(write.op('bitmask', mask), int(64));
        write.store(write.op('any_true', mask), int(68));
      });
      expect(Array.from(ran(wasmTarget, made, lanes).i.slice(16, 18))).toStrictEqual([set, set === 0 ? 0 : 1]);
    }
  });
  test('bits are taken away', () => {
    const made = routine((write) =>
      write.store(write.op('andnot', write.load('v128', int(0)), write.load('v128', int(16))), int(64)),
    );
    const words = [0b1100, -1, 0, 5, 0b1010, -1, -1, 0];
    expect(Array.from(ran(wasmTarget, made, words).i.slice(16, 20))).toStrictEqual([0b0100, 0, 0, 5]);
  });
  test('a literal fills four lanes', () => {
    const made = routine((write) => {
      write.store(write.variable('v128', float(1.5)), int(64));
      const held = write.variable('v128', int(0));
      write.assign(held, int(7));
      write.store(held, int(80));
    });
    const { f, i } = ran(wasmTarget, made, []);
    expect(Array.from(f.slice(16, 20))).toStrictEqual([1.5, 1.5, 1.5, 1.5]);
    expect(Array.from(i.slice(20, 24))).toStrictEqual([7, 7, 7, 7]);
  });
});

test('every operation has a law here', () => {
  const narrow = ['narrow.half', 'narrow.byte', 'bitmask.bytes', 'mask.bytes', 'reversed'];
  const wide = [
    'f32.splat',
    'i32.splat',
    'bitmask',
    'any_true',
    'interleave.low',
    'interleave.high',
    'andnot',
    'four',
    ...[0, 1, 2, 3].map((k) => `lane.${k}`),
    ...narrow,
  ];
  const known = new Set([...Object.keys(meanings), ...Object.keys(single), ...wide]);
  expect(Object.keys(instructions).filter((name) => !known.has(name))).toStrictEqual([]);
});

describe('what takes no values of some kinds', () => {
  const kinds = ['i32', 'f32', 'v128', 'int', 'float'] as const;
  const value = (write: Writer, kind: (typeof kinds)[number]): Value => {
    if (kind === 'int' || kind === 'float') return kind === 'int' ? int(1) : float(1);
    return write.load(kind, int(0));
  };
  /** The routine, or the error of whoever wrote it. */
  const made = (write: (writer: Writer) => void): Routine | string => {
    try {
      return routine(write);
    } catch (error) {
      return String(error);
    }
  };
  /** Everything that may be written makes a module, and what may not is told. */
  const holds = (write: (writer: Writer) => void): boolean => {
    const result = made(write);
    if (typeof result === 'string') expect(result).toMatch(/^TypeError: the kernel instruction '.+' wants .+, got /);
    else expect(WebAssembly.validate(wasmModule([result]))).toBe(true);
    return typeof result !== 'string';
  };

  test.each(Object.keys(instructions))("cannot be written: '%s'", (name) => {
    const counts = new Set([0, 1, 2, 3, instructions[name]!.takes.length]);
    const valid = [...counts].flatMap((count) =>
      Array.from({ length: kinds.length ** count }, (_, code) =>
        Array.from({ length: count }, (__, place) => kinds[Math.floor(code / kinds.length ** place) % kinds.length]!),
      ).flatMap((given) => {
        let gives: Kind | undefined;
        return holds((write) => void (gives = write.op(name, ...given.map((kind) => value(write, kind))).kind))
          ? [gives]
          : [];
      }),
    );
    // Some are, and what has a form for vectors gives one.
    expect(valid.length).toBeGreaterThan(0);
    expect(valid.includes('v128')).toBe(instructions[name]!.simd !== undefined || instructions[name]!.gives === 'v128');
  });

  test('cannot be written: an instruction that there is not', () => {
    expect(made((write) => void write.op('f32.sine', float(1)))).toContain("'f32.sine'");
  });

  test('cannot be written: addresses, counts and conditions that are no whole numbers', () => {
    const statements: readonly ((write: Writer, value: Value) => void)[] = [
      (write, x) => void write.load('f32', x),
      (write, x) => void write.loadMask('i32', x),
      (write, x) => write.store(int(1), x),
      (write, x) => write.for(x, int(4), 1, () => {}),
      (write, x) => write.for(int(0), x, 1, () => {}),
      (write, x) => write.doWhile(() => x),
      (write, x) => write.if(x, () => {}),
      (write, x) => write.copy(x, int(0), int(4)),
      (write, x) => write.copy(int(0), x, int(4)),
      (write, x) => write.copy(int(0), int(4), x),
      (write, x) => write.fill(x, int(4)),
      (write, x) => write.fill(int(0), x),
    ];
    for (const statement of statements)
      expect(kinds.filter((kind) => holds((write) => statement(write, value(write, kind))))).toStrictEqual([
        'i32',
        'int',
      ]);
    for (const to of ['i32', 'f32', 'v128'] as const)
      expect(kinds.filter((kind) => holds((write) => void write.variable(to, value(write, kind))))).toStrictEqual(
        { i32: ['i32', 'int'], f32: ['f32', 'float'], v128: ['v128', 'int', 'float'] }[to],
      );
  });
});

describe('statements', () => {
  const same = (write: (writer: Writer) => void, words: readonly number[] = []): readonly number[] => {
    const [wasm, js] = onBoth(write, words);
    expect(Array.from(js.i.slice(0, 256))).toStrictEqual(Array.from(wasm.i.slice(0, 256)));
    return Array.from(wasm.i.slice(0, 256));
  };

  quickLaw(
    'each counts from its start, while below its end',
    [wholeIn(-3, 12), wholeIn(-3, 12), wholeIn(1, 5), fc.boolean()],
    (from, to, step, fixed) => {
      const [count, sum] = same((write) => {
        const [counted, summed] = [write.variable('i32', int(0)), write.variable('i32', int(0))];
        const bound = (value: number): Value => (fixed ? int(value) : write.variable('i32', int(value)));
        write.for(bound(from), bound(to), step, (k) => {
          write.assign(counted, write.op('i32.add', counted, int(1)));
          write.assign(summed, write.op('i32.add', summed, k));
        });
        write.store(counted, int(0));
        write.store(summed, int(4));
      });
      const all = Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, k) => from + k * step);
      expect([count, sum]).toStrictEqual([all.length, all.reduce((a, b) => a + b, 0)]);
    },
  );

  quickLaw('repeat runs its body once, and again while it says so', [wholeIn(-2, 6)], (left) => {
    const [times] = same((write) => {
      const [count, rest] = [write.variable('i32', int(0)), write.variable('i32', int(left))];
      write.doWhile(() => {
        write.assign(count, write.op('i32.add', count, int(1)));
        write.assign(rest, write.op('i32.sub', rest, int(1)));
        return write.op('i32.gt', rest, int(0));
      });
      write.store(count, int(0));
    });
    expect(times).toBe(Math.max(left, 1));
  });

  quickLaw('when takes one way, also inside the other', [wholeIn(-1, 1), wholeIn(0, 1)], (outer, inner) => {
    const [first, second, third] = same((write) => {
      const [a, b] = [write.variable('i32', int(outer)), write.variable('i32', int(inner))];
      write.if(
        a,
        () => {
          write.store(int(1), int(0));
          write.if(b, () => write.store(int(2), int(4)));
        },
        () =>
          write.if(
            b,
            () => {},
            () => write.store(int(3), int(8)),
          ),
      );
    });
    expect([first, second, third]).toStrictEqual([
      outer === 0 ? 0 : 1,
      outer !== 0 && inner !== 0 ? 2 : 0,
      outer === 0 && inner === 0 ? 3 : 0,
    ]);
  });

  quickLaw(
    'copy moves words as if all at once, clear makes them 0, and neither touches others',
    [wholeIn(0, 20), wholeIn(0, 20), wholeIn(0, 20), wholeIn(0, 20), wholeIn(0, 20)],
    (from, to, count, start, cleared) => {
      const words = Array.from({ length: 256 }, (_, k) => k + 1);
      const got = same((write) => {
        write.copy(int(to * 4), int(from * 4), int(count * 4));
        write.fill(write.variable('i32', int(start * 4)), int(cleared * 4));
      }, words);
      const want = [...words];
      words.slice(from, from + count).forEach((word, k) => (want[to + k] = word));
      expect(got).toStrictEqual(want.fill(0, start, start + cleared));
    },
  );

  test('a local starts as 0, of its kind', () => {
    const made: Routine = {
      end: 0,
      locals: ['i32', 'f32'],
      body: [0, 1].map((id) => ({
        _tag: 'Store',
        at: int(id * 4),
        offset: 0,
        value: { _tag: 'Local', id, kind: (['i32', 'f32'] as const)[id]! },
      })),
    };
    for (const target of [ran(wasmTarget, made, [7, 7]), ran(jsTarget, made, [7, 7])])
      expect(Array.from(target.i.slice(0, 2))).toStrictEqual([0, 0]);
  });

  test('floats are read and written with all their bits of a number', () => {
    same((write) =>
      edges.f32.forEach((value, k) => {
        write.store(float(value), int(k * 4));
        write.store(write.variable('f32', float(value)), int(k * 4), 256);
        write.store(write.load('f32', int(k * 4)), int(k * 4), 512);
      }),
    );
  });
});

describe('a module', () => {
  /** Where a number takes one byte more. */
  const borders = [6, 7, 13, 14, 20, 21, 27, 28].flatMap((power) => [2 ** power - 1, 2 ** power, 2 ** power + 1]);

  test('holds whole numbers of every length', () => {
    const numbers = [...borders, ...borders.map((value) => -value), 2 ** 31 - 1, -(2 ** 31), 0];
    const [wasm, js] = onBoth((write) => numbers.forEach((value, k) => write.store(int(value), int(k * 4))));
    for (const { i } of [wasm, js]) expect(Array.from(i.slice(0, numbers.length))).toStrictEqual(numbers);
  });

  test.each(borders.filter((border) => border < 2 ** 22))('reads and writes at an offset of %i words', (border) => {
    const made = routine((write) => write.store(write.load('i32', int(4)), int(0), border * 4));
    for (const target of [wasmTarget, jsTarget] as const) {
      const memory = (target as Target<unknown, Memory>).memory(border * 4 + 16);
      memory.i[1] = 42;
      (target as Target<unknown, Memory>)
        .instantiate((target as Target<unknown, Memory>).compile([made]), memory)
        .all();
      expect(memory.i[border]).toBe(42);
    }
  });

  test.each([1, 63, 64, 127, 128, 129, 8191, 8192, 16383, 16384, 16385])('has room for %i locals', (count) => {
    const made = routine((write) => {
      const all = Array.from({ length: count }, (_, k) => write.variable('i32', int(k)));
      write.store(all.at(-1)!, int(0));
      write.store(all[0]!, int(4));
    });
    const bytes = wasmModule([made]);
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(Array.from(ran(wasmTarget, made, []).i.slice(0, 2))).toStrictEqual([count - 1, 0]);
  });

  test.each([0, 1, 2, 63, 64, 127, 128, 200])('has %i routines, one by one and all in order', (count) => {
    // Each multiplies by 3 and adds its place, so the order shows.
    const made = Array.from({ length: count }, (_, place) =>
      routine((write) => {
        const before = write.op('i32.mul', write.load('i32', int(0)), int(3));
        write.store(write.op('i32.add', before, int(place)), int(0));
      }),
    );
    expect(WebAssembly.validate(wasmModule(made))).toBe(true);
    const want = made.reduce((sum, _, place) => (Math.imul(sum, 3) + place) | 0, 1);
    for (const run of ['all', 'each'] as const)
      for (const target of [wasmTarget, jsTarget] as const) {
        const any = target as Target<unknown, Memory>;
        const memory = any.memory(64);
        memory.i[0] = 1;
        const runnable = any.instantiate(any.compile(made), memory);
        expect(runnable.each.length).toBe(count);
        if (run === 'all') runnable.all();
        else runnable.each.forEach((step) => step());
        expect(memory.i[0]).toBe(want);
      }
  });

  test('keeps what is in memory when memory grows', () => {
    for (const target of [wasmTarget, jsTarget] as const) {
      const any = target as Target<unknown, Memory>;
      const small = any.memory(100);
      small.i[24] = 42;
      const grown = any.grown(small, 300_000);
      expect([grown.i[24], grown.f.length >= 75_000, grown.i.length]).toStrictEqual([42, true, grown.f.length]);
      any.instantiate(any.compile([routine((write) => write.store(int(7), int(299_996)))]), grown).all();
      expect(grown.i[74_999]).toBe(7);
    }
  });
});

const kinds: readonly Kind[] = ['i32', 'f32', 'v128'];
test('locals of all kinds stand side by side', () => {
  const made = routine((write) =>
    kinds.forEach((kind, k) => write.store(write.load(kind, int(k * 16)), int(k * 16), 128)),
  );
  const words = Array.from({ length: 12 }, (_, k) => k + 1);
  expect(Array.from(ran(wasmTarget, made, words).i.slice(32, 44))).toStrictEqual([
    1, 0, 0, 0, 5, 0, 0, 0, 9, 10, 11, 12,
  ]);
});
