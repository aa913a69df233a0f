import type { AnyWiring } from '../../core/connection.js';
import type { Fold } from '../../core/fold.js';
import type { AnyModel } from '../../core/model.js';
import type { AnyRule } from '../../core/rule.js';
import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/** Where tests look for values, both ends included. */
export type Range = readonly [min: number, max: number];

/** What a number has to be, in words and as a test, and which numbers are usual where a table does not say it. */
export interface Limit {
  readonly want: string;
  /** Whether `want` names a number (`a whole number`), and does not only say how it is (`positive`). */
  readonly noun?: true;
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
  /** The name of something that another part has; tests give `usual`. */
  | { readonly is: 'name'; readonly usual: string }
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
  | { readonly is: 'receptors'; readonly table: Readonly<Record<string, readonly [unknown, Kind, Range?]>> }
  /** For each weight whether it is kept at 0. */
  | { readonly is: 'mask' }
  /** For how long, ms: a whole number of steps. */
  | { readonly is: 'duration' }
  /** What an encoder is given: values of any shape. */
  | ({ readonly is: 'datum' } & Limit)
  | { readonly is: 'part'; readonly of: keyof Parts }
  /** What plain data cannot say. */
  | { readonly is: 'function'; readonly usual: (...args: never) => unknown };
