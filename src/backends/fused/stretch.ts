import type { TypedFrame } from '../../core/run/frame-type.js';

/** The same frames, in which those that bring nothing are one block, up to the end of an episode. */
export const joined = (frames: readonly TypedFrame[]): readonly TypedFrame[] => {
  if (frames.length < 2) return frames;
  const found: TypedFrame[] = [];
  for (const next of frames) {
    const last = found.at(-1);
    if (last?.type !== next.type || next.type.length > 0 || last.frame.ends === true) found.push(next);
    else found[found.length - 1] = { ...next, steps: (last.steps ?? 1) + (next.steps ?? 1) };
  }
  return found;
};
