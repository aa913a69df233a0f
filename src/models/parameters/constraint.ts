import type { Seed } from '../../core/random.js';
import { reductions, type BatchReduction, type Reduction } from '../../core/rows.js';
import type { Shape } from '../../core/shape.js';
import type { Param, Tensor } from '../../core/tensor.js';
import type { Kind, Limit, Parts, Range } from './kind.js';

export type { Kind, Limit, Parts, Pattern, Range } from './kind.js';

/** What a parameter of type A has to be. */
export type Constraint<A = unknown> = Kind & { readonly type?: A };

/** A constraint on one number, or one for each neuron or weight. */
export type ParamConstraint = Extract<Kind, { is: 'param' }> & { readonly type?: Param };
/** A constraint on what can only be one number. */
export type NumberConstraint = Extract<Kind, { is: 'number' }> & { readonly type?: number };

const param = (usual: Range, want: string, holds: Limit['holds']): ParamConstraint => {
  return { is: 'param', per: 'neuron', usual, want, holds };
};

const aNumber = (...limit: Parameters<typeof param>): ParamConstraint => ({ ...param(...limit), noun: true });

/** A constraint: above 0, one number or one for each neuron; infinite too. */
export const positive = param([0.5, 50], 'positive', (value) => value > 0);
/** A constraint: at least 0, one number or one for each neuron; infinite too. */
export const notNegative = param([0, 10], 'at least 0', (value) => value >= 0);
/** A constraint: a finite number, one or one for each neuron. */
export const finite = aNumber([-10, 10], 'a finite number', Number.isFinite);
/** A constraint: any number but NaN, one or one for each neuron. */
export const number = aNumber([-10, 10], 'a number', (value) => !Number.isNaN(value));
export const positiveFinite = param([1, 10], 'positive and finite', (value) => value > 0 && value < Infinity);
export const wholeFrom = (least: number): ParamConstraint =>
  aNumber([1, 5], `a whole number of at least ${least}`, (value) => Number.isInteger(value) && value >= least);
/** A constraint: a whole number of at least 1. */
export const whole = wholeFrom(1);
export const wholeUpTo = (most: number): ParamConstraint =>
  aNumber(
    [1, 5],
    `a whole number from 1 to ${most}`,
    (value) => Number.isInteger(value) && value >= 1 && value <= most,
  );
/** A constraint: from 0 to 1, one number or one for each neuron. */
export const fraction = param([0, 1], 'in [0, 1]', (value) => value >= 0 && value <= 1);

/** One number, where a layer or a connection cannot have several. */
export const scalar = ({ want, holds, usual }: Limit): NumberConstraint => ({ is: 'number', want, holds, usual });

/** A strength that is given without its sign. */
export const magnitude = scalar(
  aNumber([0, 10], 'a finite number of at least 0', (value) => value >= 0 && value < Infinity),
);

/** A number that says how large something is: tests make it small. */
export const sized = (constraint: ParamConstraint): NumberConstraint => ({ ...scalar(constraint), costs: true });

/** A number for all weights, or one for each. */
export const perWeight = (constraint: ParamConstraint): ParamConstraint => ({ ...constraint, per: 'weight' });

/** A number for all neurons of a connection's source, or one for each. */
export const perSource = (constraint: ParamConstraint): ParamConstraint => ({ ...constraint, per: 'source' });

/** A name, such as that of a receptor. */
export const name = (usual: string): Constraint<string> => ({ is: 'name', usual });

export const flag: Constraint<boolean> = { is: 'boolean' };
export const oneOfWords = <W extends string>(...words: readonly W[]): Constraint<W> => ({ is: 'word', words });

/** How the changes of a batch are combined into one. */
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
export type ReceptorsConstraint<P> = Extract<Kind, { is: 'receptors' }> & {
  readonly type?: Readonly<Record<string, Partial<P>>>;
};
export const receptorsOf = <P>(table: ReceptorsConstraint<P>['table']): ReceptorsConstraint<P> => ({
  is: 'receptors',
  table,
});
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
