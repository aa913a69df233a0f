import { tensorOf, type FramePart, type FrameType } from '../../core/run/frame-type.js';
import type { Frame } from '../../core/run/frame.js';
import type { Tensor } from '../../core/tensor.js';
import type { Memory } from './ir/target.js';
import { write } from './memory.js';

/** A tensor that frames of one type have and a program reads, and where it goes. */
export interface Binding {
  readonly part: FramePart;
  readonly address: number;
}

/** The tensors of a type of frames; `addresses` are by their paths in a step input. */
export const bindingsOf = (type: FrameType, addresses: ReadonlyMap<string, number>): readonly Binding[] =>
  type.flatMap((part) => {
    const address = addresses.get(part.field === 'reward' ? 'frame.reward' : `frame.${part.field}.${part.name}`);
    return address === undefined ? [] : [{ part, address }];
  });

/** Puts a frame into memory; spikes and masks a byte each. */
export const bind = (memory: Memory, bindings: readonly Binding[], frame: Frame<Tensor>): void => {
  for (const { part, address } of bindings) {
    const value = tensorOf(frame, part)!;
    if (value.dtype === 'bool') memory.u.set(value.data, address);
    else write(memory, address, value);
  }
};
