import { refused, type FaultError } from '../../core/errors.js';
import type { Frame } from '../../core/run/frame.js';
import { fresh } from '../../core/run/fresh.js';
import { after, over, type Later, type Reader } from '../../core/run/stream.js';
import type { Tensor } from '../../core/tensor.js';

/** One source of what a frame holds, being read. */
export interface Part {
  readonly field: string;
  /** The layer or connection; none for the reward. */
  readonly name?: string;
  readonly place: string;
  readonly reader: Reader<Tensor | number>;
  /** Whether what it gives is never written to. */
  readonly fresh: boolean;
}

type Result = IteratorResult<Tensor | number, undefined>;

/** Frames of parts, of which the first so many decide when they end: then no other part is read. */
export const together = (async: boolean, parts: readonly Part[], count: number): Reader<Frame<Tensor>> => {
  const [deciding, others] = [parts.slice(0, count), parts.slice(count)];
  let step = 0;
  const close = (): Later<void> => {
    if (async) return Promise.all(parts.map(async ({ reader }) => reader.close())).then(() => undefined);
    parts.forEach(({ reader }) => void reader.close());
    return undefined;
  };
  const ask = (some: readonly Part[]): Later<readonly Result[]> =>
    async ? Promise.all(some.map(async (part) => asked(part))) : (some.map(asked) as readonly Result[]);
  const ended = (some: readonly Part[], results: readonly Result[]): void => {
    const first = results.findIndex(isDone);
    if (first >= 0) throw tooShort(some[first]!.place, some === deciding, step);
  };
  const frame = (first: readonly Result[], second: readonly Result[]): IteratorResult<Frame<Tensor>, undefined> => {
    step++;
    const value: Record<string, unknown> = { inputs: {} };
    fill(value, deciding, first);
    fill(value, others, second);
    return { done: false, value };
  };
  const decided = (first: readonly Result[]): Later<IteratorResult<Frame<Tensor>, undefined>> => {
    if (first.some(isDone)) {
      if (first.every(isDone)) return after(close(), () => over);
      ended(deciding, first);
    }
    if (others.length === 0) return frame(first, []);
    return after(ask(others), (second) => {
      ended(others, second);
      return frame(first, second);
    });
  };
  return { next: () => after(ask(deciding), decided), close };
};

const isDone = ({ done }: Result): boolean => done === true;

/** The next value of a part, as it is now. */
const asked = ({ reader, fresh: own }: Part): Later<Result> => (own ? reader.next() : after(reader.next(), owned));

const owned = (result: Result): Result => (result.done === true ? result : { done: false, value: fresh(result.value) });

const tooShort = (place: string, decides: boolean, step: number): FaultError =>
  refused(
    place,
    `frame ${step}`,
    decides ? 'given, as for the others' : 'given, as for the inputs',
    `only ${step} frames`,
    'Frame',
  );

const fill = (frame: Record<string, unknown>, parts: readonly Part[], values: readonly Result[]): void => {
  for (let place = 0; place < parts.length; place++) {
    const { field, name } = parts[place]!;
    if (name === undefined) frame[field] = values[place]!.value;
    else ((frame[field] ??= {}) as Record<string, unknown>)[name] = values[place]!.value;
  }
};
