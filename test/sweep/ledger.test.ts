import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { explain, isLeft } from '../../src/index.js';
import { resultOf } from '../../src/sweep/jobs/outcome.js';
import { sent } from '../../src/sweep/redis/protocol.js';
import { keys, ledgerOf, plain, taskAt, withShared } from './support/ledgers.js';

const silent = (): void => undefined;
const [first, second, third] = ['0-k0', '1-k1', '2-k2'] as const;

/** Lets all that is on its way come. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** What becomes of points as it comes. */
const added = async (of: ReturnType<typeof ledgerOf>, ...places: readonly number[]) => {
  const came = new Map<number, Uint8Array | undefined>();
  for (const place of places) void of.points.add(taskAt(place), silent).then((bytes) => came.set(place, bytes));
  await settled();
  return came;
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1e6 }));
afterEach(() => void vi.useRealTimers());

describe('a point that is put into a queue', () => {
  test('is there once, as workers read it, unless it has a result already', async () => {
    const one = ledgerOf();
    one.values.set(keys.result(second), Uint8Array.of(7));
    const came = await added(one, 0, 1);
    expect(one.added).toEqual([
      {
        name: 'point',
        data: sent(plain, taskAt(0), { largest: 9, reruns: 3 }),
        options: { jobId: first, removeOnComplete: true },
      },
    ]);
    expect([...came]).toEqual([[1, Uint8Array.of(7)]]);
  });
  test('comes after the shared value, which is there as long as nothing else is said', async () => {
    const one = ledgerOf(withShared);
    await added(one, 0);
    const shared = keys.shared('s');
    expect(one.asked).toEqual([`get ${keys.result(first)}`, `exists ${shared}`, `set ${shared}`, `add ${first}`]);
    expect(one.values.get(shared)).toEqual(Buffer.of(5, 6));
    await added(one, 1);
    expect(one.asked.slice(4)).toEqual([`get ${keys.result(second)}`, `exists ${shared}`, `add ${second}`]);
  });
  test('renews the shared value where that is kept for some seconds', async () => {
    const one = ledgerOf(withShared, { keep: 60 });
    await added(one, 0);
    await added(one, 1);
    const shared = keys.shared('s');
    expect(one.asked.filter((what) => what.includes(shared))).toEqual([
      `exists ${shared}`,
      `set ${shared} EX 60`,
      `exists ${shared}`,
      `expire ${shared} 60`,
    ]);
  });
  test('is put there also where its result cannot be looked for, and what is wrong is told until it is not', async () => {
    const one = ledgerOf();
    expect(one.points.trouble()).toBe('');
    one.broken.set('get', new Error('no get')).set('add', new Error('no room'));
    await added(one, 0);
    expect([one.asked.at(-1), one.points.trouble()]).toEqual([`add ${first}`, 'no room']);
    one.broken.set('add', 'gone');
    await added(one, 1);
    expect(one.points.trouble()).toBe('gone');
    one.broken.clear();
    await added(one, 2);
    expect(one.points.trouble()).toBe('');
  });
});

describe('a point ends', () => {
  test('with its result, the first that there is, and is asked for no more', async () => {
    const one = ledgerOf();
    const came = await added(one, 0, 1);
    await one.points.take(first);
    expect([...came]).toEqual([]);
    one.values.set(keys.result(first), Buffer.of(1, 2));
    await one.points.take(first);
    one.values.set(keys.result(first), Buffer.of(3));
    await one.points.take(first);
    await one.points.fail(first, 'too late');
    expect([...came]).toEqual([[0, Uint8Array.of(1, 2)]]);
    // Twice for the first, once for each as it came, and nothing for a point that has ended.
    expect(one.asked.filter((what) => what.startsWith('get'))).toHaveLength(4);
    expect(one.asked.filter((what) => what.startsWith('remove'))).toEqual([]);
  });
  test('with the reason for which its worker failed, and leaves the queue', async () => {
    const one = ledgerOf();
    const came = await added(one, 0);
    await one.points.fail(first, 'out of memory');
    const result = resultOf(came.get(0)!, 0, 'x');
    expect(isLeft(result) && explain(result.left[0])).toBe("point 0 'x': worker failed: out of memory");
    expect([...one.jobs]).toEqual([]);
  });
  test('without a result where it is given up, and all of them are', async () => {
    const one = ledgerOf();
    const came = await added(one, 0, 1);
    one.points.giveUp();
    await settled();
    expect([...came]).toEqual([
      [0, undefined],
      [1, undefined],
    ]);
  });
  test('in no way where it is only taken out of the queue, as all are, whatever becomes of one', async () => {
    const one = ledgerOf();
    const came = await added(one, 0, 1);
    await one.points.withdraw();
    expect([[...one.jobs], [...came]]).toEqual([[], []]);
    one.broken.set('remove', new Error('no'));
    await one.points.withdraw();
    expect(one.asked.slice(-2)).toEqual([`remove ${first}`, `remove ${second}`]);
  });
});

test('how far a point is and its note are told to who put it there, and of others to nobody', () => {
  const one = ledgerOf();
  const heard: unknown[] = [];
  void one.points.add(taskAt(0), (...given) => heard.push(given));
  one.points.tell(first, 0.5, 'half');
  one.points.tell(second, 0.7);
  one.points.tell(first, 0.75);
  expect(heard).toEqual([
    [0.5, 'half'],
    [0.75, undefined],
  ]);
});

describe('of points that are quiet for longer than so many ms', () => {
  test('those are looked for, and no others', async () => {
    const one = ledgerOf();
    await added(one, 0);
    vi.setSystemTime(1e6 + 1);
    await added(one, 1);
    one.jobs.clear();
    one.asked.length = 0;
    vi.setSystemTime(1e6 + 1000);
    await one.points.look(1000);
    expect(one.asked).toEqual([]);
    vi.setSystemTime(1e6 + 1001);
    await one.points.look(1000);
    // Redis has lost it: it is put there again, and counts as heard of.
    expect(one.asked).toEqual([`add ${first}`]);
    await one.points.look(1000);
    expect(one.asked).toHaveLength(1);
    vi.setSystemTime(1e6 + 1002);
    await one.points.look(1000);
    expect(one.asked).toEqual([`add ${first}`, `add ${second}`]);
  });
  test('each has what became of it: a result, with its job or without, a failure, or nothing yet', async () => {
    const one = ledgerOf();
    const came = await added(one, 0, 1, 2, 3, 4);
    one.asked.length = 0;
    one.values.set(keys.result(first), Buffer.of(1));
    one.values.set(keys.result(second), Buffer.of(2));
    one.jobs.delete(second);
    one.jobs.set(third, { timestamp: '1', finishedOn: '2', failedReason: 'stalled' });
    one.jobs.set('3-k3', { timestamp: '1', finishedOn: '2' });
    one.jobs.set('4-k4', { timestamp: '1', failedReason: 'is tried again' });
    vi.setSystemTime(2e6);
    await one.points.look(1000);
    expect(one.asked).toEqual([
      `get ${keys.result(first)}`,
      `remove ${first}`,
      `get ${keys.result(second)}`,
      `remove ${third}`,
    ]);
    expect([came.get(0), came.get(1), [...came.keys()]]).toEqual([Uint8Array.of(1), Uint8Array.of(2), [0, 1, 2]]);
  });
  test('nothing is concluded where Redis does not answer, or the job of one with a result stays', async () => {
    const one = ledgerOf();
    const came = await added(one, 0);
    vi.setSystemTime(2e6);
    one.broken.set('hmget', new Error('no')).set('remove', new Error('no'));
    one.jobs.clear();
    await one.points.look(1000);
    expect(one.asked.at(-1)).toBe(`add ${first}`);
    expect(one.asked).toHaveLength(2);
    one.broken.delete('hmget');
    one.jobs.set(first, { timestamp: '1' });
    one.values.set(keys.result(first), Buffer.of(1));
    await one.points.look(1000);
    expect([...came]).toEqual([[0, Uint8Array.of(1)]]);
  });
  test('the shared value is looked after where it would be gone', async () => {
    const [kept, staying] = [ledgerOf(withShared, { keep: 60 }), ledgerOf(withShared)];
    for (const { points } of [kept, staying]) await points.look(1000);
    expect(kept.asked).toEqual([`exists ${keys.shared('s')}`, `set ${keys.shared('s')} EX 60`]);
    expect(staying.asked).toEqual([]);
  });
});
