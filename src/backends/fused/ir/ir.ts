import type { Kind } from './encoding.js';

/**
 * The small imperative language that kernels are written in before they become WebAssembly or JavaScript: locals, loads and
 * stores in one flat memory (addresses in bytes), counted loops. A vector `v128` is four lanes of 4 bytes. A truth value is a
 * mask: all bits 0 or all bits 1, so that vectors and single numbers follow the same rules.
 */
export type { Kind } from './encoding.js';

/** A value that a routine holds. */
export interface Local {
  readonly _tag: 'Local';
  readonly id: number;
  readonly kind: Kind;
}

/** A number known to the compiler; beside vectors it stands for four of itself. */
export interface Literal {
  readonly _tag: 'Literal';
  readonly kind: 'i32' | 'f32';
  readonly value: number;
}

export type Value = Local | Literal;

/** What is given to operations: a value, or a whole number as it is. */
export type Operand = Value | number;

export const int = (value: number): Literal => ({ _tag: 'Literal', kind: 'i32', value });
export const float = (value: number): Literal => ({ _tag: 'Literal', kind: 'f32', value });

export type Statement =
  | { readonly _tag: 'Assign'; readonly to: Local; readonly value: Value }
  | { readonly _tag: 'Apply'; readonly to: Local; readonly op: string; readonly args: readonly Value[] }
  | { readonly _tag: 'Load'; readonly to: Local; readonly at: Value; readonly offset: number }
  /** A whole number of one or two bytes, without a sign; four bytes into a vector, in front of zeros. */
  | {
      readonly _tag: 'LoadNarrow';
      readonly to: Local;
      readonly bytes: 1 | 2 | 4;
      readonly at: Value;
      readonly offset: number;
    }
  | { readonly _tag: 'Store'; readonly at: Value; readonly offset: number; readonly value: Value }
  | {
      readonly _tag: 'For';
      readonly counter: Local;
      readonly from: Value;
      readonly to: Value;
      readonly step: number;
      readonly body: Block;
    }
  /** Again and again while the value (assigned in the body) is not 0, at least once. */
  | { readonly _tag: 'DoWhile'; readonly body: Block; readonly again: Value }
  | { readonly _tag: 'If'; readonly condition: Value; readonly yes: Block; readonly no: Block }
  | { readonly _tag: 'Copy'; readonly to: Value; readonly from: Value; readonly bytes: Value }
  /** Zeros. */
  | { readonly _tag: 'Fill'; readonly at: Value; readonly bytes: Value };

export type Block = readonly Statement[];

/** A piece of straight code with its locals: one kernel. `end` is the first byte behind its scratch memory. */
export interface Routine {
  /** What it does, in words: for profiles. */
  readonly name?: string;
  readonly locals: readonly Kind[];
  readonly body: Block;
  readonly end: number;
}

/** The word of the memory that is set once a variable has become what it must not be. */
export const alarm = 4;

/** The word of the memory that tells where the first watched variable stands; 0 where nothing is watched. */
export const outlets = 8;
