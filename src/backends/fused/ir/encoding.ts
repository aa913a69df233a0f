/** Bytes of WebAssembly code, and of the parts of a module, in pieces that are put together once. */
export type Code = number | Uint8Array | readonly Code[];

/** How a value is held: four lanes of 4 bytes, or a single number. */
export type Kind = 'i32' | 'f32' | 'v128';

/** The bits of a number, the lowest byte first. */
export const bitsOf = (kind: 'i32' | 'f32', value: number): Code => {
  const bits = kind === 'i32' ? value : new Int32Array(Float32Array.of(value).buffer)[0]!;
  return [bits & 0xff, (bits >> 8) & 0xff, (bits >> 16) & 0xff, (bits >> 24) & 0xff];
};

/** Whole numbers in LEB128. */
export const unsigned = (value: number): Code =>
  value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(Math.floor(value / 0x80))];
export const signed = (value: number): Code =>
  value >= -64 && value < 64 ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)];

export const text = (name: string): Code => [name.length, new TextEncoder().encode(name)];

/** The bytes of all pieces, one after the other. */
export const joined = (code: Code): Uint8Array<ArrayBuffer> => {
  let bytes = new Uint8Array(256);
  let end = 0;
  const reserve = (count: number): void => {
    if (end + count <= bytes.length) return;
    const more = new Uint8Array(2 * (end + count));
    more.set(bytes);
    bytes = more;
  };
  const put = (part: Code): void => {
    if (typeof part === 'number') {
      reserve(1);
      bytes[end++] = part;
    } else if (part instanceof Uint8Array) {
      reserve(part.length);
      bytes.set(part, end);
      end += part.length;
    } else for (const piece of part) put(piece);
  };
  put(code);
  return bytes.slice(0, end);
};
export const sized = (code: Code): Code => {
  const bytes = joined(code);
  return [unsigned(bytes.length), bytes];
};
export const section = (id: number, entries: readonly Code[]): Code => [id, sized([unsigned(entries.length), entries])];

/** A constant, of four lanes where it is wide. */
export const constant = (kind: 'i32' | 'f32', value: number, wide = false): Code => {
  const bits = bitsOf(kind, value);
  if (wide) return [0xfd, 12, bits, bits, bits, bits];
  return kind === 'i32' ? [0x41, signed(value)] : [0x43, bits];
};

/** An instruction behind what pushes its operands; those of vectors have a number of their own. */
export const opcode =
  (...code: readonly Code[]) =>
  (...args: readonly Code[]): Code => [args, code];
export const vector = (code: number, ...more: readonly Code[]) => opcode(0xfd, unsigned(code), more);

/** Bytes of a vector that has the lanes of one, or of two one after the other, in some order. */
export const lanes = (...order: readonly number[]): Code =>
  order.map((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
