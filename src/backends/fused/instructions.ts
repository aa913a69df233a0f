/** Bytes of WebAssembly code. */
export type Bytes = readonly number[];

/**
 * What an operation of kernels is on each target: on single numbers and on vectors in WebAssembly, and in JavaScript. Each takes
 * its operands as code that pushes (or is) their value; operands are locals or literals, so they may be used more than once.
 */
export interface Instruction {
  readonly scalar: (...args: readonly Bytes[]) => Bytes;
  readonly simd?: (...args: readonly Bytes[]) => Bytes;
  /** Whether the last operand is one number also beside vectors. */
  readonly single?: boolean;
  readonly js: (...args: readonly string[]) => string;
}

const opcode =
  (...code: Bytes) =>
  (...args: readonly Bytes[]): Bytes => [...args.flat(), ...code];
/** Instructions of the vector extension have a number of their own, in LEB128. */
const vector = (code: number) => opcode(0xfd, ...(code < 0x80 ? [code] : [(code & 0x7f) | 0x80, code >> 7]));

/** A constant of four lanes. */
const four = (lane: Bytes): Bytes => [0xfd, 12, ...lane, ...lane, ...lane, ...lane];

const zero: Bytes = [0x41, 0];
const select = 0x1b;
/** 0 or 1 as a mask. */
const mask = (truth: Bytes): Bytes => [...zero, ...truth, 0x6b];

const arithmetic = (scalar: number, simd: number, js: (a: string, b: string) => string): Instruction => ({
  scalar: opcode(scalar),
  simd: vector(simd),
  js: (a, b) => js(a!, b!),
});
const float = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic(scalar, simd, (a, b) => `fround(${a} ${sign} ${b})`);
const integer = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic(scalar, simd, (a, b) => `(${a} ${sign} ${b} | 0)`);
const comparison = (scalar: number, simd: number, sign: string): Instruction => ({
  scalar: (...args) => mask(opcode(scalar)(...args)),
  simd: vector(simd),
  js: (a, b) => `(${a} ${sign} ${b} ? -1 : 0)`,
});
/** `b` where `less(a, b)` (for the larger) or `less(b, a)` (for the smaller), else `a`. */
const larger = (less: number, simd: number): Instruction => ({
  scalar: (a, b) => [...b!, ...a!, ...a!, ...b!, less, select],
  simd: vector(simd),
  js: (a, b) => `(${a} < ${b} ? ${b} : ${a})`,
});
const smaller = (less: number, simd: number): Instruction => ({
  scalar: (a, b) => [...b!, ...a!, ...b!, ...a!, less, select],
  simd: vector(simd),
  js: (a, b) => `(${b} < ${a} ? ${b} : ${a})`,
});
const shift = (scalar: number, simd: number, js: (a: string, b: string) => string): Instruction => ({
  ...arithmetic(scalar, simd, js),
  single: true,
});

/** Every operation of kernels, once for all targets. */
export const instructions: Readonly<Record<string, Instruction>> = {
  same: { scalar: (a) => a!, simd: (a) => a!, js: (a) => a! },

  'f32.add': float(0x92, 0xe4, '+'),
  'f32.sub': float(0x93, 0xe5, '-'),
  'f32.mul': float(0x94, 0xe6, '*'),
  'f32.div': float(0x95, 0xe7, '/'),
  'f32.max': larger(0x5d, 0xeb),
  'f32.min': smaller(0x5d, 0xea),
  /** V8 builds the mask of its own instruction anew in every iteration; a constant stays in a register. */
  'f32.abs': {
    scalar: opcode(0x8b),
    simd: (a) => [...a!, ...four([0xff, 0xff, 0xff, 0x7f]), 0xfd, 0x4e],
    js: (a) => `Math.abs(${a})`,
  },
  /** Of the host, in double precision, as there is none in WebAssembly. */
  'f32.exp': { scalar: (a) => [...a!, 0xbb, 0x10, 0, 0xb6], js: (a) => `fround(Math.exp(${a}))` },
  'f32.gt': comparison(0x5e, 0x44, '>'),
  'f32.ge': comparison(0x60, 0x46, '>='),
  'f32.lt': comparison(0x5d, 0x43, '<'),
  'f32.ne': comparison(0x5c, 0x42, '!=='),

  'i32.add': integer(0x6a, 0xae, '+'),
  'i32.sub': integer(0x6b, 0xb1, '-'),
  'i32.mul': { scalar: opcode(0x6c), simd: vector(0xb5), js: (a, b) => `Math.imul(${a}, ${b})` },
  'i32.max': larger(0x48, 0xb8),
  'i32.min': smaller(0x48, 0xb6),
  'i32.abs': {
    scalar: (a) => [...zero, ...a!, 0x6b, ...a!, ...a!, ...zero, 0x48, select],
    simd: vector(0xa0),
    js: (a) => `(Math.abs(${a}) | 0)`,
  },
  'i32.gt': comparison(0x4a, 0x3b, '>'),
  'i32.ge': comparison(0x4e, 0x3f, '>='),
  'i32.lt': comparison(0x48, 0x39, '<'),
  'i32.ne': comparison(0x47, 0x38, '!=='),

  and: { scalar: opcode(0x71), simd: vector(0x4e), js: (a, b) => `(${a} & ${b})` },
  or: { scalar: opcode(0x72), simd: vector(0x50), js: (a, b) => `(${a} | ${b})` },
  xor: { scalar: opcode(0x73), simd: vector(0x51), js: (a, b) => `(${a} ^ ${b})` },
  /** Of vectors only: the bits of the first that the second has not. */
  without: { scalar: vector(0x4f), js: (a) => a! },
  not: { scalar: (a) => [...a!, 0x41, 0x7f, 0x73], simd: vector(0x4d), js: (a) => `~${a}` },
  shl: shift(0x74, 0xab, (a, b) => `(${a} << ${b})`),
  shr: shift(0x76, 0xad, (a, b) => `(${a} >>> ${b})`),

  /** `select(mask, yes, no)` */
  'f32.select': {
    scalar: (m, yes, no) => [...yes!, ...no!, ...m!, select],
    simd: (m, yes, no) => [...yes!, ...no!, ...m!, 0xfd, 0x52],
    js: (m, yes, no) => `(${m} ? ${yes} : ${no})`,
  },
  'i32.select': {
    scalar: (m, yes, no) => [...yes!, ...no!, ...m!, select],
    simd: (m, yes, no) => [...yes!, ...no!, ...m!, 0xfd, 0x52],
    js: (m, yes, no) => `(${m} ? ${yes} : ${no})`,
  },
  /** A mask as the number 0 or 1. */
  'mask.f32': {
    scalar: (m) => [...zero, ...m!, 0x6b, 0xb2],
    simd: (m) => [...m!, ...four([0, 0, 0x80, 0x3f]), 0xfd, 0x4e],
    js: (m) => `(${m} ? 1 : 0)`,
  },
  'mask.i32': { scalar: (m) => [...zero, ...m!, 0x6b], simd: vector(0xa1), js: (m) => `(${m} ? 1 : 0)` },
  'i32.f32': { scalar: opcode(0xb2), simd: vector(0xfa), js: (a) => `fround(${a})` },
  /** Truncated towards 0. */
  'f32.i32': { scalar: opcode(0xfc, 0x00), js: (a) => `(${a} | 0)` },
  'f32.floor': { scalar: opcode(0x8e), simd: vector(0x68), js: (a) => `Math.floor(${a})` },

  /**
   * Only in WebAssembly: four lanes of one number, the truth of lanes as bits, masks of two vectors as halves and then as bytes
   * of one, and lanes in another order.
   */
  'f32.splat': { scalar: opcode(0xfd, 0x13), js: (a) => a! },
  'i32.splat': { scalar: opcode(0xfd, 0x11), js: (a) => a! },
  bits: { scalar: vector(0xa4), js: (a) => a! },
  'narrow.half': { scalar: vector(0x85), js: (a) => a! },
  'narrow.byte': { scalar: vector(0x65), js: (a) => a! },
  'bits.bytes': { scalar: vector(0x64), js: (a) => a! },
  any: { scalar: opcode(0xfd, 0x53), js: (a) => a! },
  ctz: { scalar: opcode(0x68), js: (a) => `(31 - Math.clz32(${a} & -(${a})))` },
  'turns.low': { scalar: opcode(0xfd, 0x0d, ...lanes([0, 4, 1, 5])), js: (a) => a! },
  reversed: { scalar: (a) => [...a!, ...a!, 0xfd, 0x0d, ...lanes([3, 2, 1, 0])], js: (a) => a! },
  'turns.high': { scalar: opcode(0xfd, 0x0d, ...lanes([2, 6, 3, 7])), js: (a) => a! },
};

function lanes(order: readonly number[]): Bytes {
  return order.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
}
