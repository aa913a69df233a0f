import { describe, expect, test } from 'vitest';
import { readerOf, streamFrom, type Reader } from '../../src/core/run/stream.js';

/** An iterable of some numbers, at once or later, and how often it was closed. */
const watched = (count: number) => {
  let closed = 0;
  let next = 0;
  const take = () => {
    if (next === 7) throw new Error('broken');
    return next < count ? { done: false as const, value: next++ } : { done: true as const, value: undefined };
  };
  const close = () => {
    closed++;
    return { done: true as const, value: undefined };
  };
  return {
    closed: () => closed,
    now: { [Symbol.iterator]: () => ({ next: take, return: close }) },
    later: { [Symbol.asyncIterator]: () => ({ next: async () => take(), return: async () => close() }) },
  };
};

describe.each(['now', 'later'] as const)('a stream of values that are there %s', (when) => {
  const opened = (count: number) => {
    const stream = watched(count);
    return { reader: readerOf<number>(stream[when]), closed: stream.closed };
  };
  const all = async (reader: Reader<number>): Promise<readonly number[]> => {
    const result = await reader.next();
    return result.done === true ? [] : [result.value, ...(await all(reader))];
  };

  test('is closed once, by whoever reads no further', async () => {
    const { reader, closed } = opened(5);
    expect(await reader.next()).toEqual({ done: false, value: 0 });
    await reader.close();
    await reader.close();
    expect(closed()).toBe(1);
  });

  test('closes itself at its end, and where it fails', async () => {
    const ended = opened(3);
    expect(await all(ended.reader)).toEqual([0, 1, 2]);
    await ended.reader.close();
    const failed = opened(9);
    await expect(all(failed.reader)).rejects.toThrow('broken');
    await failed.reader.close();
    expect([ended.closed(), failed.closed()]).toEqual([0, 0]);
  });

  test('that passes it on gives nothing after it was left, and closes it once', async () => {
    const { reader, closed } = opened(5);
    const passed = streamFrom(when === 'later', () => reader) as AsyncIterable<number>;
    const iterator =
      when === 'later' ? passed[Symbol.asyncIterator]() : (passed as unknown as Iterable<number>)[Symbol.iterator]();
    expect(await iterator.next()).toEqual({ done: false, value: 0 });
    for (let time = 0; time < 2; time++) await iterator.return!();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(closed()).toBe(1);
  });
});
