import type { AnyWiring } from '../../core/connection.js';
import type { Fold } from '../../core/fold.js';
import type { AnyModel } from '../../core/model.js';
import type { Seed } from '../../core/random.js';
import { reductions, type BatchReduction, type Reduction } from '../../core/rows.js';
import type { AnyRule } from '../../core/rule.js';
import type { Shape } from '../../core/shape.js';
import type { Param, Tensor } from '../../core/tensor.js';

/** Where tests look for values, both ends included. */
export type Range = readonly [min: number, max: number];

/** What a number has to be, in words and as a test, and which numbers are usual where a table does not say it. */
export interface Limit {
  readonly want: string;
  readonly holds: (value: number) => boolean;
  readonly usual: Range;
}

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
  /** One number, or one for each neuron of the layer, or of a connection each weight or neuron of its source. */
  | ({ readonly is: 'param'; readonly per: 'neuron' | 'weight' | 'source' } & Limit)
  /** One number; one that `costs` time and memory is within its range wherever tests look, whatever its default. */
  | ({ readonly is: 'number'; readonly costs?: true } & Limit)
  | { readonly is: 'boolean' }
  /** One of some words; or, in code, a function, perhaps with one that tests give. */
  | { readonly is: 'word'; readonly words: readonly string[]; readonly code?: true | ((...args: never) => unknown) }
  /** One number for every axis of an image, or one for each; at least `least`. */
  | { readonly is: 'extents'; readonly least: number }
  | { readonly is: 'shape' }
  /** Two rates, each for all weights or one for each; in plain data also one number for both. */
  | { readonly is: 'rates' }
  | { readonly is: 'seed' }
  /** A number, or one for each target neuron or, of a bias, each channel; mV. */
  | { readonly is: 'each target' }
  /** A length, or one for each axis of space. */
  | ({ readonly is: 'each axis' } & Limit)
  /** Positions of the neurons of a layer `[neurons, axes]`. */
  | { readonly is: 'positions'; readonly of: 'source' | 'target' }
  /** A time, or one for each synapse; in plain data drawn, too. */
  | { readonly is: 'delay' }
  /** Weights from neuron to neuron of one layer, or none. */
  | { readonly is: 'lateral' }
  /** Receptors by name, each with the parameters of this table. */
  | { readonly is: 'receptors'; readonly table: Readonly<Record<string, readonly [unknown, Constraint, Range?]>> }
  /** For each weight whether it is kept at 0. */
  | { readonly is: 'mask' }
  /** For how long, ms: a whole number of steps. */
  | { readonly is: 'duration' }
  /** What an encoder is given: values of any shape. */
  | ({ readonly is: 'datum' } & Limit)
  | { readonly is: 'part'; readonly of: keyof Parts }
  /** What plain data cannot say. */
  | { readonly is: 'function'; readonly usual: (...args: never) => unknown };

/** What a parameter of type A has to be. */
export type Constraint<A = unknown> = Kind & { readonly type?: A };

/** A constraint on one number, or one for each neuron or weight. */
export type ParamConstraint = Extract<Kind, { is: 'param' }> & { readonly type?: Param };
/** A constraint on what can only be one number. */
export type NumberConstraint = Extract<Kind, { is: 'number' }> & { readonly type?: number };

const param = (usual: Range, want: string, holds: Limit['holds']): ParamConstraint => ({
  is: 'param',
  per: 'neuron',
  usual,
  want,
  holds,
});

export const positive = param([0.5, 50], 'positive', (value) => value > 0);
export const notNegative = param([0, 10], 'at least 0', (value) => value >= 0);
export const finite = param([-10, 10], 'a finite number', Number.isFinite);
export const number = param([-10, 10], 'a number', (value) => !Number.isNaN(value));
export const positiveFinite = param([1, 10], 'positive and finite', (value) => value > 0 && value < Infinity);
export const wholeFrom = (least: number): ParamConstraint =>
  param([1, 5], `a whole number of at least ${least}`, (value) => Number.isInteger(value) && value >= least);
export const whole = wholeFrom(1);
export const wholeUpTo = (most: number): ParamConstraint =>
  param([1, 5], `a whole number from 1 to ${most}`, (value) => Number.isInteger(value) && value >= 1 && value <= most);
export const fraction = param([0, 1], 'in [0, 1]', (value) => value >= 0 && value <= 1);

/** One number, where a layer or a connection cannot have several. */
export const scalar = ({ want, holds, usual }: Limit): NumberConstraint => ({ is: 'number', want, holds, usual });

/** A number that says how large something is: tests make it small. */
export const sized = (constraint: ParamConstraint): NumberConstraint => ({ ...scalar(constraint), costs: true });

/** A number for all weights, or one for each. */
export const perWeight = (constraint: ParamConstraint): ParamConstraint => ({ ...constraint, per: 'weight' });

/** A number for all neurons of a connection's source, or one for each. */
export const perSource = (constraint: ParamConstraint): ParamConstraint => ({ ...constraint, per: 'source' });

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
export const eachAxis: Constraint<Param> = { ...positive, is: 'each axis' };
export const positions = (of: 'source' | 'target'): Constraint<Tensor> => ({ is: 'positions', of });
export const delay: Constraint<number | Tensor | ((shape: Shape) => Tensor)> = { is: 'delay' };
export const lateral: Constraint<Tensor | null> = { is: 'lateral' };
/** Receptors by name, each with the parameters of a table that it has other than its defaults. */
export const receptorsOf = <P>(
  table: Extract<Kind, { is: 'receptors' }>['table'],
): Constraint<Readonly<Record<string, Partial<P>>>> => ({ is: 'receptors', table });
export const mask: Constraint<Tensor> = { is: 'mask' };
export const duration: Constraint<number> = { is: 'duration' };

/** Values to be encoded. */
export const datum = (
  usual: Range,
  want = 'at least 0 and finite',
  holds: Limit['holds'] = (value) => value >= 0 && value < Infinity,
): Constraint<Tensor> => ({ is: 'datum', want, holds, usual });

/** The same, where it may be left out. */
export const ifGiven = <A>(constraint: Constraint<A>): Constraint<A | undefined> => constraint;

export const part = <K extends keyof Parts>(of: K): Constraint<Parts[K]> => ({ is: 'part', of });

/** A function of this type; `usual` is one that tests give. */
export const code = <F extends (...args: never) => unknown>(usual: F): Constraint<F> => ({ is: 'function', usual });
