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

export const opcode =
  (...code: Bytes) =>
  (...args: readonly Bytes[]): Bytes => [...args.flat(), ...code];
/** Instructions of the vector extension have a number of their own, in LEB128. */
export const vector = (code: number) => opcode(0xfd, ...(code < 0x80 ? [code] : [(code & 0x7f) | 0x80, code >> 7]));

/** A constant of four lanes. */
export const four = (lane: Bytes): Bytes => [0xfd, 12, ...lane, ...lane, ...lane, ...lane];

export const zero: Bytes = [0x41, 0];
export const select = 0x1b;
/** 0 or 1 as a mask. */
const mask = (truth: Bytes): Bytes => [...zero, ...truth, 0x6b];

type Single = 'i32' | 'f32';
export const arithmetic = (
  of: Single,
  scalar: number,
  simd: number,
  js: (a: string, b: string) => string,
): Instruction => ({
  takes: [of, of],
  gives: of,
  scalar: opcode(scalar),
  simd: vector(simd),
  js: (a, b) => js(a!, b!),
});
export const float = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic('f32', scalar, simd, (a, b) => `fround(${a} ${sign} ${b})`);
export const integer = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic('i32', scalar, simd, (a, b) => `(${a} ${sign} ${b} | 0)`);
export const comparison = (of: Single, scalar: number, simd: number, sign: string): Instruction => ({
  takes: [of, of],
  gives: 'i32',
  scalar: (...args) => mask(opcode(scalar)(...args)),
  simd: vector(simd),
  js: (a, b) => `(${a} ${sign} ${b} ? -1 : 0)`,
});
/** `b` where `less(a, b)` (for the larger) or `less(b, a)` (for the smaller), else `a`. */
export const larger = (of: Single, less: number, simd: number): Instruction => ({
  takes: [of, of],
  gives: of,
  scalar: (a, b) => [...b!, ...a!, ...a!, ...b!, less, select],
  simd: vector(simd),
  js: (a, b) => `(${a} < ${b} ? ${b} : ${a})`,
});
export const smaller = (of: Single, less: number, simd: number): Instruction => ({
  takes: [of, of],
  gives: of,
  scalar: (a, b) => [...b!, ...a!, ...b!, ...a!, less, select],
  simd: vector(simd),
  js: (a, b) => `(${b} < ${a} ? ${b} : ${a})`,
});
export const shift = (scalar: number, simd: number, js: (a: string, b: string) => string): Instruction => ({
  ...arithmetic('i32', scalar, simd, js),
  single: true,
});
export const bitwise = (scalar: number, simd: number, sign: string): Instruction =>
  arithmetic('i32', scalar, simd, (a, b) => `(${a} ${sign} ${b})`);
/** `select(mask, yes, no)` */
export const selection = (of: Single): Instruction => ({
  takes: ['i32', of, of],
  gives: of,
  scalar: (m, yes, no) => [...yes!, ...no!, ...m!, select],
  simd: (m, yes, no) => [...yes!, ...no!, ...m!, 0xfd, 0x52],
  js: (m, yes, no) => `(${m} ? ${yes} : ${no})`,
});
/** One operand of one kind. */
export const unary = (takes: Kind, gives: Kind, of: Omit<Instruction, 'takes' | 'gives'>): Instruction => ({
  takes: [takes],
  gives,
  ...of,
});
/** Of WebAssembly alone, on vectors or to them. */
export const ofVectors = (takes: readonly Kind[], gives: Kind, scalar: Instruction['scalar']): Instruction => ({
  takes,
  gives,
  scalar,
  js: () => {
    throw new TypeError('there are no vectors in JavaScript');
  },
});
/** An operation on single numbers for each lane in turn: for what WebAssembly has no vectors of. */
export const laneByLane =
  (of: (lane: Bytes) => Bytes) =>
  (a?: Bytes): Bytes => [
    ...a!,
    ...[0, 1, 2, 3].flatMap((lane) => [...of([...a!, 0xfd, 0x1f, lane]), 0xfd, 0x20, lane]),
  ];

/** Of the host, in double precision, as there is none in WebAssembly. */
export const exp = (a?: Bytes): Bytes => [...a!, 0xbb, 0x10, 0, 0xb6];

/** Bytes of a vector that has the lanes of one, or of two one after the other, in some order. */
export const lanes = (order: readonly number[]): Bytes =>
  order.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte));
