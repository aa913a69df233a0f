import { type Connection, type Wiring } from './connection.js';
import { inputOf, type LayerOf } from './input-name.js';
import { type AnyModel, type Init, type Model, type Receptor, type Vars } from './model.js';
import { modelFaults } from './model-faults.js';
import { refuseAll } from './faults/refuse.js';
import { type AnyRule, type Rule } from './rule.js';
import type { Response } from './response.js';
import type { Shape } from './shape.js';
import type { Tensor } from './tensor.js';

/** The names of a network's parts, each with the union of its variables' names: `{ X: 's' | 'x'; Y: 'v' | 's' }`. */
export type Names = Readonly<Record<string, string>>;

/** Some neurons of one model, in a shape. */
export interface Layer<K extends string, R extends string = string> extends Receiving<R> {
  readonly shape: Shape;
  readonly model: AnyModel;
  readonly variables: readonly K[];
  /** Set by `frozen`: nothing plastic moves in it. */
  readonly frozen?: true;
}

/** What has receptors: the names of the inputs that a layer has besides the plain one. */
export interface Receiving<R extends string> {
  readonly receptors: readonly R[];
}

/** A connection that is to be placed: what `connect` gives, and `network` makes a wire of. */
export interface Plan<K extends string> {
  readonly from: string;
  readonly to: string;
  /** The input of the target that it delivers to; absent: the plain one. */
  readonly receptor?: string;
  readonly wiring: Wiring<K>;
  readonly rule?: AnyRule;
  /** Only for the type: the names of the variables. */
  readonly variables?: readonly K[];
}

/**
 * A connection placed between two layers, with the rule by which it learns (none: its weights stay). It is still the plan
 * that it was made by, so a network's connections can go into another network.
 */
export interface Wire<K extends string> extends Plan<K> {
  readonly connection: Connection<string>;
  readonly variables: readonly K[];
  /**
   * How the target responds over time; absent: at once. Then the wire has one more variable, `recent` `[b, steps, ...from]`: the
   * source's spikes in the last steps, newest last (`[b, steps, ...to]` for a connection with state: its currents, mV).
   */
  readonly response?: Response;
  /** Set by `frozen`: its rule is still, or all of it, normalisation too. */
  readonly frozen?: 'rule' | 'all';
}

/**
 * When a spike arrives: a step after it was fired, or in the same step at layers that come later in the record. The last is
 * BindsNET's `one_step`: as 'same step', but layers with incoming connections get nothing from outside.
 */
export type Arrival = (typeof arrivals)[number];
export const arrivals = ['next step', 'same step', 'same step, dropping inputs'] as const;

/** Layers and connections by name, in the order in which they step and learn. A value: networks are never changed. */
export interface Network<L extends Names, C extends Names> {
  /** ms a step */
  readonly dt: number;
  readonly arrival: Arrival;
  readonly layers: { readonly [N in keyof L]: Layer<L[N]> };
  readonly connections: { readonly [N in keyof C]: Wire<C[N]> };
}

/** A network without names in its type: one that is read from plain data, or any network. */
export type AnyNetwork = Network<Names, Names>;

/** Both parts of a network have variables. */
export const parts = ['layers', 'connections'] as const;
export type Part = (typeof parts)[number];

/**
 * The state of a network, as plain data: the variables of every layer and connection, and the counter of its
 * random numbers (i32 `[3]`: two words of key, then the tick).
 */
export interface NetworkState<L extends Names, C extends Names, T = Tensor> {
  readonly noise: T;
  readonly layers: { readonly [N in keyof L]: Vars<L[N], T> };
  readonly connections: { readonly [N in keyof C]: Vars<C[N], T> };
}

/** The state of a network type: `StateOf<typeof net>`. */
export type StateOf<N> = N extends Network<infer L, infer C> ? NetworkState<L, C> : never;

/**
 * Joins two layers of a network being built; the compiler knows their names, variables and receptors. A connection delivers to a layer, or to
 * a receptor of it, `'E.exc'`: the union is written where it is used, as an error of the compiler shows it then.
 */
export type Connect<L extends Names, R extends Names = Names> = <
  F extends keyof L & string,
  G extends { readonly [N in keyof L & string]: N | (N extends keyof R ? `${N}.${R[N]}` : never) }[keyof L & string],
  K extends string,
  V extends string = never,
>(
  from: F,
  to: G,
  wiring: Wiring<K>,
  rule?: Rule<L[F], L[LayerOf<G>], V>,
) => Plan<K | V>;

/** What all models are, whatever their variables: of several the type knows what they have in common. */
interface OneOf {
  readonly init: Vars<string, Init>;
  readonly step: unknown;
  readonly receptors?: Vars<string, Receptor>;
}

/** A layer of one of several models, such as `adaptive ? adaptiveLif() : lif()`: its type has the variables and receptors that all of them have. */
type LayerOfOne<M extends OneOf> = Layer<keyof M['init'] & string, keyof NonNullable<M['receptors']> & string>;

/**
 * A layer: `layer([28, 28], traced(input()))`. The names of its variables go into the layer's type; its model forgets them
 * (a step reads and writes its own variables only, so any state that has them will do). A value that is not a model is a `FaultError`.
 */
export function layer<K extends string, R extends string = never>(shape: Shape, model: Model<K, R>): Layer<K, R>;
export function layer<M extends OneOf>(shape: Shape, model: M): LayerOfOne<M>;
export function layer(shape: Shape, model: OneOf): Layer<string> {
  refuseAll('layer', modelFaults(model));
  const receptors = Object.keys(model.receptors ?? {});
  return { shape, model: model as AnyModel, variables: Object.keys(model.init), receptors };
}

/**
 * Plans a connection; inside `network` the `connect` that it hands out is this one, with all names known. (The plan's type has
 * the variables of wiring and rule together; a wiring that is used again keeps both names in its type.) `to` is a layer, or a
 * receptor of one: `connect('I', 'E.inh', wiring)`.
 */
export const connect = <K extends string, V extends string>(
  from: string,
  to: string,
  wiring: Wiring<K>,
  rule?: Rule<never, never, V>,
): Plan<K | V> => ({
  from,
  ...inputOf(to),
  wiring: wiring as Wiring<string> as Wiring<K | V>,
  ...(rule && { rule }),
});
