import type { NumberType } from '../file/numbers.js';
import { cursorIn, damaged, textOf, type Cursor, type File } from './cursor.js';

/** How a number lies in a file: its type and the order of its bytes. */
export interface NumberOf {
  readonly is: 'number';
  readonly stored: NumberType | 'f16';
  readonly size: number;
  readonly little: boolean;
}

/** How an element lies in a file: a number, a text of a fixed or of any length, or a list of numbers of any length. */
export type Datatype =
  | NumberOf
  | { readonly is: 'list'; readonly of: NumberOf; readonly size: number }
  | { readonly is: 'text'; readonly size: number }
  | { readonly is: 'long text'; readonly size: number };

/** The type that a datatype message tells. */
export const datatypeOf = (file: File, message: Uint8Array): Datatype => readType(cursorIn(file, message), false);

const kinds = ['whole number', 'float', 'time', 'text', 'bit field', 'opaque', 'compound', 'reference', 'enumeration'];

const readType = (c: Cursor, isInner: boolean): Datatype => {
  const [first, bits, , , size] = [c.u8(), c.u8(), c.u8(), c.u8(), c.u32()];
  const [kind, version, little] = [first & 15, first >> 4, (bits & 1) === 0];
  if (kind === 0) {
    const [offset, precision] = [c.u16(), c.u16()];
    if (![1, 2, 4, 8].includes(size) || offset !== 0 || precision !== size * 8) throw strangeType(`${precision} bits`);
    return { is: 'number', stored: `${bits & 8 ? 'i' : 'u'}${size * 8}` as NumberType, size, little };
  }
  if (kind === 1) {
    const [offset, precision, , exponent] = [c.u16(), c.u16(), c.u8(), c.u8()];
    const want = { 2: 5, 4: 8, 8: 11 }[size];
    if (offset !== 0 || precision !== size * 8 || exponent !== want || (bits & 64) !== 0)
      throw strangeType(`a float of ${precision} bits, ${exponent} of them an exponent`);
    return { is: 'number', stored: `f${size * 8}` as NumberType | 'f16', size, little };
  }
  if (kind === 3) return { is: 'text', size };
  if (kind === 8 && !isInner) return enumeration(c, bits, version, size);
  if (kind === 9 && (bits & 15) === 1) return { is: 'long text', size };
  if (kind === 9 && (bits & 15) === 0 && !isInner) return listsOf(readType(c, true), size);
  throw strangeType(kind === 9 ? 'lists of lists' : (kinds[kind] ?? `type ${kind}`));
};

const listsOf = (of: Datatype, size: number): Datatype => {
  if (of.is === 'number') return { is: 'list', of, size };
  throw strangeType(`lists of ${of.is}s`);
};

/** An enumeration: numpy's bool is FALSE 0 and TRUE 1, of one byte; others are read as their numbers. */
const enumeration = (c: Cursor, count: number, version: number, size: number): Datatype => {
  const of = readType(c, true);
  if (of.is !== 'number' || of.size !== size) throw strangeType(`an enumeration of ${of.is}s`);
  const names = Array.from({ length: count }, () => {
    const from: number[] = [];
    for (let byte = c.u8(); byte !== 0; byte = c.u8()) from.push(byte);
    if (version < 3) c.skip(7 - (from.length % 8));
    return textOf(Uint8Array.from(from));
  });
  const values = Array.from({ length: count }, () => c.bytes(of.size)[0]);
  const isBool = size === 1 && names.join() === 'FALSE,TRUE' && values.join() === '0,1';
  return isBool ? { ...of, stored: 'bool' } : of;
};

/** The fault of elements that are not read. */
export const strangeType = (got: string) =>
  damaged('type of the elements', 'whole numbers, floats, booleans or strings', got);
