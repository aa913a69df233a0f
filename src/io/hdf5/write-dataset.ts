import type { Shape } from '../../core/shape.js';
import { bytesOf, type NumberType } from '../file/numbers.js';
import type { Choice, Dataset, Described } from './array.js';
import { nowhere, sequence, sequenceOf, padded, u16, u32, u64, u8, type Output } from './output.js';
import type { Reference } from './texts.js';

/** A message of an object header. */
export type Message = readonly [type: number, data: Uint8Array];

/** The messages of a dataset's header, once its elements are written: shape, type, fill value and layout. */
export const datasetMessages = (out: Output, set: Dataset, reference: Reference): readonly Message[] => {
  const data = elements(set, reference);
  const address = data.length === 0 ? nowhere : u64(out.add(data));
  return [
    [1, spaceMessage(set.shape)],
    [3, typeMessage(set)],
    [5, sequence(u8(2, 2, 2, 1), u32(0))],
    [8, sequence(u8(3, 1), address, u64(data.length))],
    ...attributeMessages(set, reference),
  ];
};

/** What is said of a group or a dataset. */
export const attributeMessages = ({ attributes = {} }: Described, reference: Reference): readonly Message[] =>
  Object.entries(attributes).map(([name, value]) => {
    const parts = [sequence(name, u8(0)), typeMessage(value), spaceMessage(value.shape)];
    const sizes = u16(...parts.map(({ length }) => length));
    return [12, sequence(u8(1, 0), sizes, ...parts.map(padded), elements(value, reference))];
  });

const spaceMessage = (shape: Shape): Uint8Array => sequence(u8(1, shape.length), u16(0), u32(0), u64(...shape));

const elements = (set: Dataset | Choice, reference: Reference): Uint8Array => {
  if (set.dtype === 'text') return sequenceOf(set.data.map(reference));
  return set.dtype === 'choice' ? Uint8Array.of(set.names.indexOf(set.data)) : bytesOf(set.data);
};

const typeMessage = (set: Dataset | Choice): Uint8Array => {
  const { dtype } = set;
  // Of any length: characters of one byte, ended by a zero, in UTF-8.
  if (dtype === 'text') return sequence(u8(0x19, 1, 1, 0), u32(16), u8(0x13, 0, 0, 0), u32(1));
  if (dtype === 'f32') return float(4, 8, 23);
  if (dtype === 'f64') return float(8, 11, 52);
  // h5py's booleans: an enumeration of bytes.
  if (dtype === 'bool') return enumeration('i8', ['FALSE', 'TRUE']);
  return dtype === 'choice' ? enumeration('u8', set.names) : whole(dtype);
};

/** Names for the numbers from 0 on, in one byte. */
const enumeration = (of: 'i8' | 'u8', names: readonly string[]): Uint8Array =>
  sequence(
    u8(0x18),
    u16(names.length),
    u8(0),
    u32(1),
    whole(of),
    ...names.map((name) => padded(sequence(name, u8(0)))),
    u8(...names.keys()),
  );

/** A number of so many bytes, with so many bits of exponent and of mantissa, the lowest byte first. */
const float = (bytes: number, exponent: number, mantissa: number): Uint8Array => {
  const bits = 8 * bytes;
  const [sizes, bias] = [u8(mantissa, exponent, 0, mantissa), 2 ** (exponent - 1) - 1];
  return sequence(u8(0x11, 0x20, bits - 1, 0), u32(bytes), u16(0, bits), sizes, u32(bias));
};

const whole = (dtype: Exclude<NumberType, 'f32' | 'f64' | 'bool'>): Uint8Array => {
  const bits = Number(dtype.slice(1));
  return sequence(u8(0x10, dtype.startsWith('i') ? 8 : 0, 0, 0), u32(bits / 8), u16(0, bits));
};
