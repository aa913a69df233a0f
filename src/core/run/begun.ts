import type { AllFinite } from '../check/finite.js';
import type { Fault } from '../faults/errors.js';
import { isEnd, type Frame } from '../frame.js';
import type { AnyNetwork } from '../network.js';
import type { AnyState } from '../graph/step-input.js';
import type { Tensor } from '../tensor.js';
import { valueAt } from './block.js';
import { blockFitter, type Fitted } from './block-fitter.js';
import type { Rows } from './frame-fit.js';
import type { FrameReader, Given, NextFrame } from './frame-reader.js';
import { learningFaults, rowsOfRun } from './frame-rows.js';
import type { Facts } from './source.js';

/** What a run finds out by its first frame. */
export interface Begun {
  /** The first frame, or the end of the stream. */
  readonly first: NextFrame;
  /** Whether an episode ends before it. */
  readonly ends: boolean;
  readonly rows: Rows;
  /** Brings frames in full shape. */
  readonly fit: (index: number, given: Given) => Fitted;
  /** The faults of learning from so many rows, and of the frame. */
  readonly faults: readonly Fault[];
}

/** Reads the first frame of a run, by which it is known how many rows there are. */
export const begun = async (
  net: AnyNetwork,
  state: AnyState<Tensor>,
  { next }: FrameReader,
  facts: Facts,
  areFinite?: AllFinite,
): Promise<Begun> => {
  let first = await next();
  const ends = isEndNext(first);
  while (isEndNext(first)) first = await next();
  const rows = rowsOfRun(net, state, first.done === true ? {} : firstFrame(first.value), facts);
  const fit = blockFitter(net, rows, facts, areFinite);
  const unfit = first.done === true ? first.value : fit(0, { values: firstFrame(first.value) }).faults;
  return { first, ends, rows, fit, faults: [...learningFaults(net, rows), ...(ends ? [] : (unfit ?? []))] };
};

const isEndNext = (next: NextFrame): boolean => next.done !== true && isEnd(next.value.values);

const firstFrame = ({ steps, values }: Given): Frame<Tensor> =>
  steps === undefined ? values : valueAt({ steps, values }, 0);
