import { allFinite } from '../../core/check/finite.js';
import { shown, shownTensor } from '../../core/faults/shown.js';
import { roomFaults } from '../../core/room.js';
import type * as E from 'fp-ts/lib/Either.js';
import { unless } from '../../core/faults/refuse.js';
import { at, fault, unlessFaulty, type Faults, type LocalFault } from '../../core/faults/errors.js';
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

/** What samples come to, unless something is wrong with them. */
export const evaluated = <A>(faults: readonly LocalFault[], value: () => A): E.Either<Faults, A> =>
  unlessFaulty(faults.map(at('evaluation')), value);

/** Tensors for evaluation have to be `[samples, n]` or `[samples, t, n]`, or the very shape that is wanted, and finite. */
export const countFaults = (x: Tensor, shape?: Shape, what = 'spikes'): readonly LocalFault[] => [
  ...(shape === undefined
    ? shapeFaults(x, what, ({ length }) => length === 2 || length === 3, '[samples, n] or [samples, t, n]')
    : shapeFaults(x, what, (own) => sameShape(own, shape), shown(shape))),
  ...(isTensor(x) ? finiteFaults(x, what) : []),
];

/** The fault of the first number that is not finite, which would be no neuron's favourite, and so stand for label 0. */
const finiteFaults = ({ data }: Tensor, what: string): readonly LocalFault[] => {
  if (!(data instanceof Float32Array) || allFinite(data)) return [];
  const place = data.findIndex((value) => !Number.isFinite(value));
  return [fault('Parameter', what, 'finite numbers', `${data[place]} at place ${place}`)];
};

/** The fault of what is no tensor of such a shape. */
export const shapeFaults = (x: Tensor, what: string, holds: (shape: Shape) => boolean, want: string) =>
  unless(isTensor(x) && holds(x.shape), 'Shape', what, want, isTensor(x) ? showShape(x.shape) : shownTensor(x));

/** One label (or prediction) a sample, each a whole number below the number of labels. */
export const labelFaults = (
  labels: readonly number[],
  samples: number,
  labelCount: number,
  least = 0,
  what = 'label',
  of = 'sample',
): readonly LocalFault[] => {
  // Of a number of labels that is none `labelCountFaults` tells.
  if (typeof labelCount !== 'number') return [];
  if (!Array.isArray(labels)) {
    const list = isTensor(labels) ? `${what}s.data` : ArrayBuffer.isView(labels) ? `${what}s` : undefined;
    const cure = list === undefined ? '' : ` (Array.from(${list}) makes one of it)`;
    return [fault('Parameter', `${what}s`, 'an array of whole numbers', `${shown(labels)}${cure}`)];
  }
  const wrong = labels.findIndex((label) => !Number.isInteger(label) || label < least || label >= labelCount);
  const want = `a whole number from ${least} to ${labelCount - 1}`;
  return [
    ...unless(labels.length === samples, 'Shape', `${what}s`, `${samples}, one for each ${of}`, `${labels.length}`),
    ...unless(wrong < 0, 'Parameter', what, want, `${shown(labels[wrong])} at place ${wrong}`),
  ];
};

/** There has to be a label at least, and room for a table of all with all. */
export const labelCountFaults = (labelCount: number): readonly LocalFault[] => [
  ...numberFaults('labelCount', labelCount, whole),
  ...(Number.isInteger(labelCount) ? roomFaults('labelCount', [labelCount, labelCount]) : []),
];
