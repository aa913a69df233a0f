import { type Block, type Kind, type Literal, type Local, type Routine, type Statement, type Value } from './ir.js';
import { isWide } from './writer.js';
import { constant, section, sized, text, unsigned, type Bytes } from './encoding.js';
import { imports, instructions } from './instructions.js';

/**
 * Routines as one WebAssembly module. It imports `env.memory` and functions of `Math`, and exports each routine as `k0`, `k1`, ...
 * and all of them in order as `all`.
 */
export const wasmModule = (routines: readonly Routine[]): Uint8Array<ArrayBuffer> => {
  const procedure = 0;
  const first = imports.length; // functions are numbered after the imported ones
  const bodies = [
    ...routines.map(({ locals, body }) => func(locals, codeOf(body))),
    func(
      [],
      routines.flatMap((_, place) => [0x10, ...unsigned(first + place)]),
    ),
  ];
  return Uint8Array.from([
    ...magic,
    ...section(1, [
      [0x60, 0, 0],
      [0x60, 1, 0x7c, 1, 0x7c],
    ]),
    ...section(2, [
      [...text('env'), ...text('memory'), 0x02, 0x00, 1],
      ...imports.map((name) => [...text('env'), ...text(name), 0x00, 1]),
    ]),
    ...section(
      3,
      bodies.map(() => [procedure]),
    ),
    ...section(
      7,
      bodies.map((_, place) => [
        ...text(place < routines.length ? `k${place}` : 'all'),
        0x00,
        ...unsigned(first + place),
      ]),
    ),
    ...section(10, bodies),
  ]);
};

/** `\0asm`, version 1. */
const magic: Bytes = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const kinds: Readonly<Record<Kind, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const loads: Readonly<Record<Kind, Bytes>> = { i32: [0x28, 2], f32: [0x2a, 2], v128: [0xfd, 0x00, 2] };
const stores: Readonly<Record<Kind, Bytes>> = { i32: [0x36, 2], f32: [0x38, 2], v128: [0xfd, 0x0b, 2] };

/** Four bytes into a vector, then from bytes to words, and negated: 1 is all bits. */
const fourBytes: Bytes = [0xfd, 0x5c, 0];
const asMasks: Bytes = [0xfd, 0x89, 0x01, 0xfd, 0xa9, 0x01, 0xfd, 0xa1, 0x01];

const func = (locals: readonly Kind[], code: Bytes): Bytes => {
  const declared = [...unsigned(locals.length), ...locals.flatMap((kind) => [1, kinds[kind]])];
  return sized([...declared, ...code, 0x0b]);
};

const codeOf = (block: Block): Bytes => {
  const code: number[] = [];
  emit(code, block);
  return code;
};

/** Adds the code of a block to what there is: nested blocks are long, and would be copied at every level. */
const emit = (code: number[], block: Block): void => {
  for (const s of block) statement(code, s);
};

const get = ({ id }: Local): Bytes => [0x20, ...unsigned(id)];
const put = ({ id }: Local): Bytes => [0x21, ...unsigned(id)];

const push = (value: Value, wide = false): Bytes =>
  value._tag === 'Local' ? get(value) : constant(value.kind, value.value, wide);

const statement = (code: number[], s: Statement): void => {
  switch (s._tag) {
    case 'Assign':
      code.push(...push(s.value, s.to.kind === 'v128'), ...put(s.to));
      return;
    case 'Apply': {
      const { scalar, simd = scalar, single = false } = instructions[s.op]!;
      const wide = isWide(s.op, s.args);
      const args = s.args.map((arg, place) => push(arg, wide && !(single && place === s.args.length - 1)));
      code.push(...(wide ? simd : scalar)(...args), ...put(s.to));
      return;
    }
    case 'Load':
      code.push(...push(s.at), ...loads[s.to.kind], ...unsigned(s.offset), ...put(s.to));
      return;
    case 'LoadMask':
      if (s.to.kind === 'v128') code.push(...push(s.at), ...fourBytes, ...unsigned(s.offset), ...asMasks);
      else code.push(0x41, 0, ...push(s.at), 0x2d, 0, ...unsigned(s.offset), 0x6b);
      code.push(...put(s.to));
      return;
    case 'Store':
      code.push(...push(s.at), ...push(s.value), ...stores[s.value.kind], ...unsigned(s.offset));
      return;
    case 'For': {
      const below = [...get(s.counter), ...push(s.to), 0x48];
      const step: Literal = { _tag: 'Literal', kind: 'i32', value: s.step };
      code.push(...push(s.from), ...put(s.counter), ...below, 0x04, 0x40, 0x03, 0x40);
      emit(code, s.body);
      code.push(...get(s.counter), ...push(step), 0x6a, ...put(s.counter), ...below, 0x0d, 0, 0x0b, 0x0b);
      return;
    }
    case 'DoWhile':
      code.push(0x03, 0x40);
      emit(code, s.body);
      code.push(...push(s.again), 0x0d, 0, 0x0b);
      return;
    case 'If':
      code.push(...push(s.condition), 0x04, 0x40);
      emit(code, s.yes);
      if (s.no.length > 0) code.push(0x05);
      emit(code, s.no);
      code.push(0x0b);
      return;
    case 'Copy':
      code.push(...push(s.to), ...push(s.from), ...push(s.bytes), 0xfc, 10, 0, 0);
      return;
    case 'Fill':
      code.push(...push(s.at), 0x41, 0, ...push(s.bytes), 0xfc, 11, 0);
  }
};
