import * as E from 'fp-ts/lib/Either.js';
import { at, fault, oneOf, unlessFaulty, type Fault, type Faults } from './errors.js';
import { fit, type Rows, type Want } from './fit.js';
import { frameFields, type Field } from './frame-fields.js';
import type { Names, Network, Wire } from './network.js';
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
  /**
   * Neurons that spike in this step whatever they do; only `s` is changed. A bool mask; `run` also takes the numbers of the
   * neurons in the flattened layer, i32 `[k]`, or `[b, k]` row by row.
   */
  readonly clamp?: { readonly [name in L]?: T };
  /** As `clamp`, neurons that do not spike; stronger than `clamp`. */
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

/**
 * For a network and a number of rows: a frame with every tensor in its full shape, or all that is wrong with it. `index` is
 * the frame's place in the run.
 */
export const frameFitter = (
  net: Network<Names, Names>,
  rows: Rows,
): ((index: number, frame: Frame<Tensor>) => E.Either<Faults, Frame<Tensor>>) => {
  const lookups = frameFields(net);
  const fields = Object.entries(lookups);
  const known = [...Object.keys(lookups), 'reward', 'ends'];
  return (index, frame) => {
    const what = `frame ${index}`;
    if (!isFrame(frame)) return E.left([at('frames')(fault('Frame', what, `a record of ${known.join(', ')}`, 'none'))]);
    const strangers = Object.keys(frame)
      .filter((field) => !known.includes(field))
      .map((field) => at('frames')(fault('Unknown', `field of ${what}`, oneOf(known), `'${field}'`)));
    const fitted = fields.map(([field, want]) => {
      const given = Object.entries<Tensor | undefined>(frame[field as Field] ?? {}).filter(
        ([, value]) => value !== undefined,
      );
      return [
        field,
        given.map(
          ([name, value]) => [name, E.chain((wanted: Want) => fit(what, value, wanted, rows))(want(name))] as const,
        ),
      ] as const;
    });
    const given = typeof frame.reward === 'number' ? tensor([], [frame.reward]) : frame.reward;
    const reward = rewardFaults(net, rows, what, given);

    const faults = fitted.flatMap(([field, entries]) =>
      entries.flatMap(([name, result]) => (E.isLeft(result) ? [at(`${field} '${name}'`)(result.left)] : [])),
    );
    return unlessFaulty([...strangers, ...faults, ...reward], () => ({
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

/** A promise is no frame, though its type may be forgotten: an iterable has to be async to give its frames later. */
export const isFrame = (value: unknown): boolean => typeof value === 'object' && value !== null && !('then' in value);

/** A rule that learns by reward has to get one in every step: one number, or one for each row. */
const rewardFaults = (
  net: Network<Names, Names>,
  rows: Rows,
  what: string,
  reward: Tensor | undefined,
): readonly Fault[] => {
  if (reward !== undefined) {
    const fitted = fit(what, reward, { shape: [], rowwise: true, dtype: 'f32' }, rows);
    return E.isLeft(fitted) ? [at('reward')(fitted.left)] : [];
  }
  return Object.entries<Wire<string>>(net.connections)
    .filter(([, { rule }]) => rule?.rewarded)
    .map(([name]) => at(`connection '${name}'`)(fault('Frame', `reward of ${what}`, 'given', 'none')));
};
