import { size, tensor, uniforms, type Shape, type Tensor } from '../../src/index.js';
import { eagerAlgebra, type Algebra } from '../../src/authoring.js';

type Examples = Readonly<Record<string, <T>(A: Algebra<T>, given: Operands<T>) => T>>;

/** Signed and positive numbers, and spikes, one in three, all `[40, 64]`; positive weights
 * `[64, 30]`, and five matrices of them `[128, 5, 6]`. */
export interface Operands<T> {
  readonly x: T;
  readonly y: T;
  readonly positive: T;
  readonly s: T;
  readonly w: T;
  readonly matrices: T;
}

const drawn = (seed: number, shape: Shape, f: (u: number) => number, dtype: Tensor['dtype'] = 'f32'): Tensor =>
  tensor(shape, Array.from(uniforms(seed, 0, size(shape)), f), dtype);

export const operands: Operands<Tensor> = {
  x: drawn(1, [40, 64], (u) => 20 * u - 10),
  y: drawn(2, [40, 64], (u) => 20 * u - 10),
  positive: drawn(3, [40, 64], (u) => 0.1 + 9.9 * u),
  s: drawn(4, [40, 64], (u) => (u < 1 / 3 ? 1 : 0), 'bool'),
  w: drawn(5, [64, 30], (u) => 0.1 + 9.9 * u),
  matrices: drawn(8, [128, 5, 6], (u) => 0.1 + 9.9 * u),
};

/** One number a row; 1 is out of range, and means the last. */
const rows = drawn(7, [40], (u) => (u < 0.1 ? 1 : u));

/** Places of 50, some of them -1. */
const places = drawn(6, [64], (u) => Math.floor(51 * u) - 1, 'i32');

/** An example of every operation. What adds up adds up positive numbers, as nothing is exact to within where they cancel. */
export const examples: Examples = {
  'add, sub, mul': (A, { x, y }) => A.mul(A.sub(x, y), A.add(x, y)),
  div: (A, { x, y }) => A.div(x, y),
  'max, min, clamp': (A, { x, y, positive }) => A.clamp(A.max(x, A.min(y, 3)), y, positive),
  abs: (A, { x }) => A.abs(x),
  exp: (A, { x }) => A.exp(x),
  log: (A, { x, s }) => A.log(A.mul(x, s)),
  'gt, ge, lt, ne': (A, { x, y, s }) =>
    A.add(A.add(A.gt(x, y), A.ge(x, y)), A.add(A.lt(x, y), A.mul(2, A.ne(A.mul(x, s), 0)))),
  'and, or, not': (A, { x, s }) => A.or(A.and(s, A.gt(x, 0)), A.not(A.or(s, A.mul(x, s)))),
  where: (A, { x, y, s }) => A.where(s, x, A.where(A.lt(y, 0), 0, y)),
  sum: (A, { positive }) => A.sum(positive, [0]),
  'sum: spikes': (A, { s }) => A.sum(A.reshape(s, [8, 5, 64]), [0]),
  maxOver: (A, { x }) => A.maxOver(x, [1]),
  'reshape, shiftIn': (A, { x, y }) => A.shiftIn(A.reshape(x, [8, 5, 64]), A.maxOver(A.reshape(y, [8, 5, 64]), [1])),
  gather: (A, { x }) => A.gather(x, places),
  scatter: (A, { positive }) => A.scatter(positive, places, 50),
  'contract: one matrix': (A, { positive, w }) => A.contract('bi,ij->bj', positive, w),
  'contract: spikes': (A, { s, w }) => A.contract('bi,ij->bj', s, w),
  'contract: outer product': (A, { s, x }) => A.contract('bi,bj->bij', s, x),
  'contract: many matrices': (A, { positive, matrices }) =>
    A.contract('bpk,kpf->bfp', A.reshape(positive, [4, 5, 128]), matrices),
  chooseOne: (A, { s }) => A.chooseOne(s, rows),
};

/** How far off a computation is in each example: the largest error as a part of what eager gives, 0 where every bit agrees. */
export const errors = async (
  compute: (example: Examples[string]) => Promise<Tensor>,
): Promise<Readonly<Record<string, number>>> => {
  const found: [string, number][] = [];
  for (const [name, example] of Object.entries(examples)) {
    const [want, got] = [example(eagerAlgebra, operands), await compute(example)];
    const off = Array.from(want.data, (value, k) =>
      Object.is(value, got.data[k]) ? 0 : Math.abs(got.data[k]! - value) / Math.abs(value),
    );
    found.push([
      name,
      want.data.length === got.data.length
        ? off.reduce((worst, error) => (error <= worst ? worst : error), 0)
        : Infinity,
    ]);
  }
  return Object.fromEntries(found);
};

/**
 * How far off each mode of tfjs is at most, as docs/backends.md publishes it; what is not named agrees to the bit. WebGL and
 * WebGPU are those of Chromium in software.
 */
export const published: Readonly<Record<'cpu' | 'wasm' | 'webgl' | 'webgpu', Readonly<Record<string, number>>>> = {
  cpu: {
    exp: 1.2e-7,
    log: 1.2e-7,
    sum: 5e-7,
    'contract: one matrix': 1e-6,
    'contract: spikes': 1e-6,
    'contract: many matrices': 1e-6,
  },
  wasm: { exp: 1.2e-7, log: 1.2e-7 },
  webgl: { exp: 1e-6, log: 1e-5, sum: 5e-7, scatter: 5e-7, 'contract: many matrices': 1e-6 },
  webgpu: { exp: 1e-6, log: 1e-5, sum: 5e-7, scatter: 5e-7, 'contract: many matrices': 1e-6 },
};

/** The table of the page: an operation a row, a mode a column. */
export const publishedTable = (): string => {
  const modes = Object.keys(published) as readonly (keyof typeof published)[];
  const cell = (bound: number | undefined): string => (bound === undefined ? '=' : bound.toExponential());
  return [
    `| operation | ${modes.join(' | ')} |`,
    `|---|${modes.map(() => '---|').join('')}`,
    ...Object.keys(examples).map(
      (name) => `| ${name} | ${modes.map((mode) => cell(published[mode][name])).join(' | ')} |`,
    ),
  ].join('\n');
};

/** The examples in which a mode is further off than is published. */
export const beyond = (
  mode: keyof typeof published,
  found: Readonly<Record<string, number>>,
): readonly (readonly [string, number])[] =>
  Object.entries(found).filter(([name, error]) => !(error <= (published[mode][name] ?? 0)));
