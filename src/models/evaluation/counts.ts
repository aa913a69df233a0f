import { shown, shownTensor } from '../../core/check/shown.js';
import { roomFaults } from '../../core/check/room.js';
import { at, fault, type Fault } from '../../core/errors.js';
import { sameShape, showShape, type Shape } from '../../core/shape.js';
import { whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { isTensor, zeros, type Tensor } from '../../core/tensor.js';

/** Spike counts `[samples, n]`, of counts as they are or of spikes `[samples, t, n]`. */
export const spikeCounts = (spikes: Tensor): Tensor => {
  // What is no tensor is for `countFaults` to say.
  if (!isTensor(spikes)) return zeros([0, 0]);
  if (spikes.shape.length !== 3) return spikes;
  const [samples, steps, n] = spikes.shape as [number, number, number];
  const data = new Float32Array(samples * n);
  spikes.data.forEach((value, place) => {
    data[Math.floor(place / (steps * n)) * n + (place % n)]! += value;
  });
  return { shape: [samples, n], dtype: 'f32', data };
};

/** Tensors for evaluation have to be `[samples, n]` or `[samples, t, n]`, or the very shape that is wanted. */
export const countFaults = (x: Tensor, shape?: Shape, what = 'spikes'): readonly Fault[] => {
  const fits =
    isTensor(x) && (shape === undefined ? x.shape.length === 2 || x.shape.length === 3 : sameShape(x.shape, shape));
  return fits
    ? []
    : [
        at('evaluation')(
          fault(
            'Shape',
            what,
            shape === undefined ? '[samples, n] or [samples, t, n]' : shown(shape),
            isTensor(x) ? showShape(x.shape) : shownTensor(x),
          ),
        ),
      ];
};

/** One label (or prediction) a sample, each a whole number below the number of labels. */
export const labelFaults = (
  labels: readonly number[],
  samples: number,
  labelCount: number,
  least = 0,
  what = 'label',
): readonly Fault[] => {
  // Of a number of labels that is none `labelCountFaults` tells.
  if (typeof labelCount !== 'number') return [];
  if (!Array.isArray(labels))
    return [at('evaluation')(fault('Parameter', `${what}s`, 'an array of whole numbers', shown(labels)))];
  const wrong = labels.find((label) => !Number.isInteger(label) || label < least || label >= labelCount);
  return [
    ...(labels.length === samples ? [] : [fault('Shape', `${what}s`, `${samples}`, `${labels.length}`)]),
    ...(wrong === undefined
      ? []
      : [fault('Parameter', what, `a whole number from ${least} to ${labelCount - 1}`, shown(wrong))]),
  ].map(at('evaluation'));
};

/** There has to be a label at least, and room for a table of all with all. */
export const labelCountFaults = (labelCount: number): readonly Fault[] =>
  [
    ...numberFaults('labelCount', labelCount, whole),
    ...(Number.isInteger(labelCount) ? roomFaults('labelCount', [labelCount, labelCount]) : []),
  ].map(at('evaluation'));
