import {
  always,
  frames,
  lasting,
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
export const framesOf = (step: Fields, { dt }: AnyNetwork, { tensors, from }: Draws): Source<Frame<Tensor>> => {
  const { reward, time } = step;
  const forced = {
    inject: sources(step['injects_v'], constantOrRows),
    clamp: sources(step['clamp'], constantOrRows),
    unclamp: sources(step['unclamp'], constantOrRows),
    masks: sources(step['masks'], always),
    draws: sources(tensors, (x) => rowsFrom(from, x)),
    ...(reward !== undefined && { reward: always(isTensorJson(reward) ? tensorOf(reward) : (reward as number)) }),
  };
  return lasting(
    wholeTime(time as number, dt),
    frames<string, string, string>(sources(step['inputs'], oneOrRows), forced),
  );
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
