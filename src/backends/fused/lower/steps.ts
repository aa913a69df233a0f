import type { Value, Writer } from '../code.js';
import type { Step } from '../windows.js';
import { offsetOf, plus } from './context.js';

export const extentsOf = (steps: readonly Step[]): readonly number[] => steps.map(({ extent }) => extent);

/** An address moved on along some axes of one of the tensors. */
export const moved = (
  write: Writer,
  base: Value,
  counters: readonly Value[],
  steps: readonly Step[],
  of: 'image' | 'other' | 'out',
): Value =>
  plus(
    write,
    offsetOf(
      write,
      counters,
      steps.map((step) => step[of]),
    ),
    base,
  );
