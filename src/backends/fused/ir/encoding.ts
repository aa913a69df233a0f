/** Bytes of WebAssembly code, in pieces. */
export type Code = number | Uint8Array | readonly Code[];

/** How a value is held: four lanes of 4 bytes, or a single number. */
export type Kind = 'i32' | 'f32' | 'v128';

const number = new Float32Array(1);
const word = new Int32Array(number.buffer);

/** The bits of a number, the lowest byte first. */
const bitsOf = (kind: 'i32' | 'f32', value: number): Code => {
  number[0] = value;
  const bits = kind === 'i32' ? value : word[0]!;
  return [bits & 0xff, (bits >> 8) & 0xff, (bits >> 16) & 0xff, (bits >> 24) & 0xff];
};

/** Whole numbers in LEB128. */
export const unsigned = (value: number): Code =>
  value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(Math.floor(value / 0x80))];
const signed = (value: number): Code =>
  value >= -64 && value < 64 ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)];

export const text = (name: string): Code => [name.length, new TextEncoder().encode(name)];

/** Takes pieces of code as they are written, one after the other. */
export const codeBuffer = () => {
  let bytes = new Uint8Array(4096);
  let end = 0;
  const reserve = (count: number): void => {
    if (end + count <= bytes.length) return;
    const more = new Uint8Array(2 * (end + count));
    more.set(bytes);
    bytes = more;
  };
  const put = (code: Code): void => {
    if (typeof code === 'number') {
      reserve(1);
      bytes[end++] = code;
    } else if (code instanceof Uint8Array) {
      reserve(code.length);
      bytes.set(code, end);
      end += code.length;
    } else for (const piece of code) put(piece);
  };
  /** What is written, behind its length, which takes five bytes whatever it is. */
  const sized = (write: () => void): void => {
    const at = end;
    put([0, 0, 0, 0, 0]);
    write();
    const length = end - at - 5;
    for (let k = 0; k < 5; k++) bytes[at + k] = ((length >>> (7 * k)) & 0x7f) | (k < 4 ? 0x80 : 0);
  };
  return { put, sized, written: (): Uint8Array<ArrayBuffer> => bytes.slice(0, end) };
};

/** A constant, of four lanes where it is wide. */
export const constant = (kind: 'i32' | 'f32', value: number, wide = false): Code => {
  if (kind === 'i32' && !wide) return [0x41, signed(value)];
  const bits = bitsOf(kind, value);
  return wide ? [0xfd, 12, bits, bits, bits, bits] : [0x43, bits];
};

/** An instruction behind what pushes its operands; those of vectors have a number of their own. */
export const opcode =
  (...code: readonly Code[]) =>
  (...args: readonly Code[]): Code => [args, code];
export const vector = (code: number, ...more: readonly Code[]) => opcode(0xfd, unsigned(code), more);

/** Bytes of a vector that has the lanes of one, or of two one after the other, in some order. */
export const lanes = (...order: readonly number[]): Code =>
  order.map((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
