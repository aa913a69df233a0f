import type { Algebra } from './algebra.js';
import type { Term } from './term.js';
import type { LocalFault } from './faults/errors.js';
import type { Vars } from './model.js';
import type { Reduction } from './rows.js';
import type { Shape } from './shape.js';
import type { Param } from './tensor.js';

/** The variables that a rule reads: of both layers, after the step. */
export interface Seen<Pre extends string, Post extends string, T> {
  readonly pre: Vars<Pre, T>;
  readonly post: Vars<Post, T>;
  /** Scalar, or `[b]` for one reward a sample; 0 where the frame has none. */
  readonly reward: T;
  /** ms */
  readonly dt: number;
  /** How many steps the network took before this one, i32 `[]`: they are counted over runs, episodes and `rested`, and saved. */
  readonly tick: T;
  /** The bounds that the weights are kept in, for rules that slow down near them. */
  readonly bounds: Bounds;
  readonly correlate: (pre: T, post: T, over: Reduction | 'each') => T;
}

/** Where the weights of a rule stay: the least and the greatest, mV; one number, or one for each weight. */
export type Bounds = readonly [min: Param, max: Param];

/**
 * A learning rule: how weights, and variables of its own (zero at first and after a reset), move in one step. Written
 * once against `correlate`, it works on every kind of connection. `Pre` and `Post` name the variables of the layers that it reads.
 */
export interface Rule<Pre extends string, Post extends string, V extends string = never> {
  readonly term: Term;
  /** Where each own variable lives: `[b, ...from]`, `[b, ...to]`, `[b, ...w]`, or `[b]`, one number for each batch row. */
  readonly init: Vars<V, 'pre' | 'post' | 'synapse' | 'row'>;
  /** Frames have to carry a reward. */
  readonly rewarded?: boolean;
  /** Weights start, and with `bounded` stay, within. */
  readonly bounds?: Bounds;
  /** The faults of the parameters, for weights of a shape within bounds, if any. */
  readonly faults?: (weights: Shape, bounds?: Bounds) => readonly LocalFault[];
  /** The faults of learning from so many batch rows at once; `run` asks. */
  readonly batchFaults?: (rows: number) => readonly LocalFault[];
  readonly step: <T>(A: Algebra<T>, vars: Vars<'w' | V, T>, seen: Seen<Pre, Post, T>) => Vars<'w' | V, T>;
}

/** A rule whose variables' names are no longer in its type. */
export type AnyRule = Rule<string, string, string>;
