import type { Shape } from '../../core/shape.js';
import { bytesOf, type NumberType } from '../numbers.js';
import type { Choice, Dataset, Described } from './array.js';
import { nowhere, packed, padded, type Output, type Piece } from './output.js';
import type { Reference } from './texts.js';

/** A message of an object header. */
export type Message = readonly [type: number, data: Uint8Array];

/** The messages of a dataset's header, once its elements are written: shape, type, fill value and layout. */
export const datasetMessages = (out: Output, set: Dataset, reference: Reference): readonly Message[] => {
  const data = elements(set, reference);
  const address: Piece = data.length === 0 ? nowhere : [out.add(data), 8];
  return [
    [1, spaceMessage(set.shape)],
    [3, typeMessage(set)],
    [5, packed([2, 1], [2, 1], [2, 1], [1, 1], [0, 4])],
    [8, packed([3, 1], [1, 1], address, [data.length, 8])],
    ...attributeMessages(set, reference),
  ];
};

/** What is said of a group or a dataset. */
export const attributeMessages = ({ attributes = {} }: Described, reference: Reference): readonly Message[] =>
  Object.entries(attributes).map(([name, value]) => {
    const parts = [packed(name, [0, 1]), typeMessage(value), spaceMessage(value.shape)];
    const sizes = parts.map(({ length }): Piece => [length, 2]);
    return [12, packed([1, 1], [0, 1], ...sizes, ...parts.map(padded), elements(value, reference))];
  });

const spaceMessage = (shape: Shape): Uint8Array =>
  packed([1, 1], [shape.length, 1], [0, 2], [0, 4], ...shape.map((extent): Piece => [extent, 8]));

const elements = (set: Dataset | Choice, reference: Reference): Uint8Array => {
  if (set.dtype === 'text') return packed(...set.data.map(reference));
  return set.dtype === 'choice' ? Uint8Array.of(set.names.indexOf(set.data)) : bytesOf(set.data);
};

const typeMessage = (set: Dataset | Choice): Uint8Array => {
  const { dtype } = set;
  // Of any length: characters of one byte, ended by a zero, in UTF-8.
  if (dtype === 'text') return packed([0x19, 1], [1, 1], [1, 1], [0, 1], [16, 4], [0x13, 1], [0, 1], [0, 2], [1, 4]);
  if (dtype === 'f32') return float(4, 8, 23);
  if (dtype === 'f64') return float(8, 11, 52);
  // h5py's booleans: an enumeration of bytes.
  if (dtype === 'bool') return enumeration('i8', ['FALSE', 'TRUE']);
  return dtype === 'choice' ? enumeration('u8', set.names) : whole(dtype);
};

/** Names for the numbers from 0 on, in one byte. */
const enumeration = (of: 'i8' | 'u8', names: readonly string[]): Uint8Array =>
  packed(
    [0x18, 1],
    [names.length, 2],
    [0, 1],
    [1, 4],
    whole(of),
    ...names.map((name) => padded(packed(name, [0, 1]))),
    Uint8Array.from(names, (_, k) => k),
  );

/** A number of so many bytes, with so many bits of exponent and of mantissa, the lowest byte first. */
const float = (bytes: number, exponent: number, mantissa: number): Uint8Array => {
  const bits = 8 * bytes;
  const [sizes, bias] = [packed([mantissa, 1], [exponent, 1], [0, 1], [mantissa, 1]), 2 ** (exponent - 1) - 1];
  return packed([0x11, 1], [0x20, 1], [bits - 1, 1], [0, 1], [bytes, 4], [0, 2], [bits, 2], sizes, [bias, 4]);
};

const whole = (dtype: Exclude<NumberType, 'f32' | 'f64' | 'bool'>): Uint8Array => {
  const bits = Number(dtype.slice(1));
  return packed([0x10, 1], [dtype.startsWith('i') ? 8 : 0, 1], [0, 2], [bits / 8, 4], [0, 2], [bits, 2]);
};
