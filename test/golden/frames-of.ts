import {
  always,
  frames,
  lasting,
  tensor,
  type AnyNetwork,
  type Frame,
  type Source,
  type SourceNow,
  type Tensor,
} from '../../src/index.js';
import { entriesOf, isTensorJson, tensorOf, type Fields, type Json } from './case.js';
import { wholeTime } from './times.js';

/** Where in the case's random numbers a run begins: they are given for all runs together. */
export interface Draws {
  readonly tensors: Fields;
  readonly from: number;
}

/** The frames of one `run` step, as long as its time says; inputs may go on for longer. */
export const framesOf = (
  step: Fields,
  { dt }: AnyNetwork,
  { tensors, from }: Draws,
  reward: number | Tensor | undefined,
): Source<Frame<Tensor>> => {
  const forced = {
    inject: sources(step['injects_v'], constantOrRows),
    clamp: sources(step['clamp'], constantOrRows),
    unclamp: sources(step['unclamp'], constantOrRows),
    masks: sources(step['masks'], always),
    draws: sources(tensors, (x) => rowsFrom(from, x)),
    ...(reward !== undefined && { reward: always(reward) }),
  };
  return lasting(
    wholeTime(step['time'] as number, dt),
    frames<string, string, string>(sources(step['inputs'], oneOrRows), forced),
  );
};

/**
 * The reward of a run as its frames carry it. The reference multiplies it with eligibilities `[batch, ...w]`, so one number may have any
 * shape, and those of single rows are `[batch, 1, 1]`.
 */
export const rewardOf = (
  json: Json | undefined,
  change: (reward: number) => number = (reward) => reward,
): number | Tensor | undefined => {
  if (!isTensorJson(json)) return json === undefined ? undefined : change(json as number);
  const { shape, data } = tensorOf(json!);
  const values = Array.from(data, change);
  if (values.length === 1) return values[0]!;
  const rows = shape[0] === values.length ? [values.length] : shape;
  return tensor(rows, values);
};

const sources = (field: Json | undefined, source: (x: Tensor) => SourceNow): Readonly<Record<string, SourceNow>> =>
  Object.fromEntries(entriesOf(field).map(([name, json]) => [name, source(tensorOf(json))]));

/** One axis: a single step. */
const oneOrRows = (x: Tensor): SourceNow => (x.shape.length === 1 ? [x] : x);

/** One axis: the same in every step. */
const constantOrRows = (x: Tensor): SourceNow => (x.shape.length === 1 ? always(x) : x);

const rowsFrom = (from: number, { shape: [count = 0, ...row], dtype, data }: Tensor): Tensor => ({
  shape: [count - from, ...row],
  dtype,
  data: data.subarray((from * data.length) / count),
});
