import { describe, expect, test } from 'vitest';
import { endOfEpisode, explain, FaultError, tensor, type Frame, type Tensor } from '../../src/index.js';
import { at, fault } from '../../src/core/faults/errors.js';
import type { Block } from '../../src/core/run/block.js';
import {
  endFaults,
  frameReader,
  type FrameReader,
  type Frames,
  type NextFrame,
} from '../../src/core/run/frame-reader.js';
import { factsOf, known, sourceFrom, type Facts } from '../../src/core/run/source.js';
import { readerOf } from '../../src/core/run/stream.js';

const facts: Facts = { independent: true, fresh: true, endless: false, doubtful: [], rows: [] };
const x = tensor([2], [1, 2]);
const rewards = (...values: readonly number[]): readonly Frame<Tensor>[] => values.map((reward) => ({ reward }));
const failing = function* (given: readonly Frame<Tensor>[], error: unknown): Generator<Frame<Tensor>> {
  yield* given;
  throw error;
};
const later = async function* <A>(values: Iterable<A>): AsyncGenerator<A> {
  yield* values;
};
const open = (frames: Frames, most = 1, signal?: AbortSignal): FrameReader => frameReader(frames, 1, signal, most);

/** What a reader gives until it ends: of a frame its reward, and of how many steps it is; the faults at the end. */
const told = (next: NextFrame): unknown =>
  next.done === true ? (next.value?.map(explain) ?? 'over') : [next.value.values.reward, next.value.steps];
const all = async (reader: FrameReader): Promise<readonly unknown[]> => {
  const next = await reader.next();
  return next.done === true ? [told(next)] : [told(next), ...(await all(reader))];
};

describe.each<readonly [string, (given: Iterable<Frame<Tensor>>) => Frames]>([
  ['at once', (given) => given],
  ['later', later],
])('frames that come %s', (_, stream) => {
  test('are read one by one to the end', async () => {
    expect(await all(open(stream(rewards(5, 6))))).toEqual([[5, undefined], [6, undefined], 'over']);
  });

  test('end with the number of the frame that fails, for which the end of an episode does not count', async () => {
    const fails = (given: readonly Frame<Tensor>[], error: unknown) => all(open(stream(failing(given, error))));
    expect(await fails([], new Error('lost'))).toEqual([['frames: frame 0 failed: lost']]);
    expect((await fails([{ reward: 5 }, endOfEpisode as Frame<Tensor>, { reward: 6 }], 'gone')).at(-1)).toEqual([
      'frames: frame 2 failed: gone',
    ]);
    const own = new FaultError([at('poisson')(fault('Parameter', 'rates', 'at least 0', '-1'))]);
    expect(await fails(rewards(5), own)).toEqual([[5, undefined], ['poisson: rates must be at least 0, got -1']]);
  });
});

describe('a source in blocks', () => {
  const block = (steps: number): Block<Frame<Tensor>> => ({ steps, values: { reward: steps } });
  const blocks = (sizes: readonly number[], error?: Error): Frames =>
    sourceFrom<Frame<Tensor>>(
      facts,
      () => rewards(1, 2),
      (dt, most) => {
        const left = sizes.filter((steps) => steps <= most * dt);
        return {
          next: () => {
            const steps = left.shift();
            if (steps === undefined && error !== undefined) throw error;
            return steps === undefined ? undefined : block(steps);
          },
        };
      },
    );

  test('is read so where more than one frame may be asked for at once, of at most so many steps', async () => {
    expect(await all(open(blocks([2, 3, 4]), 3))).toEqual([[2, 2], [3, 3], 'over']);
    expect(await all(open(blocks([2, 3, 1]), 2))).toEqual([[2, 2], [1, 1], 'over']);
    expect(await all(open(blocks([2, 3, 4]), 1))).toEqual([[1, undefined], [2, undefined], 'over']);
  });

  test('ends with the number of the first frame of the block that fails', async () => {
    expect((await all(open(blocks([2, 3], new Error('lost')), 9))).at(-1)).toEqual(['frames: frame 5 failed: lost']);
    expect(await all(open(blocks([], new Error('lost')), 9))).toEqual([['frames: frame 0 failed: lost']]);
  });

  test('is closed without having been opened', async () => {
    const reader = open(blocks([2]), 9);
    await reader.close();
    await open([{}]).close();
    expect(told(await reader.next())).toEqual([2, 2]);
  });
});

describe('a signal', () => {
  test('that has aborted stops before the frame that would be read, and says why', async () => {
    for (const [reason, text] of [
      [new Error('enough'), 'enough'],
      ['enough', 'enough'],
      [undefined, 'This operation was aborted'],
    ] as const) {
      const control = new AbortController();
      const reader = open(rewards(5, 6), 1, control.signal);
      expect(told(await reader.next())).toEqual([5, undefined]);
      control.abort(reason);
      expect(told(await reader.next())).toEqual([`run: stopped by signal before frame 1: ${text}`]);
    }
  });

  test('has to be there for a source without an end', () => {
    const { signal } = new AbortController();
    expect(endFaults({ ...facts, endless: true }, undefined).map(explain)).toEqual([
      'frames: source must be one that ends, such as lasting(ms, frames), unless the run has a signal, got one without an end',
    ]);
    expect([endFaults({ ...facts, endless: true }, signal), endFaults(facts, undefined)]).toEqual([[], []]);
  });
});

test('frames of a source that may write into them again are copied; of one that says that it does not they are not', async () => {
  const frame = { inputs: { X: x } };
  const read = async (frames: Frames): Promise<Tensor> => {
    const next = await open(frames).next();
    return (next.done === true ? {} : next.value.values).inputs!['X']!;
  };
  const copy = await read([frame]);
  expect([copy, copy.data.buffer === x.data.buffer]).toEqual([x, false]);
  expect(await read(Object.assign(() => [frame], known(facts)))).toBe(x);
});

test('a reader that is closed waits for its stream to close, unless that is busy with a frame', async () => {
  const closing: string[] = [];
  const stream = (first: Promise<IteratorResult<Frame<Tensor>, undefined>>): AsyncIterable<Frame<Tensor>> => ({
    [Symbol.asyncIterator]: () => ({
      next: () => first,
      return: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        closing.push('closed');
        return { done: true, value: undefined };
      },
    }),
  });
  const idle = open(stream(Promise.resolve({ done: false, value: {} })));
  await idle.next();
  await idle.close();
  expect(closing).toEqual(['closed']);
  const busy = open(stream(new Promise(() => {})));
  void busy.next();
  await busy.close();
  expect(closing).toEqual(['closed']);
});

test('errors of a stream that closes are of no matter', async () => {
  const reader = open({
    [Symbol.iterator]: () => ({
      next: () => ({ done: false as const, value: {} }),
      return: () => {
        throw new Error('stuck');
      },
    }),
  });
  await reader.next();
  await expect(reader.close()).resolves.toBeUndefined();
});

test('the facts of a source are those that it states, and of any other that nothing is known', () => {
  const nothing = { independent: false, fresh: false, endless: false, doubtful: 'anywhere', rows: 'anywhere' };
  expect(factsOf(Object.assign(() => [], known(facts)))).toBe(facts);
  expect(factsOf(Object.assign([], known(facts)))).toBe(facts);
  for (const other of [[], () => [], null, undefined, 3, 'x']) expect(factsOf(other)).toEqual(nothing);
});

test('a stream gives its values until it is closed', async () => {
  const reader = readerOf(rewards(1, 2, 3));
  expect(reader.next()).toEqual({ done: false, value: { reward: 1 } });
  expect(await reader.close()).toBeUndefined();
});
