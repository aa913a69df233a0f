import { constant, lanes, opcode, vector, type Code, type Kind } from './encoding.js';

/**
 * What an operation of kernels is on each target: in WebAssembly on operands of the kinds that it takes, and lane by lane on
 * vectors, and in JavaScript. Each takes its operands as code that pushes (or is) their value; operands are locals or
 * literals, so they may be used more than once. What has no form for vectors cannot be written on any.
 */
export interface Instruction {
  readonly takes: readonly Kind[];
  readonly gives: Kind;
  readonly scalar: (...args: readonly Code[]) => Code;
  readonly simd?: (...args: readonly Code[]) => Code;
  /** In JavaScript, of operands `a`, `b` and `c`; undefined for what is of vectors alone. */
  readonly js: string | undefined;
  /** Whether the last operand is one number also beside vectors. */
  readonly single?: boolean;
}

type Single = 'i32' | 'f32';
type Form = Instruction['scalar'];

const [zero, ones] = [constant('i32', 0), constant('i32', -1)];
const select = 0x1b;
/** 0 or 1 as a mask. */
const mask = (truth: Code): Code => [zero, truth, 0x6b];

const instruction = (
  takes: readonly Kind[],
  gives: Kind,
  js: string | undefined,
  scalar: Form,
  simd?: Form,
): Instruction => ({ takes, gives, js, scalar, ...(simd && { simd }) });
const unary = (takes: Kind, gives: Kind, js: string, scalar: Form, simd?: Form): Instruction =>
  instruction([takes], gives, js, scalar, simd);
const binary = (of: Single, gives: Single, js: string, scalar: Form, simd: number): Instruction =>
  instruction([of, of], gives, js, scalar, vector(simd));
const float = (scalar: number, simd: number, sign: string): Instruction =>
  binary('f32', 'f32', `fround(a ${sign} b)`, opcode(scalar), simd);
const integer = (scalar: number, simd: number, js: string): Instruction =>
  binary('i32', 'i32', js, opcode(scalar), simd);
const comparison = (of: Single, scalar: number, simd: number, sign: string): Instruction =>
  binary(of, 'i32', `(a ${sign} b ? -1 : 0)`, (...args) => mask(opcode(scalar)(...args)), simd);
const larger = (of: Single, less: number, simd: number): Instruction =>
  binary(of, of, '(a < b ? b : a)', (a, b) => [b!, a!, a!, b!, less, select], simd);
const smaller = (of: Single, less: number, simd: number): Instruction =>
  binary(of, of, '(b < a ? b : a)', (a, b) => [b!, a!, b!, a!, less, select], simd);
/** The least module with an `i32x4.relaxed_laneselect` in it: a function that chooses between zeros. */
export const probe = new Uint8Array(
  [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // \0asm, version 1
    [1, 4, 1, 0x60, 0, 0], // a type: no parameters, no results
    [3, 2, 1, 0], // a function of it
    [10, 20, 1, 18, 0, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0x41, 0, 0xfd, 0x11, 0xfd, 0x8b, 2, 0x1a, 0x0b], // its code
  ].flat(),
);

/**
 * Whether this engine has relaxed vectors (Node 22 and Chrome 114 have). Of masks that are all bits or none in each lane, as ours are,
 * their choice between lanes is that of `v128.bitselect`, in one instruction of the processor instead of three.
 */
const hasLaneselect: boolean = typeof WebAssembly === 'object' && WebAssembly.validate(probe);
/** `i32x4.relaxed_laneselect`, or `v128.bitselect`. */
const laneselect = hasLaneselect ? 0x10b : 0x52;
/** `select(mask, yes, no)` */
const selection = (of: Single): Instruction => {
  const scalar: Form = (m, yes, no) => [yes!, no!, m!, select];
  return instruction(['i32', of, of], of, '(a ? b : c)', scalar, (m, yes, no) => vector(laneselect)(yes!, no!, m!));
};
/** Of WebAssembly alone: on vectors, or to them. */
const ofVectors = (count: 1 | 2, gives: Kind, scalar: Form, takes: Kind = 'v128'): Instruction =>
  instruction([takes, takes].slice(0, count), gives, undefined, scalar);

const absolute: Form = (a) => [mask(a!), a!, a!, zero, 0x48, select];
const masked =
  (kind: Single, value: number): Form =>
  (a) =>
    vector(0x4e)(a!, constant(kind, value, true));

/** Every operation of kernels, once for all targets. */
export const instructions: Readonly<Record<string, Instruction>> = {
  'f32.add': float(0x92, 0xe4, '+'),
  'f32.sub': float(0x93, 0xe5, '-'),
  'f32.mul': float(0x94, 0xe6, '*'),
  'f32.div': float(0x95, 0xe7, '/'),
  'f32.max': larger('f32', 0x5d, 0xeb),
  'f32.min': smaller('f32', 0x5d, 0xea),
  // V8 builds the mask of its own instruction anew in every iteration; a constant stays in a register.
  'f32.abs': unary('f32', 'f32', 'Math.abs(a)', opcode(0x8b), masked('i32', 0x7fffffff)),
  'f32.floor': unary('f32', 'f32', 'Math.floor(a)', opcode(0x8e), vector(0x68)),
  'f32.gt': comparison('f32', 0x5e, 0x44, '>'),
  'f32.ge': comparison('f32', 0x60, 0x46, '>='),
  'f32.lt': comparison('f32', 0x5d, 0x43, '<'),
  'f32.ne': comparison('f32', 0x5c, 0x42, '!=='),

  'i32.add': integer(0x6a, 0xae, '(a + b | 0)'),
  'i32.sub': integer(0x6b, 0xb1, '(a - b | 0)'),
  'i32.mul': integer(0x6c, 0xb5, 'Math.imul(a, b)'),
  'i32.max': larger('i32', 0x48, 0xb8),
  'i32.min': smaller('i32', 0x48, 0xb6),
  'i32.abs': unary('i32', 'i32', '(Math.abs(a) | 0)', absolute, vector(0xa0)),
  'i32.gt': comparison('i32', 0x4a, 0x3b, '>'),
  'i32.ge': comparison('i32', 0x4e, 0x3f, '>='),
  'i32.lt': comparison('i32', 0x48, 0x39, '<'),
  'i32.ne': comparison('i32', 0x47, 0x38, '!=='),

  and: integer(0x71, 0x4e, '(a & b)'),
  or: integer(0x72, 0x50, '(a | b)'),
  xor: integer(0x73, 0x51, '(a ^ b)'),
  not: unary('i32', 'i32', '~a', (a) => [a!, ones, 0x73], vector(0x4d)),
  shl: { ...integer(0x74, 0xab, '(a << b)'), single: true },
  shr: { ...integer(0x76, 0xad, '(a >>> b)'), single: true },
  ctz: unary('i32', 'i32', '(31 - Math.clz32(a & -(a)))', opcode(0x68)),

  'f32.select': selection('f32'),
  'i32.select': selection('i32'),
  // A mask as the number 0 or 1; a number truncated towards 0.
  'mask.f32': unary('i32', 'f32', '(a ? 1 : 0)', (m) => [mask(m!), 0xb2], masked('f32', 1)),
  'mask.i32': unary('i32', 'i32', '(a ? 1 : 0)', (m) => mask(m!), vector(0xa1)),
  'i32.f32': unary('i32', 'f32', 'fround(a)', opcode(0xb2), vector(0xfa)),
  'f32.i32': unary('f32', 'i32', '(a | 0)', opcode(0xfc, 0x00)),
  // The bits of a number, and the number of some bits: vectors hold nothing but bits.
  'f32.bits': unary('f32', 'i32', '(number[0] = a, word[0])', opcode(0xbc), (a) => a!),
  'bits.f32': unary('i32', 'f32', '(word[0] = a, number[0])', opcode(0xbe), (a) => a!),

  // The bits of the first that the second has not; four lanes of one number; the truth of lanes as bits, and as one.
  andnot: ofVectors(2, 'v128', vector(0x4f)),
  'f32.splat': ofVectors(1, 'v128', vector(0x13), 'f32'),
  'i32.splat': ofVectors(1, 'v128', vector(0x11), 'i32'),
  // Four words, whatever they are, as one vector; and each of its lanes.
  four: instruction(['f32', 'f32', 'f32', 'f32'], 'v128', undefined, (first, ...rest) => [
    vector(0x13)(first!),
    rest.map((word, k) => vector(0x20, k + 1)(word)),
  ]),
  ...Object.fromEntries([0, 1, 2, 3].map((k) => [`lane.${k}`, ofVectors(1, 'f32', vector(0x1f, k))])),
  bitmask: ofVectors(1, 'i32', vector(0xa4)),
  any_true: ofVectors(1, 'i32', vector(0x53)),
  // The first four bytes, 0 or 1, as masks: widened twice, and negated.
  'mask.bytes': ofVectors(1, 'v128', opcode(0xfd, 0x89, 0x01, 0xfd, 0xa9, 0x01, 0xfd, 0xa1, 0x01)),
  // Masks of two vectors as halves, and then as bytes of one; and lanes in another order.
  'narrow.half': ofVectors(2, 'v128', vector(0x85)),
  'narrow.byte': ofVectors(2, 'v128', vector(0x65)),
  'bitmask.bytes': ofVectors(1, 'i32', vector(0x64)),
  'interleave.low': ofVectors(2, 'v128', vector(0x0d, lanes(0, 4, 1, 5))),
  'interleave.high': ofVectors(2, 'v128', vector(0x0d, lanes(2, 6, 3, 7))),
  reversed: ofVectors(1, 'v128', (a) => vector(0x0d, lanes(3, 2, 1, 0))(a!, a!)),
};
