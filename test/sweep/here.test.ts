import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { here } from '../../src/sweep/jobs/here.js';
import { resultOf } from '../../src/sweep/jobs/outcome.js';
import { toBytes } from '../../src/sweep/jobs/values.js';
import { orThrow } from '../../src/index.js';
import { job } from './support/jobs.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const running = (limit?: number) => {
  const path = job('various.mjs');
  return here({
    job: { path, digest: '', url: pathToFileURL(path).href },
    library: '1',
    ...(limit !== undefined && { limit }),
  });
};
const taskOf = (point: object) => ({
  place: 0,
  seed: [0, 1] as const,
  key: 'k',
  point: orThrow(toBytes(point, 'point')),
});
const silent = (): void => undefined;

test('a job that has ended leaves no clock, neither of its limit nor of a later stop', async () => {
  const { run, stop } = running(60);
  const bytes = await run(taskOf({ way: 'right' }), silent);
  expect(orThrow(resultOf(bytes!, 0, 1))).toBe(7);
  expect(vi.getTimerCount()).toBe(0);
  stop();
  expect(vi.getTimerCount()).toBe(0);
  expect(await run(taskOf({ way: 'right' }), silent)).toBe(undefined);
});

test('a job that waits on has a second from its stop, and without a limit no clock before', async () => {
  const { run, stop } = running();
  const stopped = run(taskOf({ way: 'waiting' }), silent);
  // By then it has begun.
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(vi.getTimerCount()).toBe(0);
  stop();
  vi.advanceTimersByTime(999);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await stopped).toBe(undefined);
});
