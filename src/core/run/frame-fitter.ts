import * as E from 'fp-ts/lib/Either.js';
import { at, fault, oneOf, unlessFaulty, type Fault, type Faults } from '../errors.js';
import { fit, type Rows, type Want } from './frame-fit.js';
import { frameFields, type Field } from './frame-fields.js';
import { frameMemo } from './frame-memo.js';
import { isFrame, type Frame } from './frame.js';
import type { Facts } from './source.js';
import type { AnyNetwork, Wire } from '../network.js';
import { asF32, tensor, type Tensor } from '../tensor.js';

/**
 * For a network and a number of rows: a frame with every tensor in its full shape, or all that is wrong with it. `index` is
 * the frame's place in the run. What is known of the source saves a second look at what can only be right.
 */
export const frameFitter = (
  net: AnyNetwork,
  rows: Rows,
  facts: Facts,
): ((index: number, frame: Frame<Tensor>) => E.Either<Faults, Frame<Tensor>>) => {
  const lookups = frameFields(net);
  const fields = Object.entries(lookups);
  const known = [...Object.keys(lookups), 'reward', 'ends'];
  const rewarded = Object.values<Wire<string>>(net.connections).some(({ rule }) => rule?.rewarded);
  const memo = frameMemo(rewarded, facts);
  return (index, frame) => {
    const seen = memo.fitted(frame);
    if (seen !== undefined) return E.right(seen);
    const what = `frame ${index}`;
    if (!isFrame(frame)) return E.left([at('frames')(fault('Frame', what, `a record of ${known.join(', ')}`, 'none'))]);
    const strangers = Object.keys(frame)
      .filter((field) => !known.includes(field))
      .map((field) => at('frames')(fault('Unknown', `field of ${what}`, oneOf(known), `'${field}'`)));
    const ends = endFaults(what, frame);
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
    const given = typeof frame.reward === 'number' ? tensor([], [frame.reward]) : frame.reward && asF32(frame.reward);
    const reward = rewardFaults(net, rows, what, given);

    const faults = fitted.flatMap(([field, entries]) =>
      entries.flatMap(([name, result]) => (E.isLeft(result) ? [at(`${field} '${name}'`)(result.left)] : [])),
    );
    return unlessFaulty([...strangers, ...ends, ...faults, ...reward], () => {
      const whole: Frame<Tensor> = {
        ...frame,
        ...(given && { reward: given }),
        ...Object.fromEntries(
          fitted.map(([field, entries]) => [
            field,
            Object.fromEntries(entries.flatMap(([name, result]) => (E.isRight(result) ? [[name, result.right]] : []))),
          ]),
        ),
      };
      memo.remember(frame, whole);
      return whole;
    });
  };
};

const endFaults = (what: string, { ends }: Frame<Tensor>): readonly Fault[] =>
  ends === undefined || typeof ends === 'boolean'
    ? []
    : [
        at('frames')(
          fault(
            'Frame',
            `ends of ${what}`,
            "true or false ('now' stands alone, as endOfEpisode)",
            `'${ends as string}'`,
          ),
        ),
      ];

/** A rule that learns by reward has to get one in every step: one number, or one for each row. */
const rewardFaults = (net: AnyNetwork, rows: Rows, what: string, reward: Tensor | undefined): readonly Fault[] => {
  if (reward !== undefined) {
    const fitted = fit(what, reward, { shape: [], rowwise: true, dtype: 'f32' }, rows);
    return E.isLeft(fitted) ? [at('reward')(fitted.left)] : [];
  }
  return Object.entries<Wire<string>>(net.connections)
    .filter(([, { rule }]) => rule?.rewarded)
    .map(([name]) => at(`connection '${name}'`)(fault('Frame', `reward of ${what}`, 'given', 'none')));
};
