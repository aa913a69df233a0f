import type { Bytes } from './instruction.js';

/** The bits of a number, the lowest first. */
export const bytesOf = (kind: 'i32' | 'f32', value: number): Bytes => [
  ...new Uint8Array((kind === 'f32' ? Float32Array : Int32Array).of(value).buffer),
];

/** Whole numbers in LEB128. */
export const unsigned = (value: number): Bytes =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(Math.floor(value / 0x80))];
export const signed = (value: number): Bytes =>
  value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];

export const text = (name: string): Bytes => [name.length, ...new TextEncoder().encode(name)];
export const sized = (bytes: Bytes): Bytes => [...unsigned(bytes.length), ...bytes];
export const section = (id: number, entries: readonly Bytes[]): Bytes => [
  id,
  ...sized([...unsigned(entries.length), ...entries.flat()]),
];
