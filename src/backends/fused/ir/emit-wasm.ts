import { alarm, int, type Block, type Kind, type Local, type Routine, type Statement, type Value } from './ir.js';
import { isWide } from './writer.js';
import { constant, joined, section, sized, text, unsigned, type Code } from './encoding.js';
import { instructions } from './instructions.js';

/**
 * Routines as one WebAssembly module. It imports `env.memory`, and exports each routine as `k0`, `k1`, ..., all of them in order as
 * `all`, and `repeat`, which does that so many times, until the alarm is set.
 */
export const wasmModule = (routines: readonly Routine[]): Uint8Array<ArrayBuffer> => {
  const names = [...routines.map((_, place) => `k${place}`), 'all', 'repeat'];
  const calls = routines.map((_, place) => [0x10, unsigned(place)]);
  const functions = names.map((name) => [name === 'repeat' ? 1 : 0]);
  const exported = names.map((name, place) => [text(name), 0x00, unsigned(place)]);
  const bodies = [
    ...routines.map(({ locals, body }) => func(locals, emit(body))),
    func([], calls),
    func(['i32'], repeated(unsigned(routines.length))),
  ];
  return joined([
    magic,
    section(1, [procedure, counting]),
    section(2, [[text('env'), text('memory'), 0x02, 0x00, 1]]),
    section(3, functions),
    section(7, exported),
    section(10, bodies),
  ]);
};

/** `do all(); while (++taken < times && words[alarm] === 0); return taken`: `times` is local 0, `taken` 1. */
const repeated = (all: Code): Code => {
  const more: Code = [
    [0x20, 1, 0x41, 1, 0x6a, 0x22, 1, 0x20, 0, 0x48],
    [0x41, 0, loads.i32, unsigned(alarm), 0x45],
    [0x71],
  ];
  return [[0x03, 0x40, 0x10, all], more, [0x0d, 0, 0x0b, 0x20, 1]];
};

/** The types of routines, number 0, and of `repeat`. */
const procedure: Code = [0x60, 0, 0];
const counting: Code = [0x60, 1, 0x7f, 1, 0x7f];
/** `\0asm`, version 1. */
const magic: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const kinds: Readonly<Record<Kind, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const loads: Readonly<Record<Kind, Code>> = { i32: [0x28, 2], f32: [0x2a, 2], v128: [0xfd, 0x00, 2] };
const stores: Readonly<Record<Kind, Code>> = { i32: [0x36, 2], f32: [0x38, 2], v128: [0xfd, 0x0b, 2] };

/** Four bytes into a vector, then from bytes to words, and negated: 1 is all bits. */
const fourBytes: Code = [0xfd, 0x5c, 0];
const asMasks: Code = [0xfd, 0x89, 0x01, 0xfd, 0xa9, 0x01, 0xfd, 0xa1, 0x01];

const func = (locals: readonly Kind[], code: Code): Code =>
  sized([unsigned(locals.length), locals.map((kind) => [1, kinds[kind]]), code, 0x0b]);

const get = ({ id }: Local): Code => [0x20, unsigned(id)];
const put = ({ id }: Local): Code => [0x21, unsigned(id)];

const push = (value: Value, wide = false): Code =>
  value._tag === 'Local' ? get(value) : constant(value.kind, value.value, wide);

const emit = (block: Block): Code => block.map(codeOf);

const codeOf = (s: Statement): Code => {
  switch (s._tag) {
    case 'Assign':
      return [push(s.value, s.to.kind === 'v128'), put(s.to)];
    case 'Apply': {
      const { scalar, simd = scalar, single = false } = instructions[s.op]!;
      const wide = isWide(s.op, s.args);
      const args = s.args.map((arg, place) => push(arg, wide && !(single && place === s.args.length - 1)));
      return [(wide ? simd : scalar)(...args), put(s.to)];
    }
    case 'Load':
      return [push(s.at), loads[s.to.kind], unsigned(s.offset), put(s.to)];
    case 'LoadNarrow':
      return [push(s.at), ...(s.bytes === 1 ? [0x2d, 0] : [0x2f, 1]), unsigned(s.offset), put(s.to)];
    case 'LoadMask':
      if (s.to.kind === 'v128') return [push(s.at), fourBytes, unsigned(s.offset), asMasks, put(s.to)];
      return [0x41, 0, push(s.at), 0x2d, 0, unsigned(s.offset), 0x6b, put(s.to)];
    case 'Store':
      return [push(s.at), push(s.value), stores[s.value.kind], unsigned(s.offset)];
    case 'For': {
      const below = [get(s.counter), push(s.to), 0x48];
      const next = [get(s.counter), push(int(s.step)), 0x6a, put(s.counter)];
      return [
        push(s.from),
        put(s.counter),
        below,
        0x04,
        0x40,
        0x03,
        0x40,
        emit(s.body),
        next,
        below,
        0x0d,
        0,
        0x0b,
        0x0b,
      ];
    }
    case 'DoWhile':
      return [0x03, 0x40, emit(s.body), push(s.again), 0x0d, 0, 0x0b];
    case 'If':
      return [push(s.condition), 0x04, 0x40, emit(s.yes), s.no.length > 0 ? [0x05, emit(s.no)] : [], 0x0b];
    case 'Copy':
      return [push(s.to), push(s.from), push(s.bytes), 0xfc, 10, 0, 0];
    case 'Fill':
      return [push(s.at), 0x41, 0, push(s.bytes), 0xfc, 11, 0];
  }
};
