import { alarm, int, type Block, type Kind, type Local, type Routine, type Statement, type Value } from './ir.js';
import { isWide } from './writer.js';
import { codeBuffer, constant, text, unsigned, type Code } from './encoding.js';
import { instructions } from './instructions.js';

/**
 * Routines as one WebAssembly module. It imports `env.memory`, and exports each routine as `k0`, `k1`, ..., all of them in order as
 * `all`, and `repeat`, which does that so many times, until the alarm is set.
 */
export const wasmModule = (routines: readonly Routine[]): Uint8Array<ArrayBuffer> => {
  const { put, sized, written } = codeBuffer();
  const emit = emitter(put);
  const section = <A>(id: number, entries: readonly A[], write: (entry: A) => void): void => {
    put(id);
    sized(() => {
      put(unsigned(entries.length));
      entries.forEach(write);
    });
  };
  const func = (locals: readonly Kind[], write: () => void) => (): void =>
    sized(() => {
      put(declared(locals));
      write();
      put(end);
    });
  const names = [...routines.map((_, place) => `k${place}`), 'all', 'repeat'];
  put(magic);
  section(1, [procedure, counting], put);
  section(2, [[text('env'), text('memory'), 0x02, 0x00, 1]], put);
  section(3, names, (name) => put(name === 'repeat' ? 1 : 0));
  section(7, [...names.entries()], ([place, name]) => put([text(name), 0x00, unsigned(place)]));
  section(
    10,
    [
      ...routines.map(({ locals, body }) => func(locals, () => emit(body))),
      func([], () => routines.forEach((_, place) => put([0x10, unsigned(place)]))),
      func(['i32'], () => put(repeated(unsigned(routines.length)))),
    ],
    (write) => write(),
  );
  return written();
};

/** `do all(); while (++taken < times && words[alarm] === 0); return taken`: `times` is local 0, `taken` 1. */
const repeated = (all: Code): Code => {
  const more: Code = [
    [0x20, 1, 0x41, 1, 0x6a, 0x22, 1, 0x20, 0, 0x48],
    [0x41, 0, loads.i32, unsigned(alarm), 0x45],
    [0x71],
  ];
  return [[loop, 0x10, all], more, [again, end, 0x20, 1]];
};

/** The types of routines, number 0, and of `repeat`. */
const procedure: Code = [0x60, 0, 0];
const counting: Code = [0x60, 1, 0x7f, 1, 0x7f];
/** `\0asm`, version 1. */
const magic: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

const kinds: Readonly<Record<Kind, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };
const loads: Readonly<Record<Kind, Code>> = { i32: [0x28, 2], f32: [0x2a, 2], v128: [0xfd, 0x00, 2] };
const stores: Readonly<Record<Kind, Code>> = { i32: [0x36, 2], f32: [0x38, 2], v128: [0xfd, 0x0b, 2] };

const narrowLoads: Readonly<Record<1 | 2 | 4, Code>> = { 1: [0x2d, 0], 2: [0x2f, 1], 4: [0xfd, 0x5c, 0] };

/** Locals, as many of a kind as follow each other at once. */
const declared = (locals: readonly Kind[]): Code => {
  const runs: { readonly kind: Kind; count: number }[] = [];
  for (const kind of locals) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.count++;
    else runs.push({ kind, count: 1 });
  }
  return [unsigned(runs.length), runs.map(({ kind, count }) => [unsigned(count), kinds[kind]])];
};

const get = ({ id }: Local): Code => [0x20, unsigned(id)];
const set = ({ id }: Local): Code => [0x21, unsigned(id)];

const push = (value: Value, wide = false): Code =>
  value._tag === 'Local' ? get(value) : constant(value.kind, value.value, wide);

/** Brackets of code, and what goes back to the start of a loop. */
const [block, loop, otherwise, end, again] = [[0x04, 0x40], [0x03, 0x40], 0x05, 0x0b, [0x0d, 0]] as const;

/** Writes blocks of statements. */
const emitter = (put: (code: Code) => void): ((statements: Block) => void) => {
  const emit = (statements: Block): void => statements.forEach(one);
  const one = (s: Statement): void => {
    switch (s._tag) {
      case 'Assign':
        return put([push(s.value, s.to.kind === 'v128'), set(s.to)]);
      case 'Apply': {
        const { scalar, simd = scalar, single = false } = instructions[s.op]!;
        const wide = isWide(s.op, s.args);
        const args = s.args.map((arg, place) => push(arg, wide && !(single && place === s.args.length - 1)));
        return put([(wide ? simd : scalar)(...args), set(s.to)]);
      }
      case 'Load':
        return put([push(s.at), loads[s.to.kind], unsigned(s.offset), set(s.to)]);
      case 'LoadNarrow':
        return put([push(s.at), narrowLoads[s.bytes], unsigned(s.offset), set(s.to)]);
      case 'Store':
        return put([push(s.at), push(s.value), stores[s.value.kind], unsigned(s.offset)]);
      case 'For': {
        const isBelow = [get(s.counter), push(s.to), 0x48];
        put([push(s.from), set(s.counter), isBelow, block, loop]);
        emit(s.body);
        return put([get(s.counter), push(int(s.step)), 0x6a, set(s.counter), isBelow, again, end, end]);
      }
      case 'DoWhile':
        put(loop);
        emit(s.body);
        return put([push(s.again), again, end]);
      case 'If':
        put([push(s.condition), block]);
        emit(s.yes);
        if (s.no.length > 0) put(otherwise);
        emit(s.no);
        return put(end);
      case 'Copy':
        return put([push(s.to), push(s.from), push(s.bytes), 0xfc, 10, 0, 0]);
      case 'Fill':
        return put([push(s.at), 0x41, 0, push(s.bytes), 0xfc, 11, 0]);
    }
  };
  return emit;
};
