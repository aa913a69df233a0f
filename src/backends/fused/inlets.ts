import { rowsWithin } from '../../core/run/block.js';
import { tensorOf, type FrameType, type TypedFrame } from '../../core/run/frame-type.js';
import type { Tensor } from '../../core/tensor.js';
import type { Memory } from './ir/target.js';
import { write } from './memory.js';
import type { Inlet } from './plan/blocks.js';

/** The parts that frames of one type have and a program reads, and where they go: inlets are by their paths in a step input. */
export const bindingsOf = (type: FrameType, inlets: ReadonlyMap<string, Inlet>) =>
  type.flatMap((part) => {
    const inlet = inlets.get(part.field === 'reward' ? 'frame.reward' : `frame.${part.field}.${part.name}`);
    return inlet === undefined ? [] : [{ part, inlet }];
  });

/**
 * Puts the frames of a block from one step on into memory, as many as there is room for, or a frame; gives for how many steps it
 * lasts.
 */
export const bind = (
  memory: Memory,
  bindings: ReturnType<typeof bindingsOf>,
  { frame, steps = 1 }: TypedFrame,
  from: number,
): number => {
  const isSame = ({ shape }: Tensor): boolean => steps === 1 || shape[0] === 1;
  const given = bindings.map(({ part, inlet }) => ({ inlet, value: tensorOf(frame, part)! }));
  const rows = given.reduce(
    (least, { inlet, value }) => (isSame(value) ? least : Math.min(least, inlet.rows)),
    steps - from,
  );
  for (const { inlet, value } of given)
    if (isSame(value)) bindTensor(memory, inlet, value, 1);
    else bindTensor(memory, inlet, rowsWithin(value, from, from + rows), rows);
  return rows;
};

/** Puts a tensor of so many rows into memory; one row is there for all steps. */
export const bindTensor = (memory: Memory, inlet: Inlet, value: Tensor, rows: number): void => {
  const { address, block, cursor } = inlet;
  // Bools are widened on their way.
  const lies = value.dtype !== 'bool' && rows === 1;
  if (value.dtype === 'bool') memory.u.set(value.data, block);
  else write(memory, lies ? address : block, value);
  memory.i.set([lies ? 0 : block, rows === 1 ? 0 : (value.data.length / rows) * inlet.bytes], cursor / 4);
};

/** The same frames, in which those that bring nothing are one block, up to the end of an episode. */
export const coalesced = (frames: readonly TypedFrame[]): readonly TypedFrame[] => {
  if (frames.length < 2) return frames;
  const found: TypedFrame[] = [];
  for (const next of frames) {
    const last = found.at(-1);
    if (last?.type !== next.type || next.type.length > 0 || last.frame.ends === true) found.push(next);
    else found[found.length - 1] = { ...next, steps: (last.steps ?? 1) + (next.steps ?? 1) };
  }
  return found;
};
