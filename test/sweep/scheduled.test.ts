import { setTimeout as after } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scheduled, type Schedule } from '../../src/sweep/scheduled.js';
import { luck } from '../support/law.js';

const plain: Omit<Schedule<number, number>, 'run'> = {
  atOnce: 2,
  ahead: 8,
  order: 'points',
  signal: new AbortController().signal,
};

const stream = async function* (values: Iterable<number>, hear: () => void = () => undefined) {
  for (const value of values) {
    hear();
    yield value;
  }
};
const collected = async (outcomes: AsyncIterable<number>): Promise<readonly number[]> => {
  const all: number[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
};
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Comes after so many turns of the event loop. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

test('every task once, in order, never more at once or ahead than allowed, however long each takes', async () => {
  const sizes = { atOnce: fc.integer({ min: 1, max: 5 }), ahead: fc.integer({ min: 1, max: 9 }) };
  const order = fc.constantFrom('points' as const, 'arrival' as const);
  const waits = fc.array(fc.nat(3), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(fc.record({ ...sizes, order, waits }), async ({ atOnce, ahead, order, waits }) => {
      let [running, most, asked, taken] = [0, 0, 0, 0];
      const run = async (wait: number, place: number): Promise<number> => {
        most = Math.max(most, ++running);
        await turns(wait);
        running--;
        return place;
      };
      const all: number[] = [];
      for await (const place of scheduled(
        stream(waits, () => asked++),
        { ...plain, atOnce, ahead, order, run },
      )) {
        all.push(place);
        taken++;
        await turns(1);
        expect(asked - taken).toBeLessThanOrEqual(ahead);
      }
      expect(order === 'points' ? all : all.toSorted((a, b) => a - b)).toEqual(range(waits.length));
      expect(most).toBeLessThanOrEqual(Math.min(atOnce, ahead));
    }),
    { ...luck, numRuns: 60 },
  );
});

test('as many tasks as are allowed run at once before any has ended', async () => {
  let [running, most] = [0, 0];
  const run = async (task: number): Promise<number> => {
    most = Math.max(most, ++running);
    await turns(20);
    running--;
    return task;
  };
  expect(await collected(scheduled(stream(range(6)), { ...plain, atOnce: 3, run }))).toEqual(range(6));
  expect(most).toBe(3);
});

test('tasks go on while an outcome is looked at', async () => {
  let begun = 0;
  const run = async (task: number) => {
    begun++;
    return task;
  };
  for await (const _ of scheduled(stream(range(100)), { ...plain, run })) {
    await after(20);
    expect(begun).toBe(9);
    break;
  }
});

test('a stream may wait for outcomes of what it gave', async () => {
  const outcomes: number[] = [];
  const feedback = async function* () {
    for (let round = 0; round < 3; round++) {
      yield* range(4);
      while (outcomes.length < 4 * (round + 1)) await turns(1);
    }
  };
  const run = async (task: number) => task;
  for await (const outcome of scheduled(feedback(), { ...plain, ahead: 1, run })) outcomes.push(outcome);
  expect(outcomes).toEqual([...range(4), ...range(4), ...range(4)]);
});

test('an error of the stream comes after all outcomes before it', async () => {
  const broken = async function* () {
    yield 1;
    yield 2;
    throw new Error('no more paper');
  };
  const all: number[] = [];
  const reading = (async () => {
    for await (const outcome of scheduled(broken(), { ...plain, run: async (task: number) => (await after(5), task) }))
      all.push(outcome);
  })();
  await expect(reading).rejects.toThrow('no more paper');
  expect(all).toEqual([1, 2]);
});

test('stopped, it gives what is there and what was under way, in order, and begins nothing', async () => {
  const stopping = new AbortController();
  let begun = 0;
  const run = async (task: number): Promise<number | undefined> => {
    begun++;
    if (task === 3) stopping.abort();
    await after(10 * (5 - task));
    return task === 2 ? undefined : task;
  };
  const all = await collected(scheduled(stream(range(100)), { ...plain, atOnce: 4, signal: stopping.signal, run }));
  expect(all).toEqual([0, 1, 3]);
  expect(begun).toBe(4);
});

test('a reader that leaves closes the stream', async () => {
  let isClosed = false;
  const endless = async function* () {
    try {
      for (let n = 0; ; n++) yield n;
    } finally {
      isClosed = true;
    }
  };
  for await (const _ of scheduled(endless(), { ...plain, run: async (task: number) => task })) break;
  await turns(3);
  expect(isClosed).toBe(true);
});
