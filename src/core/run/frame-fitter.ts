import * as E from 'fp-ts/lib/Either.js';
import { allRight } from '../either.js';
import { unless } from '../faults/refuse.js';
import { shown } from '../faults/shown.js';
import { at, fault, oneOf, unlessFaulty, type Fault, type Faults, type LocalFault } from '../faults/errors.js';
import type { AnyNetwork, Wire } from '../network.js';
import { mapEntries } from '../record.js';
import { asF32, isTensor, tensor, type Tensor } from '../tensor.js';
import { fields, frameFields, type Lookup } from './frame-fields.js';
import { fit, type Rows, type Want } from './frame-fit.js';
import { frameMemory } from './frame-memory.js';
import type { TypedFrame } from './frame-type.js';
import { isFrame, type Frame } from '../frame.js';
import type { Facts } from './source.js';

const known: readonly string[] = [...fields, 'reward', 'ends'];

/**
 * For a network and a number of rows: a frame with every tensor in its full shape, or all that is wrong with it. `index` is
 * the frame's place in the run. Frames like one before are recognised by their type.
 */
export const frameFitter = (
  net: AnyNetwork,
  rows: Rows,
  facts: Facts,
  memory = frameMemory(facts),
): ((index: number, frame: Frame<Tensor>) => E.Either<Faults, TypedFrame>) => {
  const lookups = frameFields(net, facts);
  return (index, frame) => {
    const like = memory.recall(frame);
    if (like !== undefined) return E.right(like);
    const what = `frame ${index}`;
    if (!isFrame(frame)) return E.left([at('frames')(fault('Frame', what, `a record of ${known.join(', ')}`, 'none'))]);
    if (isTensor(frame))
      return E.left([
        at('frames')(fault('Frame', what, 'inputs by layer, as frames({ X: source }) gives them', shown(frame))),
      ]);
    const given = Object.fromEntries(fields.filter((field) => frame[field]).map((field) => [field, frame[field]!]));
    const fitted = allRight(
      mapEntries(given, (field, tensors) =>
        fitField(field, what, tensors, lookups[field as keyof typeof lookups], rows),
      ),
    );
    const reward = typeof frame.reward === 'number' ? tensor([], [frame.reward]) : frame.reward && asF32(frame.reward);
    const faults = [
      ...formFaults(what, frame),
      ...(E.isLeft(fitted) ? fitted.left : []),
      ...rewardFaults(net, rows, what, reward),
    ];
    return unlessFaulty(faults, () =>
      memory.remember(frame, { ...frame, ...(reward && { reward }), ...(E.isRight(fitted) && fitted.right) }),
    );
  };
};

/** The tensors of one field, by name, in full shape. */
const fitField = (
  field: string,
  what: string,
  given: Readonly<Record<string, Tensor | undefined>>,
  lookup: Lookup,
  rows: Rows,
): E.Either<readonly Fault[], Readonly<Record<string, Tensor>>> => {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return allRight(
    mapEntries(present, (name, value) => {
      const placed = E.mapLeft((wrong: LocalFault): readonly Fault[] => [at(`${field} '${name}'`)(wrong)]);
      return placed(E.chain((want: Want) => fit(what, value, want, rows))(lookup(name)));
    }),
  );
};

/** Fields that no frame has, and an end that is none. */
const formFaults = (what: string, frame: Frame<Tensor>): readonly Fault[] => {
  const { ends } = frame;
  const fits = ends === undefined || typeof ends === 'boolean';
  const want = "true or false ('now' stands alone, as endOfEpisode)";
  return [
    ...Object.keys(frame)
      .filter((field) => !known.includes(field))
      .map((field) => fault('Unknown', `field of ${what}`, oneOf(known), `'${field}'`)),
    ...unless(fits, 'Frame', `ends of ${what}`, want, shown(ends)),
  ].map(at('frames'));
};

/** A rule that learns by reward has to get one in every step: one number, or one for each row. */
const rewardFaults = (net: AnyNetwork, rows: Rows, what: string, reward: Tensor | undefined): readonly Fault[] => {
  if (reward !== undefined) {
    const fitted = fit(what, reward, { shape: [], rowwise: true, dtype: 'f32' }, rows);
    return E.isLeft(fitted) ? [at('reward')(fitted.left)] : [];
  }
  return Object.entries<Wire<string>>(net.connections)
    .filter(([, { rule }]) => rule?.rewarded)
    .map(([name]) =>
      at(`connection '${name}'`)(fault('Frame', `reward of ${what}`, 'given, as by rewarded(frames, 0)', 'none')),
    );
};
