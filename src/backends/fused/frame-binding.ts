import type { Type } from '../../core/algebra.js';
import { fields, type Field } from '../../core/run/frame-fields.js';
import type { Frame } from '../../core/run/frame.js';
import { sameShape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import type { Memory } from './ir/target.js';
import { write } from './transfer.js';

/** A tensor that frames of one kind have, and where it goes: nowhere, if nothing reads it. */
export interface Binding {
  readonly field: Field | 'reward';
  readonly name: string;
  readonly type: Type;
  readonly address: number | undefined;
}

/** The tensors of a frame, in order; `addresses` are by their paths in a step input, truths a byte each. */
export const bindingsOf = (frame: Frame<Tensor>, addresses: ReadonlyMap<string, number>): readonly Binding[] => [
  ...fields.flatMap((field) =>
    Object.entries<Tensor | undefined>(frame[field] ?? {}).map(([name, type]): Binding => ({
      field,
      name,
      type: type!,
      address: addresses.get(`frame.${field}.${name}`),
    })),
  ),
  ...(typeof frame.reward === 'object'
    ? [{ field: 'reward', name: '', type: frame.reward, address: addresses.get('frame.reward') } as const]
    : []),
];

/** Puts a frame into memory, if it is of the kind; it may have put some of it if it is not. */
export const bind = (memory: Memory, kind: readonly Binding[], frame: Frame<Tensor>): boolean => {
  let place = 0;
  for (const field of fields) {
    const given = frame[field];
    if (given === undefined) continue;
    for (const name in given) if (!put(memory, kind[place++], field, name, given[name]!)) return false;
  }
  if (typeof frame.reward === 'object' && !put(memory, kind[place++], 'reward', '', frame.reward)) return false;
  return place === kind.length;
};

const put = (
  memory: Memory,
  given: Binding | undefined,
  field: Binding['field'],
  name: string,
  value: Tensor,
): boolean => {
  if (given === undefined || given.field !== field || given.name !== name || !isOf(given.type, value)) return false;
  if (given.address === undefined) return true;
  if (value.dtype === 'bool') memory.u.set(value.data, given.address);
  else write(memory, given.address, value);
  return true;
};

const isOf = (type: Type, { shape, dtype }: Tensor): boolean =>
  dtype === type.dtype && (shape === type.shape || sameShape(shape, type.shape));
