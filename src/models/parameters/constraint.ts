import type { Fold } from '../../core/fold.js';
import type { AnyModel } from '../../core/model.js';
import type { Seed } from '../../core/random.js';
import type { AnyRule } from '../../core/rule.js';
import type { AnyWiring } from '../../core/connection.js';
import { reductions, type BatchReduction, type Reduction } from '../../core/rows.js';
import type { Shape } from '../../core/shape.js';
import type { Param, Tensor } from '../../core/tensor.js';
import { finite, type NumberDemand, type ParamDemand, type Range } from '../params.js';

/** Which neurons are joined: synapse e goes from `pre[e]` to `post[e]` (flattened). */
export interface Pattern {
  readonly pre: ArrayLike<number>;
  readonly post: ArrayLike<number>;
}

/** What other entries a parameter may be. */
export interface Parts {
  readonly model: AnyModel;
  readonly connection: AnyWiring;
  readonly rule: AnyRule;
  readonly weights: Tensor | ((shape: Shape) => Tensor);
  readonly pattern: Pattern | ((m: number, n: number) => Pattern);
  readonly fold: Fold<Tensor, unknown>;
}

/** What a parameter can be. Faults, readers of plain data and the arbitraries of tests go by this, each in one place. */
export type Kind =
  | Omit<ParamDemand, 'type'>
  | Omit<NumberDemand, 'type'>
  | { readonly is: 'boolean' }
  /** One of some words; or, in code, a function. */
  | { readonly is: 'word'; readonly words: readonly string[]; readonly code?: true }
  /** One number for every axis of an image, or one for each; at least `least`. */
  | { readonly is: 'extents'; readonly least: number }
  | { readonly is: 'shape' }
  /** Two rates, each for all weights or one for each; in plain data also one number for both. */
  | { readonly is: 'rates' }
  | { readonly is: 'seed' }
  /** A number, or one for each target neuron or, of a bias, each channel; mV. */
  | { readonly is: 'each target' }
  /** Weights from neuron to neuron of one layer, or none. */
  | { readonly is: 'lateral' }
  /** For each weight whether it is kept at 0. */
  | { readonly is: 'mask' }
  /** For how long, ms: a whole number of steps. */
  | { readonly is: 'duration' }
  /** What an encoder is given: values of any shape. */
  | { readonly is: 'datum'; readonly usual: Range }
  | { readonly is: 'part'; readonly of: keyof Parts }
  /** What plain data cannot say. */
  | { readonly is: 'function'; readonly usual: (...args: never) => unknown };

/** What a parameter of type A has to be. */
export type Constraint<A = unknown> = Kind & { readonly type?: A };

/** One number, where a layer or a connection cannot have several. */
export const scalar = ({ want, holds, usual }: ParamDemand): NumberDemand => ({
  is: 'number',
  want,
  holds,
  usual,
});

/** A number for all weights, or one for each. */
export const perWeight = (demand: ParamDemand): Constraint<Param> => ({ ...demand, per: 'weight' });

export const flag: Constraint<boolean> = { is: 'boolean' };

export const oneOfWords = <W extends string>(...words: readonly W[]): Constraint<W> => ({ is: 'word', words });

/** How the updates of a batch become one. */
export const reduction: Constraint<Reduction> = { is: 'word', words: reductions, code: true };

/** The same where a batch never has to ask for more. */
export const batchReduction: Constraint<BatchReduction> = { is: 'word', words: ['sum', 'mean', 'max'], code: true };

export const extents = (least: number): Constraint<number | Shape> => ({ is: 'extents', least });
export const shape: Constraint<Shape> = { is: 'shape' };
export const rates: Constraint<readonly [pre: Param, post: Param]> = { is: 'rates' };
export const rate: Constraint<Param> = perWeight(finite);
export const seed: Constraint<Seed> = { is: 'seed' };
export const eachTarget: Constraint<Param> = { is: 'each target' };
export const lateral: Constraint<Tensor | null> = { is: 'lateral' };
export const mask: Constraint<Tensor> = { is: 'mask' };
export const datum = (usual: Range): Constraint<Tensor> => ({ is: 'datum', usual });
export const duration: Constraint<number> = { is: 'duration' };

/** The same, where it may be left out. */
export const ifGiven = <A>(constraint: Constraint<A>): Constraint<A | undefined> => constraint;

export const part = <K extends keyof Parts>(of: K): Constraint<Parts[K]> => ({ is: 'part', of });

/** A function of this type; `usual` is one that tests give. */
export const code = <F extends (...args: never) => unknown>(usual: F): Constraint<F> => ({ is: 'function', usual });
