/** Bytes of WebAssembly code. */
export type Bytes = readonly number[];

/** How a value is held: four lanes of 4 bytes, or a single number. */
export type Kind = 'i32' | 'f32' | 'v128';

/**
 * What an operation of kernels is on each target: in WebAssembly on operands of the kinds that it takes, and lane by lane on
 * vectors, and in JavaScript. Each takes its operands as code that pushes (or is) their value; operands are locals or
 * literals, so they may be used more than once. What has no form for vectors cannot be written on any.
 */
export interface Instruction {
  readonly takes: readonly Kind[];
  readonly gives: Kind;
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

type Single = 'i32' | 'f32';
const arithmetic = (of: Single, scalar: number, simd: number, js: (a: string, b: string) => string): Instruction => ({
  takes: [of, of],
  gives: of,
  scalar: opcode(scalar),
  simd: vector(simd),
  js: (a, b) => js(a!, b!),
});
const float = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic('f32', scalar, simd, (a, b) => `fround(${a} ${sign} ${b})`);
const integer = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic('i32', scalar, simd, (a, b) => `(${a} ${sign} ${b} | 0)`);
const comparison = (of: Single, scalar: number, simd: number, sign: string): Instruction => ({
  takes: [of, of],
  gives: 'i32',
  scalar: (...args) => mask(opcode(scalar)(...args)),
  simd: vector(simd),
  js: (a, b) => `(${a} ${sign} ${b} ? -1 : 0)`,
});
/** `b` where `less(a, b)` (for the larger) or `less(b, a)` (for the smaller), else `a`. */
const larger = (of: Single, less: number, simd: number): Instruction => ({
  takes: [of, of],
  gives: of,
  scalar: (a, b) => [...b!, ...a!, ...a!, ...b!, less, select],
  simd: vector(simd),
  js: (a, b) => `(${a} < ${b} ? ${b} : ${a})`,
});
const smaller = (of: Single, less: number, simd: number): Instruction => ({
  takes: [of, of],
  gives: of,
  scalar: (a, b) => [...b!, ...a!, ...b!, ...a!, less, select],
  simd: vector(simd),
  js: (a, b) => `(${b} < ${a} ? ${b} : ${a})`,
});
const shift = (scalar: number, simd: number, js: (a: string, b: string) => string): Instruction => ({
  ...arithmetic('i32', scalar, simd, js),
  single: true,
});
const bitwise = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic('i32', scalar, simd, (a, b) => `(${a} ${sign} ${b})`);
/** `select(mask, yes, no)` */
const selection = (of: Single): Instruction => ({
  takes: ['i32', of, of],
  gives: of,
  scalar: (m, yes, no) => [...yes!, ...no!, ...m!, select],
  simd: (m, yes, no) => [...yes!, ...no!, ...m!, 0xfd, 0x52],
  js: (m, yes, no) => `(${m} ? ${yes} : ${no})`,
});
/** One operand of one kind. */
const unary = (takes: Kind, gives: Kind, of: Omit<Instruction, 'takes' | 'gives'>): Instruction => ({
  takes: [takes],
  gives,
  ...of,
});
/** Of WebAssembly alone, on vectors or to them. */
const ofVectors = (takes: readonly Kind[], gives: Kind, scalar: Instruction['scalar']): Instruction => ({
  takes,
  gives,
  scalar,
  js: () => {
    throw new TypeError('there are no vectors in JavaScript');
  },
});
/** An operation on single numbers for each lane in turn: for what WebAssembly has no vectors of. */
const laneByLane =
  (of: (lane: Bytes) => Bytes) =>
  (a?: Bytes): Bytes => [
    ...a!,
    ...[0, 1, 2, 3].flatMap((lane) => [...of([...a!, 0xfd, 0x1f, lane]), 0xfd, 0x20, lane]),
  ];

/** Of the host, in double precision, as there is none in WebAssembly. */
const exp = (a?: Bytes): Bytes => [...a!, 0xbb, 0x10, 0, 0xb6];

/** Every operation of kernels, once for all targets. */
export const instructions: Readonly<Record<string, Instruction>> = {
  'f32.add': float(0x92, 0xe4, '+'),
  'f32.sub': float(0x93, 0xe5, '-'),
  'f32.mul': float(0x94, 0xe6, '*'),
  'f32.div': float(0x95, 0xe7, '/'),
  'f32.max': larger('f32', 0x5d, 0xeb),
  'f32.min': smaller('f32', 0x5d, 0xea),
  /** V8 builds the mask of its own instruction anew in every iteration; a constant stays in a register. */
  'f32.abs': unary('f32', 'f32', {
    scalar: opcode(0x8b),
    simd: (a) => [...a!, ...four([0xff, 0xff, 0xff, 0x7f]), 0xfd, 0x4e],
    js: (a) => `Math.abs(${a})`,
  }),
  'f32.exp': unary('f32', 'f32', { scalar: exp, simd: laneByLane(exp), js: (a) => `fround(Math.exp(${a}))` }),
  'f32.gt': comparison('f32', 0x5e, 0x44, '>'),
  'f32.ge': comparison('f32', 0x60, 0x46, '>='),
  'f32.lt': comparison('f32', 0x5d, 0x43, '<'),
  'f32.ne': comparison('f32', 0x5c, 0x42, '!=='),

  'i32.add': integer(0x6a, 0xae, '+'),
  'i32.sub': integer(0x6b, 0xb1, '-'),
  'i32.mul': arithmetic('i32', 0x6c, 0xb5, (a, b) => `Math.imul(${a}, ${b})`),
  'i32.max': larger('i32', 0x48, 0xb8),
  'i32.min': smaller('i32', 0x48, 0xb6),
  'i32.abs': unary('i32', 'i32', {
    scalar: (a) => [...zero, ...a!, 0x6b, ...a!, ...a!, ...zero, 0x48, select],
    simd: vector(0xa0),
    js: (a) => `(Math.abs(${a}) | 0)`,
  }),
  'i32.gt': comparison('i32', 0x4a, 0x3b, '>'),
  'i32.ge': comparison('i32', 0x4e, 0x3f, '>='),
  'i32.lt': comparison('i32', 0x48, 0x39, '<'),
  'i32.ne': comparison('i32', 0x47, 0x38, '!=='),

  and: bitwise(0x71, 0x4e, '&'),
  or: bitwise(0x72, 0x50, '|'),
  xor: bitwise(0x73, 0x51, '^'),
  not: unary('i32', 'i32', { scalar: (a) => [...a!, 0x41, 0x7f, 0x73], simd: vector(0x4d), js: (a) => `~${a}` }),
  shl: shift(0x74, 0xab, (a, b) => `(${a} << ${b})`),
  shr: shift(0x76, 0xad, (a, b) => `(${a} >>> ${b})`),

  'f32.select': selection('f32'),
  'i32.select': selection('i32'),
  /** A mask as the number 0 or 1. */
  'mask.f32': unary('i32', 'f32', {
    scalar: (m) => [...zero, ...m!, 0x6b, 0xb2],
    simd: (m) => [...m!, ...four([0, 0, 0x80, 0x3f]), 0xfd, 0x4e],
    js: (m) => `(${m} ? 1 : 0)`,
  }),
  'mask.i32': unary('i32', 'i32', {
    scalar: (m) => [...zero, ...m!, 0x6b],
    simd: vector(0xa1),
    js: (m) => `(${m} ? 1 : 0)`,
  }),
  'i32.f32': unary('i32', 'f32', { scalar: opcode(0xb2), simd: vector(0xfa), js: (a) => `fround(${a})` }),
  /** Truncated towards 0. */
  'f32.i32': unary('f32', 'i32', { scalar: opcode(0xfc, 0x00), js: (a) => `(${a} | 0)` }),
  'f32.floor': unary('f32', 'f32', { scalar: opcode(0x8e), simd: vector(0x68), js: (a) => `Math.floor(${a})` }),
  ctz: unary('i32', 'i32', { scalar: opcode(0x68), js: (a) => `(31 - Math.clz32(${a} & -(${a})))` }),

  /** The bits of the first that the second has not. */
  without: ofVectors(['v128', 'v128'], 'v128', vector(0x4f)),
  /**
   * Four lanes of one number, the truth of lanes as bits, masks of two vectors as halves and then as bytes of one, and lanes in
   * another order.
   */
  'f32.splat': ofVectors(['f32'], 'v128', vector(0x13)),
  'i32.splat': ofVectors(['i32'], 'v128', vector(0x11)),
  bits: ofVectors(['v128'], 'i32', vector(0xa4)),
  'narrow.half': ofVectors(['v128', 'v128'], 'v128', vector(0x85)),
  'narrow.byte': ofVectors(['v128', 'v128'], 'v128', vector(0x65)),
  'bits.bytes': ofVectors(['v128'], 'i32', vector(0x64)),
  any: ofVectors(['v128'], 'i32', vector(0x53)),
  'turns.low': ofVectors(['v128', 'v128'], 'v128', opcode(0xfd, 0x0d, ...lanes([0, 4, 1, 5]))),
  'turns.high': ofVectors(['v128', 'v128'], 'v128', opcode(0xfd, 0x0d, ...lanes([2, 6, 3, 7]))),
  reversed: ofVectors(['v128'], 'v128', (a) => [...a!, ...a!, 0xfd, 0x0d, ...lanes([3, 2, 1, 0])]),
};

function lanes(order: readonly number[]): Bytes {
  return order.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
}
