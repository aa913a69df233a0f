import * as E from 'fp-ts/lib/Either.js';
import type { AllFinite } from '../check/finite.js';
import type { Faults } from '../faults/errors.js';
import type { AnyNetwork } from '../network.js';
import { size } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { valueAt, type Block } from './block.js';
import { frameFitter } from './frame-fitter.js';
import type { Rows } from './frame-fit.js';
import { frameMemory } from './frame-memory.js';
import type { Given } from './frame-reader.js';
import { frameOf, tensorOf, type FramePart, type TypedFrame } from './frame-type.js';
import type { Frame } from '../frame.js';
import type { Facts } from './source.js';

/** What a source gave in full shape, up to the frame that does not fit. */
export interface Fitted {
  readonly frames: readonly TypedFrame[];
  readonly faults?: Faults;
}

/**
 * As `frameFitter`, also of blocks: those whose tensors are in full shape as they were given stay blocks, of others each frame is
 * fitted. `index` is the place of the first frame in the run.
 */
export const blockFitter = (
  net: AnyNetwork,
  rows: Rows,
  facts: Facts,
  areFinite?: AllFinite,
): ((index: number, given: Given) => Fitted) => {
  const memory = frameMemory(facts, areFinite);
  const fit = frameFitter(net, rows, facts, memory);

  const fittedOne = (index: number, frame: Frame<Tensor>): Fitted => {
    const fitted = fit(index, frame);
    return E.isLeft(fitted) ? { frames: [], faults: fitted.left } : { frames: [fitted.right] };
  };
  /** A block as a whole, given its first frame, fitted; undefined where that is not as it was given. */
  const whole = ({ steps, values }: Block<Frame<Tensor>>, { frame, type }: TypedFrame): TypedFrame | undefined => {
    const full = (part: FramePart): Tensor | undefined => {
      const [row, given] = [tensorOf(frame, part)!, tensorOf(values, part)];
      if (typeof given !== 'object') return { ...row, shape: [1, ...row.shape] };
      const extent = given.shape[0]!;
      const isLike = given.dtype === row.dtype && given.data.length === extent * size(row.shape);
      return isLike && memory.areSound(part, given) ? { ...given, shape: [extent, ...row.shape] } : undefined;
    };
    const tensors = new Map(type.map((part) => [part, full(part)]));
    if ([...tensors.values()].includes(undefined)) return undefined;
    const made = frameOf(type, (part) => tensors.get(part)!);
    return { frame: values.ends === true ? { ...made, ends: true } : made, type, steps };
  };

  return (index, { steps, values }) => {
    if (steps === undefined) return fittedOne(index, values);
    const block = { steps, values };
    const first = fit(index, valueAt(block, 0));
    const made = E.isRight(first) ? whole(block, first.right) : undefined;
    if (made !== undefined) return { frames: [made] };
    const frames: TypedFrame[] = [];
    for (let step = 0; step < steps; step++) {
      const { frames: some, faults } = fittedOne(index + step, valueAt(block, step));
      if (faults !== undefined) return { frames, faults };
      frames.push(...some);
    }
    return { frames };
  };
};
