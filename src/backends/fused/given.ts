import { fields, type Field } from '../../core/frame-fields.js';
import type { Frame } from '../../core/frame.js';
import { sameShape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/** A tensor of a frame. */
export interface Given {
  readonly field: Field | 'reward';
  readonly name: string;
  readonly value: Tensor;
}

/** Its path in a moment. */
export const pathOf = ({ field, name }: Given): string => (name === '' ? `frame.${field}` : `frame.${field}.${name}`);

export const tensorsOf = (frame: Frame<Tensor>): readonly Given[] => {
  const found: Given[] = [];
  for (const field of fields) {
    const given = frame[field];
    if (given !== undefined) for (const name in given) found.push({ field, name, value: given[name]! });
  }
  if (typeof frame.reward === 'object') found.push({ field: 'reward', name: '', value: frame.reward });
  return found;
};

/** Whether two frames have tensors of the same names and types. */
export const alike = (a: readonly Given[], b: readonly Given[]): boolean =>
  a.length === b.length &&
  a.every(({ field, name, value }, k) => {
    const other = b[k]!;
    return (
      field === other.field &&
      name === other.name &&
      value.dtype === other.value.dtype &&
      (value.shape === other.value.shape || sameShape(value.shape, other.value.shape))
    );
  });
