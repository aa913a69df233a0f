/** Bytes of WebAssembly code, and of the parts of a module. */
export type Bytes = readonly number[];

/** How a value is held: four lanes of 4 bytes, or a single number. */
export type Kind = 'i32' | 'f32' | 'v128';

/** The bits of a number, the lowest first. */
export const bitsOf = (kind: 'i32' | 'f32', value: number): Bytes => [
  ...new Uint8Array((kind === 'f32' ? Float32Array : Int32Array).of(value).buffer),
];

/** Whole numbers in LEB128. */
export const unsigned = (value: number): Bytes =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(Math.floor(value / 0x80))];
export const signed = (value: number): Bytes =>
  value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];

export const text = (name: string): Bytes => [name.length, ...new TextEncoder().encode(name)];

/** Bytes in pieces, which are put together once: parts of a module are long, and would be copied at every level. */
export type Code = readonly (number | Code)[];

const lengthOf = (code: Code): number => {
  let length = 0;
  for (const part of code) length += typeof part === 'number' ? 1 : lengthOf(part);
  return length;
};
export const sized = (code: Code): Code => [unsigned(lengthOf(code)), code];
export const section = (id: number, entries: readonly Code[]): Code => [
  id,
  sized([unsigned(entries.length), ...entries]),
];
export const joined = (code: Code): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(lengthOf(code));
  let end = 0;
  const put = (part: Code): void => {
    for (const of of part)
      if (typeof of === 'number') bytes[end++] = of;
      else put(of);
  };
  put(code);
  return bytes;
};

/** A constant, of four lanes where it is wide. */
export const constant = (kind: 'i32' | 'f32', value: number, wide = false): Bytes => {
  const bits = bitsOf(kind, value);
  if (wide) return [0xfd, 12, ...bits, ...bits, ...bits, ...bits];
  return kind === 'i32' ? [0x41, ...signed(value)] : [0x43, ...bits];
};

/** An instruction behind what pushes its operands; those of vectors have a number of their own. */
export const opcode =
  (...code: Bytes) =>
  (...args: readonly Bytes[]): Bytes => [...args.flat(), ...code];
export const vector = (code: number, ...more: Bytes) => opcode(0xfd, ...unsigned(code), ...more);

/** Bytes of a vector that has the lanes of one, or of two one after the other, in some order. */
export const lanes = (...order: readonly number[]): Bytes =>
  order.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
