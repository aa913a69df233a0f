import { expectModel } from './expect.js';
import { unless } from './faults/refuse.js';
import type { Algebra } from './algebra.js';
import type { Term } from './term.js';
import type { LocalFault } from './faults/errors.js';
import type { Response } from './response.js';
import type { Shape } from './shape.js';
import type { Param } from './tensor.js';

/** A record of variables; their names are in the type. */
export type Vars<K extends string, T> = { readonly [k in K]: T };

/**
 * The value a variable starts from, for the layer or for each neuron; a boolean makes the variable bool. A window holds such
 * values of the last so many ms, `[b, steps, ...shape]` (rounded to steps, at least one), newest last.
 */
export type Init = Start | { readonly window: number; readonly of: Start };
export type Start = Param | boolean;

/**
 * A neuron model: the variables of each neuron and one pure step of time.
 *
 * A variable is *state* `[b, ...shape]`, one value for every batch row, back at `init` after a reset; or it is *learned*
 * `[...shape]`, shared by the batch, kept by a reset and held by `frozen`. Every model has a spike `s`.
 */
export interface Model<K extends string, R extends string = never> {
  /** Name and parameters, as `describe` writes them. */
  readonly term: Term;
  readonly init: Vars<K, Init>;
  readonly learned?: readonly K[];
  /** Which uniform numbers a step needs: one for each batch row, or one for each neuron. */
  readonly noise?: 'row' | 'neuron';
  /** Of a model whose neurons take no input: connections to it, and inputs of frames, are faults. */
  readonly source?: true;
  /** For a model that responds over time (`responding`): its variable `inputs` keeps the external inputs of the last steps. */
  readonly responds?: Response;
  /** The inputs that have a name, besides the plain one: connections and frames reach them as `layer.receptor`. */
  readonly receptors?: { readonly [receptor in R]: Receptor<K> };
  /** The receptors whose input is a conductance: weights of connections to them are at least 0. */
  readonly conductances?: readonly string[];
  /** Parameters that make no sense for a layer of this shape; `network` reports them under the layer's name. */
  readonly faults?: (shape: Shape) => readonly LocalFault[];
  /**
   * The next state. `input` `[b, ...shape]` is the summed current of this step (mV), `dt` its length (ms), `u` uniform
   * numbers in [0, 1), `[b]` or `[b, ...shape]` as `noise` asks; without `noise` a step that reads them is a fault.
   */
  readonly step: <T>(A: Algebra<T>, state: Vars<K, T>, input: T, dt: number, u: T) => Vars<K, T>;
  /** The voltage that a step comes to before it tests the threshold and resets; absent where a model has none. */
  readonly charged?: <T>(A: Algebra<T>, state: Vars<K, T>, input: T, dt: number) => T;
  /** The part of an input that the neuron receives, where it is not all of it (a refractory neuron receives none). */
  readonly receives?: <T>(A: Algebra<T>, state: Vars<K, T>, input: T, dt: number) => T;
  /** The same model with nothing plastic moving; absent where nothing is plastic. */
  readonly frozen?: () => Model<K, R>;
}

/**
 * An input with a name. It is a function of the arriving input, `[b, ...shape]` in the unit of the model, that returns the
 * changed variables before the step. So a synaptic current or conductance has risen when the step integrates it.
 */
export type Receptor<K extends string = string> = <T>(
  A: Algebra<T>,
  state: Vars<K, T>,
  arriving: T,
  dt: number,
) => Partial<Vars<K, T>>;

/** A model whose variables' names are no longer in its type; `network` checks by drawing what the compiler then cannot. */
export type AnyModel = Model<string, string>;

/** Variables that a combinator adds to a model, and how they follow the model's own step. */
export interface Extension<V extends string> {
  readonly term: Term;
  readonly init: Vars<V, Init>;
  readonly faults?: (shape: Shape) => readonly LocalFault[];
  /** The added variables after a step: from what they were, the spikes of this step, and the input that got in. */
  readonly follow: <T>(A: Algebra<T>, own: Vars<V, T>, s: T, received: T, dt: number) => Vars<V, T>;
}

/** What a model around another changes of it; its faults are more than those of the other. */
type Change<K extends string, R extends string> = Partial<Omit<Model<K, R>, 'term' | 'faults' | 'frozen'>> & {
  readonly faults?: Model<K, R>['faults'] | undefined;
};

/**
 * A model around another: what is not changed stays, and the model with nothing plastic moving is changed in the same way. (A step
 * passes on all variables that it does not know, so there may be more of them than the types inside say.)
 */
export const around = <K extends string, R extends string, L extends string = K>(
  model: Model<K, R>,
  term: Term,
  change: (inner: Model<K, R>) => Change<L, R>,
): Model<L, R> => {
  const { faults: others, ...changed } = change(model);
  const { faults, frozen } = model;
  return {
    ...model,
    ...changed,
    term,
    faults: (shape) => [...(faults?.(shape) ?? []), ...(others?.(shape) ?? [])],
    ...(frozen && { frozen: () => around(frozen(), term, change) }),
  } as Model<L, R>;
};

/** A model with more variables, which read its step and never change it. */
export const extended = <K extends string, V extends string, R extends string = never>(
  model: Model<K | 's', R>,
  extension: Extension<V>,
): Model<K | 's' | V, R> => {
  expectModel('extended', model);
  return around<K | 's', R, K | 's' | V>(model, extension.term, ({ init, step, receives }) => ({
    init: { ...init, ...extension.init } as Vars<K | 's' | V, Init>,
    faults: (neuron) => [
      ...Object.keys(extension.init).flatMap((name) =>
        unless(!(name in init), 'Surplus', `a model with ${name}`, `no other ${name}`, 'a second one'),
      ),
      ...(extension.faults?.(neuron) ?? []),
    ],
    step: <T>(A: Algebra<T>, state: Vars<K | 's' | V, T>, input: T, dt: number, u: T) => {
      const next = step(A, state, input, dt, u);
      const received = receives === undefined ? input : receives(A, state, input, dt);
      return { ...next, ...extension.follow(A, state, next.s, received, dt) } as Vars<K | 's' | V, T>;
    },
  }));
};
