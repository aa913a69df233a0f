import type { binary, BinaryOp, ternary, TernaryOp, unary, UnaryOp } from './elementwise.js';
import type { Shape } from './shape.js';
import type { Dtype, Param, Tensor } from './tensor.js';

/** The type of a value, known before it is computed. */
export interface Type {
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** The operations by name: element by element, and the others. */
export type ElementOp = UnaryOp | BinaryOp | TernaryOp;
export type Op =
  | ElementOp
  | 'sum'
  | 'maxOver'
  | 'reshape'
  | 'contract'
  | 'gather'
  | 'scatter'
  | 'shiftIn'
  | 'rowAt'
  | 'withRow'
  | 'deposit'
  | 'collect'
  | 'chooseOne'
  | 'uniform';

/** What an operation needs besides its operands; plain data, so that equal nodes of a graph are found equal. */
export type Attribute = readonly (number | string)[];

/** A value of the interpretation, or plain data, which broadcasts. */
export type Operand<T> = T | Param;

type Binary<T> = (a: Operand<T>, b: Operand<T>) => T;
type Unary<T> = (a: Operand<T>) => T;
type Ternary<T> = (a: Operand<T>, b: Operand<T>, c: Operand<T>) => T;

/** The operations of `elementwise.ts`. */
type Elementwise<T> = { readonly [O in keyof typeof unary]: Unary<T> } & {
  readonly [O in keyof typeof binary]: Binary<T>;
} & { readonly [O in keyof typeof ternary]: Ternary<T> };

/**
 * The operations that models, connections and rules are written in. They never look into `T`: an eager backend computes
 * at once, a symbolic one draws a graph, a third only works out types. Batch first: a layer's value is `[b, ...shape]`.
 *
 * Every operation rounds to float32. Shapes broadcast, aligned at the last axis. In arithmetic a bool counts as 0 or 1;
 * the result is i32 where both sides are (it wraps), otherwise f32. A plain number takes the type of its partner where
 * it fits (0 and 1 beside bool, whole numbers beside i32), otherwise it is f32.
 */
export interface Algebra<T> extends Elementwise<T> {
  /** Sum over some axes, which disappear; ascending order. */
  readonly sum: (x: Operand<T>, axes: readonly number[]) => T;
  /** The largest element over some axes, which disappear. */
  readonly maxOver: (x: Operand<T>, axes: readonly number[]) => T;
  readonly reshape: (x: Operand<T>, shape: Shape) => T;

  /** Of each row of `[b, n]` the elements at some places, `[b, m]`; a place of -1 gives 0. `places` is i32 `[m]`, plain data. */
  readonly gather: (x: Operand<T>, places: Tensor) => T;
  /** The transpose of `gather`: each element of `[b, m]` added to its place of `[b, n]`, in order; -1 is left out. */
  readonly scatter: (x: Operand<T>, places: Tensor, n: number) => T;
  /** A window `[b, t, ...]` moved on by one: the oldest row, the first, goes, and `newest` `[b, ...]` becomes the last. */
  readonly shiftIn: (window: Operand<T>, newest: Operand<T>) => T;

  /**
   * Rings `[b, t, ...]` of t rows, in which time goes round: `at` i32 `[b]` says for each sample which row is due. A row is read
   * (`rowAt`) before another takes its place (`withRow`).
   */
  readonly rowAt: (ring: Operand<T>, at: Operand<T>) => T;
  readonly withRow: (ring: Operand<T>, at: Operand<T>, row: Operand<T>) => T;
  /**
   * The ring with the row that is due emptied, and then each element of x `[b, m]` added, in order, at its place: places are i32 `[m]`,
   * plain data, and count from the row that is due on, round the ring. -1 is left out.
   */
  readonly deposit: (ring: Operand<T>, at: Operand<T>, x: Operand<T>, places: Tensor) => T;
  /** The transpose of `deposit`: the elements `[b, m]` of a ring at places that count from the row that is due on; -1 gives 0. */
  readonly collect: (ring: Operand<T>, at: Operand<T>, places: Tensor) => T;

  /**
   * Sum of products by named axes, one letter each: `contract('bi,ij->bj', s, w)` is spikes times weights,
   * `contract('bi,bj->ij', pre, post)` an outer product summed over the batch. For each element of the result the
   * products are added one by one in the order in which the first operand holds them, from 0. A product adds nothing where either
   * of its factors is 0 (or -0, or false), whatever the other is: a silent neuron neither receives nor teaches anything, NaN and infinities
   * included. All other products are those of float32, so one with NaN in it makes the sum NaN.
   */
  readonly contract: (axes: string, x: Operand<T>, y: Operand<T>) => T;

  /** In each batch row `[b, ...]` keeps one of its k true places, number floor(u k) in index order, with u `[b]` in [0, 1). */
  readonly chooseOne: (s: Operand<T>, u: Operand<T>) => T;

  /** Uniform numbers in [0, 1) of the given shape; a function of the counter `noise` (i32 `[3]`: key, tick), the stream and the place. */
  readonly uniform: (noise: T, stream: number, shape: Shape) => T;

  readonly constant: (value: Param) => T;
  /** Any operation by its name, on operands of the interpretation. */
  readonly apply: (op: Op, args: readonly T[], attribute: Attribute) => T;
  /** Shape and element type, known without computing anything. */
  readonly type: (x: T) => Type;
}
