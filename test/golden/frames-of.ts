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
} from 'spikefold';
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
  { dt, layers, connections }: AnyNetwork,
  { tensors, from }: Draws,
  reward: number | Tensor | undefined,
): Source<Frame<Tensor>> => {
  const forcing = (field: string) =>
    sources(step[field], layers, (x, { shape }) => (String(x.shape) === String(shape) ? always(x) : constantOrRows(x)));
  const forced = {
    inject: forcing('injects_v'),
    clamp: forcing('clamp'),
    unclamp: forcing('unclamp'),
    masks: sources(step['masks'], connections, always),
    draws: sources(tensors, layers, (x) => rowsFrom(from, x)),
    ...(reward !== undefined && { reward: always(reward) }),
  };
  return lasting(
    wholeTime(step['time'] as number, dt),
    frames<string, string, string>(sources(step['inputs'], layers, oneOrRows), forced),
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
  if (json === undefined || json === null) return undefined;
  if (!isTensorJson(json)) return change(json as number);
  const { shape, data } = tensorOf(json);
  const values = Array.from(data, change);
  if (values.length === 1) return values[0]!;
  const rows = shape[0] === values.length ? [values.length] : shape;
  return tensor(rows, values);
};

/** The sources of what there is by its name; the reference ignores other names. */
const sources = <P>(
  field: Json | undefined,
  parts: Readonly<Record<string, P>>,
  source: (x: Tensor, part: P) => SourceNow,
): Readonly<Record<string, SourceNow>> =>
  Object.fromEntries(
    entriesOf(field).flatMap(([name, json]) => {
      const part = parts[name];
      return part === undefined ? [] : [[name, source(tensorOf(json), part)]];
    }),
  );

/** One axis: a single step. */
const oneOrRows = (x: Tensor): SourceNow => (x.shape.length === 1 ? [x] : x);

/** One axis: the same in every step. */
const constantOrRows = (x: Tensor): SourceNow => (x.shape.length === 1 ? always(x) : x);

const rowsFrom = (from: number, { shape: [count = 0, ...row], dtype, data }: Tensor): Tensor => ({
  shape: [count - from, ...row],
  dtype,
  data: data.subarray((from * data.length) / count),
});
