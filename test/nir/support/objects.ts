import { u16, u32, zeros, type Bytes } from './bytes.js';

/** A message of an object header of version 1, filled up to eight bytes. HDF5 File Format Specification 3.0, IV.A.1.a. */
export const messageOf = (type: number, data: Bytes): Bytes => {
  const fill = zeros((8 - (data.length % 8)) % 8);
  return [...u16(type), ...u16(data.length + fill.length), ...u32(0), ...data, ...fill];
};

/** An object header of version 1 with its messages. */
export const headerOf = (...messages: readonly Bytes[]): Bytes => [
  1,
  0,
  ...u16(messages.length),
  ...u32(1),
  ...u32(messages.flat().length),
  ...zeros(4),
  ...messages.flat(),
];
