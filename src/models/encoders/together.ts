import { refused, type FaultError } from '../../core/faults/errors.js';
import { parted, type Block, type BlockReader } from '../../core/run/block.js';
import type { Frame } from '../../core/frame.js';
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

/** A source of what a frame holds, read in blocks. */
export type BlockPart = Pick<Part, 'field' | 'name' | 'place'> & { readonly reader: BlockReader<Tensor | number> };

/** As `together`, in blocks of at most so many steps: each lasts as long as the shortest of its parts. */
export const blocksTogether = (
  parts: readonly BlockPart[],
  count: number,
  most: number,
): BlockReader<Frame<Tensor>> => {
  const held: (Block<Tensor | number> | undefined)[] = parts.map(() => undefined);
  let step = 0;
  const isOver = (place: number): boolean => (held[place] ??= parts[place]!.reader.next()) === undefined;
  const places = parts.map((_, place) => place);
  const [deciding, others] = [places.slice(0, count), places.slice(count)];
  const short = (some: readonly number[]): void => {
    const first = some.find(isOver);
    if (first !== undefined) throw tooShort(parts[first]!.place, first < count, step);
  };
  return {
    next: () => {
      if (count > 0 && deciding.every(isOver)) return undefined;
      short(deciding);
      short(others);
      const steps = held.reduce((least, block) => Math.min(least, block!.steps), most);
      const value: Record<string, unknown> = { inputs: {} };
      for (const place of places) {
        const [some, rest] = parted(held[place]!, steps);
        put(value, parts[place]!, some.values);
        held[place] = rest;
      }
      step += steps;
      return { steps, values: value };
    },
  };
};

const isDone = ({ done }: Result): boolean => done === true;

/** The next value of a part, as it is now. */
const asked = ({ reader, fresh: own }: Part): Later<Result> => (own ? reader.next() : after(reader.next(), owned));

const owned = (result: Result): Result => (result.done === true ? result : { done: false, value: fresh(result.value) });

const tooShort = (place: string, decides: boolean, step: number): FaultError => {
  const want = decides ? 'given, as for the others' : 'given, as for the inputs';
  return refused(place, `frame ${step}`, want, `only ${step} frames`, 'Frame');
};

const fill = (frame: Record<string, unknown>, parts: readonly Part[], values: readonly Result[]): void => {
  for (let place = 0; place < parts.length; place++) put(frame, parts[place]!, values[place]!.value);
};

const put = (frame: Record<string, unknown>, { field, name }: Pick<Part, 'field' | 'name'>, value: unknown): void => {
  if (name === undefined) frame[field] = value;
  else ((frame[field] ??= {}) as Record<string, unknown>)[name] = value;
};
