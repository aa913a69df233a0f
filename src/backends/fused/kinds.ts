import type { Kind } from './instruction.js';
import { instructions } from './instructions.js';
import type { Value } from './value.js';

/** A literal stands for four of itself, and a vector of bits may be made of a number of any kind. */
export const standsFor = (value: Value, kind: Kind): boolean =>
  value.kind === kind || (kind === 'v128' && value._tag === 'Literal');

/** Whether an operation is meant for each lane of vectors: one of its operands is a vector where it takes a number. */
export const isWide = (op: string, args: readonly Value[]): boolean =>
  args.some(({ kind }, place) => kind === 'v128' && instructions[op]!.takes[place] !== 'v128');

/** The kind of what an operation gives on some values. */
export const resultOf = (op: string, args: readonly Value[]): Kind => {
  const row = instructions[op];
  if (row === undefined) throw misused(op, args, 'an instruction');
  const wide = isWide(op, args);
  const { takes, gives, simd, single = false } = row;
  const fits = args.every((arg, place) =>
    wide && !(single && place === takes.length - 1) ? standsFor(arg, 'v128') : arg.kind === takes[place],
  );
  if (!fits || args.length !== takes.length || (wide && simd === undefined)) throw misused(op, args, takes.join());
  return wide ? 'v128' : gives;
};

export const misused = (op: string, args: readonly Value[], want: string): Error =>
  new TypeError(`the kernel instruction '${op}' wants ${want}, got ${args.map(({ kind }) => kind).join()}`);

/** Addresses, counts and conditions are whole numbers. */
export const whole = (statement: string, ...values: readonly Value[]): void => {
  if (values.some(({ kind }) => kind !== 'i32')) throw misused(statement, values, 'i32');
};
