import type { Type } from '../algebra.js';
import { entryOf } from '../record.js';
import { sameShape } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { valueAt } from './block.js';
import { fields, type Field } from './frame-fields.js';
import type { Frame } from '../frame.js';

/** A tensor that all frames of one type have. */
export interface FramePart extends Type {
  readonly field: Field | 'reward';
  readonly name: string;
}

/**
 * The tensors of a frame and their types, in its own order. A run hands the same object to its session with all frames of one
 * type, so a backend works out once what it does with them.
 */
export type FrameType = readonly FramePart[];

/** A frame in full shape with its type; or those of so many steps as a block, whose type is that of each. */
export interface TypedFrame {
  readonly frame: Frame<Tensor>;
  readonly type: FrameType;
  readonly steps?: number;
}

export const frameType = (frame: Frame<Tensor>): FrameType =>
  (Object.keys(frame) as (keyof Frame<Tensor>)[]).flatMap((field): FrameType => {
    if (field === 'reward') return typeof frame.reward === 'object' ? [partOf(field, '', frame.reward)] : [];
    if (field === 'ends' || !fields.includes(field)) return [];
    return Object.entries<Tensor | undefined>(frame[field] ?? {}).map(([name, x]) => partOf(field, name, x!));
  });

const partOf = (field: FramePart['field'], name: string, { shape, dtype }: Tensor): FramePart => {
  return { field, name, shape, dtype };
};

export const sameType = (one: FrameType, other: FrameType): boolean =>
  one.length === other.length &&
  one.every(({ field, name, dtype, shape }, place) => {
    const its = other[place]!;
    return field === its.field && name === its.name && dtype === its.dtype && sameShape(shape, its.shape);
  });

/** The frame that has a value for each part of a type. */
export const frameOf = <T>(type: FrameType, valueFor: (part: FramePart) => T): Frame<T> => {
  const frame: Record<string, unknown> = {};
  for (const part of type) {
    if (part.field === 'reward') frame[part.field] = valueFor(part);
    else ((frame[part.field] ??= {}) as Record<string, T>)[part.name] = valueFor(part);
  }
  return frame;
};

/** The frames of each step, in order. */
export const oneByOne = ({ frame, type, steps }: TypedFrame): readonly TypedFrame[] => {
  if (steps === undefined) return [{ frame, type }];
  const block = { steps, values: frame };
  return Array.from({ length: steps }, (_, step) => ({ frame: valueAt(block, step), type }));
};

/** The tensor of a frame that a part stands for. */
export const tensorOf = (frame: Frame<Tensor>, { field, name }: FramePart): Tensor | undefined =>
  field === 'reward' ? (frame.reward as Tensor | undefined) : entryOf(frame[field], name);
