import { expectFunction } from '../../core/expect.js';
import { at, failure, FaultError } from '../../core/faults/errors.js';
import type { Fold } from '../../core/fold.js';
import type { Tensor } from '../../core/tensor.js';
import { checkUnsettled, checkWhole } from './checks.js';
import { record } from './record.js';

/** Takes a part of a recording, and the number of inputs in the parts before it; the run waits for its promise. */
export type Write<O> = (part: O, before: number) => unknown;

/** How many steps a block of `sink` has, and which fold makes it. */
export interface SinkOptions<I, O> {
  /** How many inputs a part has; default 1000. */
  readonly rows?: number;
  /** What a part is of its inputs; default `record()`. */
  readonly of?: Fold<I, O>;
}

/**
 * Passes a recording to a writer, part by part, so that it may be larger than memory: `sink((block) =>
 * file.appendFile(block.data), { rows: 1000 })` gives it blocks `[1000, b, ...]` as `record` makes them, or with `of` what
 * another fold makes of so many inputs, begun anew for each part. A run waits for the writer between its steps, writes the
 * unfinished last part when it ends, however it ends, and says that a writer failed; the part is then kept for a run that
 * goes on. Comes to the number of inputs.
 *
 * `rows` that is no whole number of at least 1 throws a `FaultError`.
 */
export const sink = <I = Tensor, O = Tensor>(
  write: Write<O>,
  // Without a fold nothing but the defaults says what I and O are: tensors.
  { rows = 1000, of = record() as Fold<unknown, unknown> as Fold<I, O> }: SinkOptions<I, O> = {},
): Fold<I, number> => {
  expectFunction('sink', write, 'write');
  checkWhole('sink', 'rows', rows, 1);
  checkUnsettled('sink', of);
  return sinking(write, { rows, of }, { given: 0, written: 0, whole: [], current: of });
};

interface Pending<I, O> {
  readonly given: number;
  readonly written: number;
  /** Parts that wait to be written: few, as a run sees to it after every chunk. */
  readonly whole: readonly O[];
  readonly current: Fold<I, O>;
}

interface Parts<I, O> {
  readonly rows: number;
  readonly of: Fold<I, O>;
}

const sinking = <I, O>(write: Write<O>, parts: Parts<I, O>, pending: Pending<I, O>): Fold<I, number> => {
  const { given, written, whole, current } = pending;
  const { rows, of } = parts;
  const first = written + rows * whole.length;
  const wrote = async (part: O, length: number, then: Partial<Pending<I, O>>): Promise<Fold<I, number>> => {
    try {
      await write(part, written);
    } catch (error) {
      throw failed(written, written + length - 1, error);
    }
    return sinking(write, parts, { ...pending, written: written + length, ...then });
  };
  return {
    next: (input, time) => {
      const next = current.next(input, time);
      return sinking(write, parts, {
        given: given + 1,
        written,
        ...(given + 1 - first < rows ? { whole, current: next } : { whole: [...whole, next.done()], current: of }),
      });
    },
    done: () => given,
    settle: (last) => {
      const [part] = whole;
      if (part !== undefined) return wrote(part, rows, { whole: whole.slice(1) });
      return last && given > written ? wrote(current.done(), given - written, { current: of }) : undefined;
    },
  };
};

const failed = (from: number, to: number, error: unknown): FaultError =>
  error instanceof FaultError
    ? error
    : new FaultError([at('sink')(failure('Monitor', `writing inputs ${from} to ${to}`, error))]);
