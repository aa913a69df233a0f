import type { Kind } from './instruction.js';

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

export const int = (value: number): Literal => ({ _tag: 'Literal', kind: 'i32', value });
export const float = (value: number): Literal => ({ _tag: 'Literal', kind: 'f32', value });
