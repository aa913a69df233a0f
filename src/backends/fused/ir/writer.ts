import type { Kind } from './encoding.js';
import { instructions } from './instructions.js';
import { live } from './live.js';
import { int, type Block, type Local, type Operand, type Routine, type Statement, type Value } from './ir.js';

/** A literal stands for four of itself, and a vector of bits may be made of a number of any kind. */
const standsFor = (value: Value, kind: Kind): boolean =>
  value.kind === kind || (kind === 'v128' && value._tag === 'Literal');

/** Whether an operation is meant for each lane of vectors: one of its operands is a vector where it takes a number. */
export const isWide = (op: string, args: readonly Value[]): boolean =>
  args.some(({ kind }, place) => kind === 'v128' && instructions[op]!.takes[place] !== 'v128');

/** The kind of what an operation gives on some values. */
const resultOf = (op: string, args: readonly Value[]): Kind => {
  const row = instructions[op];
  if (row === undefined) throw misused(op, args, 'to be an instruction');
  const wide = isWide(op, args);
  const { takes, gives, simd, single = false } = row;
  const fits = args.every((arg, place) =>
    wide && !(single && place === takes.length - 1) ? standsFor(arg, 'v128') : arg.kind === takes[place],
  );
  if (!fits || args.length !== takes.length || (wide && simd === undefined)) throw misused(op, args, takes.join());
  return wide ? 'v128' : gives;
};

const misused = (op: string, args: readonly Value[], want: string): Error =>
  new TypeError(`the kernel instruction '${op}' wants ${want}, got ${args.map(({ kind }) => kind).join()}`);

/** Addresses of values are multiples of a vector's length. */
export const aligned = (bytes: number): number => Math.ceil(bytes / 16) * 16;

/** Memory from an address on, handed out piece by piece. */
export const arena = (start: number) => {
  let end = start;
  return {
    take: (bytes: number): number => {
      const address = end;
      end += aligned(bytes);
      return address;
    },
    /** The first byte behind all pieces. */
    end: (): number => end,
  };
};

const valueOf = (of: Operand): Value => (typeof of === 'number' ? int(of) : of);
/** Addresses, counts and conditions are whole numbers. */
const whole = (of: Operand): Value => {
  const value = valueOf(of);
  if (value.kind !== 'i32') throw misused('address, count or condition', [value], 'i32');
  return value;
};

/**
 * Writes routines one after the other, statement by statement, for operations on so many `lanes`, each with scratch memory from `start`
 * on. What takes no values of the kinds that it is given throws: an error of the compiler is found where it is made, and no module
 * is invalid.
 */
export const routineWriter = (lanes: 1 | 4, start: number) => {
  let locals: Kind[] = [];
  let memory = arena(start);
  let block: Statement[] = [];
  const local = (kind: Kind): Local => ({ _tag: 'Local', id: locals.push(kind) - 1, kind });
  const add = (statement: Statement): void => void block.push(statement);
  const assign = (to: Local, of: Operand): void => {
    const value = valueOf(of);
    if (!standsFor(value, to.kind)) throw misused('Assign', [value], to.kind);
    add({ _tag: 'Assign', to, value });
  };
  const inside = <A>(write: () => A): readonly [Block, A] => {
    const outer = block;
    block = [];
    const result = write();
    const inner = block;
    block = outer;
    return [inner, result];
  };
  /** A new local, which a statement gives its value. */
  const into = (kind: Kind, write: (to: Local) => void): Local => {
    const to = local(kind);
    write(to);
    return to;
  };
  /** A new local holding the result of an operation, a row of `instructions`: a vector where an operand is one. */
  const op = (name: string, ...operands: readonly Operand[]): Local => {
    const args = operands.map(valueOf);
    return into(resultOf(name, args), (to) => add({ _tag: 'Apply', to, op: name, args }));
  };
  const load = (kind: Kind, at: Operand, offset = 0): Local =>
    into(kind, (to) => add({ _tag: 'Load', to, at: whole(at), offset }));
  const narrow = (kind: Kind, bytes: 1 | 2 | 4, at: Operand, offset = 0): Local =>
    into(kind, (to) => add({ _tag: 'LoadNarrow', to, bytes, at: whole(at), offset }));
  const writer = {
    /** How many numbers an operation of the target takes at once. */
    lanes,
    /** Memory of the routine's own, so many bytes: the address of what it finds as others left it, and need not leave as it was. */
    scratch: (bytes: number): number => memory.take(bytes),
    op,
    load,
    /** A whole number from 0 on of so many bytes. */
    loadNarrow: (bytes: 1 | 2 | 4, at: Operand, offset = 0): Local =>
      bytes === 4 ? load('i32', at, offset) : narrow('i32', bytes, at, offset),
    /** A byte, 0 or 1, as a mask; in a vector four of them as four. */
    loadMask: (kind: Kind, at: Operand, offset = 0): Local =>
      kind === 'v128' ? op('mask.bytes', narrow(kind, 4, at, offset)) : op('i32.sub', 0, narrow(kind, 1, at, offset)),
    store: (value: Operand, at: Operand, offset = 0): void =>
      add({ _tag: 'Store', at: whole(at), offset, value: valueOf(value) }),
    /** A local that may be assigned again. */
    variable: (kind: Kind, first: Operand): Local => into(kind, (to) => assign(to, first)),
    assign,
    /** Counts from `from` while below `to`. */
    for: (from: Operand, to: Operand, step: number, body: (counter: Local) => void): void => {
      const counter = local('i32');
      const [inner] = inside(() => body(counter));
      add({ _tag: 'For', counter, from: whole(from), to: whole(to), step, body: inner });
    },
    doWhile: (body: () => Value): void => {
      const [inner, again] = inside(body);
      add({ _tag: 'DoWhile', body: inner, again: whole(again) });
    },
    if: (condition: Value, then: () => void, otherwise: () => void = () => {}): void => {
      const [[yes], [no]] = [inside(then), inside(otherwise)];
      add({ _tag: 'If', condition: whole(condition), yes, no });
    },
    copy: (to: Operand, from: Operand, bytes: Operand): void =>
      add({ _tag: 'Copy', to: whole(to), from: whole(from), bytes: whole(bytes) }),
    fill: (at: Operand, bytes: Operand): void => add({ _tag: 'Fill', at: whole(at), bytes: whole(bytes) }),
  };
  /** The routine that a function writes. */
  const written = (write: () => void): Routine => {
    [locals, block, memory] = [[], [], arena(start)];
    write();
    return { locals, body: live(block), end: memory.end() };
  };
  return { writer, written };
};

/** It writes into one routine at a time. */
export type Writer = ReturnType<typeof routineWriter>['writer'];

/** A single routine, of single numbers, that a function writes. */
export const routine = (write: (writer: Writer) => void): Routine => {
  const { writer, written } = routineWriter(1, 0);
  return written(() => write(writer));
};
