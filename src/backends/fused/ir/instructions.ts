import {
  arithmetic,
  bitwise,
  comparison,
  exp,
  float,
  four,
  integer,
  laneByLane,
  lanes,
  larger,
  ofVectors,
  opcode,
  select,
  selection,
  shift,
  smaller,
  unary,
  vector,
  zero,
  type Instruction,
} from './instruction.js';

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
  andnot: ofVectors(['v128', 'v128'], 'v128', vector(0x4f)),
  /**
   * Four lanes of one number, the truth of lanes as bits, masks of two vectors as halves and then as bytes of one, and lanes in
   * another order.
   */
  'f32.splat': ofVectors(['f32'], 'v128', vector(0x13)),
  'i32.splat': ofVectors(['i32'], 'v128', vector(0x11)),
  bitmask: ofVectors(['v128'], 'i32', vector(0xa4)),
  'narrow.half': ofVectors(['v128', 'v128'], 'v128', vector(0x85)),
  'narrow.byte': ofVectors(['v128', 'v128'], 'v128', vector(0x65)),
  'bitmask.bytes': ofVectors(['v128'], 'i32', vector(0x64)),
  any_true: ofVectors(['v128'], 'i32', vector(0x53)),
  'interleave.low': ofVectors(['v128', 'v128'], 'v128', opcode(0xfd, 0x0d, ...lanes([0, 4, 1, 5]))),
  'interleave.high': ofVectors(['v128', 'v128'], 'v128', opcode(0xfd, 0x0d, ...lanes([2, 6, 3, 7]))),
  reversed: ofVectors(['v128'], 'v128', (a) => [...a!, ...a!, 0xfd, 0x0d, ...lanes([3, 2, 1, 0])]),
};
