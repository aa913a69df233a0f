import * as E from 'fp-ts/lib/Either.js';
import { at, fault, oneOf, unlessFaulty, type Fault, type Faults, type LocalFault } from './errors.js';
import { fitTensor, type Want } from './fit.js';
import type { Layer, Names, Network, Wire } from './network.js';
import { tensor, type Tensor } from './tensor.js';

/**
 * All that reaches a network from outside in one step, by layer (masks: by connection). Tensors are `[b, ...shape]`;
 * `run` also takes `[b, n]`, and `[...shape]` or `[n]` for the same in every batch row.
 */
export interface Frame<T, L extends string = string, C extends string = string> {
  /** Spikes of an input layer (bool, or numbers), or current into any layer (mV). */
  readonly inputs?: { readonly [name in L]?: T };
  /** Added to `v` before the step, mV. */
  readonly inject?: { readonly [name in L]?: T };
  /** bool: neurons that spike in this step whatever they do; only `s` is changed. */
  readonly clamp?: { readonly [name in L]?: T };
  /** bool: neurons that do not; stronger than `clamp`. */
  readonly unclamp?: { readonly [name in L]?: T };
  /** bool, in the shape of `w`: weights that are 0 after the step. */
  readonly masks?: { readonly [name in C]?: T };
  /** Uniform numbers in [0, 1) in place of a layer's own, `[b]` or `[b, ...shape]` as its model asks. */
  readonly draws?: { readonly [name in L]?: T };
  /** One for all samples, or one for each `[b]`. */
  readonly reward?: T | number;
  /** The last step of an episode: afterwards weights are normalised and all but what was learned starts anew. */
  readonly ends?: boolean;
}

type Field = 'inputs' | 'inject' | 'clamp' | 'unclamp' | 'masks' | 'draws';
type Lookup = (name: string) => E.Either<LocalFault, Want>;

/**
 * For a network and a number of rows: a frame with every tensor in its full shape, or all that is wrong with it. `index` is
 * the frame's place in the run.
 */
export const frameFitter = (
  net: Network<Names, Names>,
  rows: number,
): ((index: number, frame: Frame<Tensor>) => E.Either<Faults, Frame<Tensor>>) => {
  const fields = Object.entries(fieldsOf(net, rows));
  return (index, frame) => {
    const what = `frame ${index}`;
    const fitted = fields.map(([field, want]) => {
      const given = Object.entries<Tensor | undefined>(frame[field as Field] ?? {}).filter(
        ([, value]) => value !== undefined,
      );
      return [
        field,
        given.map(
          ([name, value]) => [name, E.chain((wanted: Want) => fitTensor(what, value, wanted))(want(name))] as const,
        ),
      ] as const;
    });
    const given = typeof frame.reward === 'number' ? tensor([], [frame.reward]) : frame.reward;
    const reward = rewardFaults(net, rows, what, given);

    const faults = fitted.flatMap(([field, entries]) =>
      entries.flatMap(([name, result]) => (E.isLeft(result) ? [at(`${field} '${name}'`)(result.left)] : [])),
    );
    return unlessFaulty([...faults, ...reward], () => ({
      ...frame,
      ...(given && { reward: given }),
      ...Object.fromEntries(
        fitted.map(([field, entries]) => [
          field,
          Object.fromEntries(entries.flatMap(([name, result]) => (E.isRight(result) ? [[name, result.right]] : []))),
        ]),
      ),
    }));
  };
};

/** What each field of a frame takes, by name. */
const fieldsOf = (net: Network<Names, Names>, rows: number): Readonly<Record<Field, Lookup>> => {
  const layers = (want: (layer: Layer<string>) => E.Either<LocalFault, Want>) => lookup(net.layers, want);
  const neurons = (dtype: Want['dtype']) => layers(({ shape }) => E.right({ shape, rows, dtype }));
  return {
    inputs: neurons(undefined),
    clamp: neurons('bool'),
    unclamp: neurons('bool'),
    inject: layers(({ shape, variables }) =>
      variables.includes('v')
        ? E.right({ shape, rows, dtype: 'f32' })
        : E.left(fault('Unknown', 'layer', "one with a voltage 'v'", `one with ${variables.join(', ')}`)),
    ),
    draws: layers(({ shape, model }) => E.right({ shape: model.noise === 'neuron' ? shape : [], rows, dtype: 'f32' })),
    masks: lookup(net.connections, ({ connection }: Wire<string>) =>
      E.right({ shape: connection.init['w']?.shape ?? [], dtype: 'bool' }),
    ),
  };
};

const lookup =
  <A>(known: Readonly<Record<string, A>>, want: (value: A) => E.Either<LocalFault, Want>): Lookup =>
  (name) =>
    Object.hasOwn(known, name)
      ? want(known[name]!)
      : E.left(fault('Unknown', 'name', oneOf(Object.keys(known)), `'${name}'`));

/** A rule that learns by reward has to get one in every step: one number, or one for each row. */
const rewardFaults = (
  net: Network<Names, Names>,
  rows: number,
  what: string,
  reward: Tensor | undefined,
): readonly Fault[] => {
  if (reward !== undefined) {
    const shape = reward.shape?.length === 1 ? [rows] : [];
    const fitted = fitTensor(what, reward, { shape, dtype: 'f32' });
    return E.isLeft(fitted) ? [at('reward')(fitted.left)] : [];
  }
  return Object.entries<Wire<string>>(net.connections)
    .filter(([, { rule }]) => rule?.rewarded)
    .map(([name]) => at(`connection '${name}'`)(fault('Frame', `reward of ${what}`, 'given', 'none')));
};
